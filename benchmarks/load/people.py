"""Who uses the site under load: members with real sessions, made in the site's own database."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

# Whom each one looks at, follows and unfollows. Most people look at those whom everybody knows.
OTHERS, POPULAR = 60, 200


def use(environment: Mapping[str, str]) -> None:
    """Let this process be one of the site's."""
    os.environ.update(environment)
    import django

    django.setup()


def write_down(file: Path, number: int) -> None:
    """Sign in so many members and write down who they are, with whom they will deal."""
    from accounts.models import User

    chance = Random(1)
    everybody = User.objects.active().filter(is_staff=False)
    popular = list(everybody.order_by("-follower_count").values_list("handle", flat=True)[:POPULAR])
    ids = list(everybody.order_by("pk").values_list("pk", flat=True))
    members = User.objects.filter(pk__in=chance.sample(ids, min(number, len(ids)))).order_by("pk")
    file.write_text(json.dumps([_person(member, popular, chance) for member in members]))


def _person(member: Any, popular: list[str], chance: Random) -> dict[str, Any]:
    from follows.models import Follow

    others = [handle for handle in chance.sample(popular, min(OTHERS, len(popular))) if handle != member.handle]
    known = Follow.objects.filter(follower=member, followee__handle__in=others)
    return {
        "handle": member.handle,
        "session": _session(member),
        "others": others,
        "follows": list(known.values_list("followee__handle", flat=True)),
    }


def _session(member: Any) -> str:
    from django.conf import settings
    from django.test import Client

    browser = Client()
    browser.force_login(member, backend="accounts.backends.StatefulBackend")
    return browser.cookies[settings.SESSION_COOKIE_NAME].value
