"""A group that goes while its owner writes for it, on a real database: no fault, and no circle of waiting."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from core.refusals import Refusal
from follows.actions import create_group, delete_group
from follows.models import FollowGroup
from posts import actions
from posts.actions.drafts import Opened
from posts.audience import Options
from posts.models import Draft, Post
from tests.accounts.test_races import at_once
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def meant_for(group: FollowGroup) -> Options:
    return Options(visibility=f"group:{group.pk}")


def publishing(owner: User, group: FollowGroup) -> Callable[[], object]:
    return lambda: make_post(author=owner, visibility=f"group:{group.pk}")


def addressing(owner: User, group: FollowGroup) -> Callable[[], object]:
    post = make_post(author=owner)
    return lambda: actions.change_audience(post_id=post.pk, by=owner, options=meant_for(group))


def deleting(owner: User, group: FollowGroup) -> Callable[[], object]:
    post = make_post(author=owner, visibility=f"group:{group.pk}")
    return lambda: actions.delete(post_id=post.pk, by=owner)


def editing(owner: User, group: FollowGroup) -> Callable[[], object]:
    post = make_post(author=owner, visibility=f"group:{group.pk}")
    return lambda: actions.edit(post_id=post.pk, by=owner, raw="other", options=meant_for(group))


def sending(owner: User, group: FollowGroup) -> Callable[[], object]:
    draft = actions.save_draft(author=owner, raw="a draft", options=meant_for(group))
    given: dict[str, Any] = {"raw": "a draft that was sent", "options": meant_for(group)}
    return lambda: actions.publish_draft(author=owner, opened=Opened(draft.pk), **given)


def keeping(owner: User, group: FollowGroup) -> Callable[[], object]:
    draft = actions.save_draft(author=owner, raw="a draft", options=Options())
    given: dict[str, Any] = {"raw": "a draft", "options": meant_for(group), "opened": Opened(draft.pk)}
    return lambda: actions.save_draft(author=owner, **given)


@pytest.mark.parametrize("act", [publishing, addressing, deleting, editing, sending, keeping])
def test_a_group_goes_while_its_owner_writes_for_it(act) -> None:
    for _turn in range(3):
        owner = make_user(password=None)
        group = create_group(owner=owner, name="Family")
        calls = [act(owner, group) for _ in range(3)]
        results = at_once(*calls[:2], lambda o=owner, g=group: delete_group(owner=o, group_id=g.pk), *calls[2:])
        assert [error for error in results if isinstance(error, Exception) and not isinstance(error, Refusal)] == []
        assert not FollowGroup.objects.exists()
        assert not Post.objects.filter(group__isnull=False).exists()
        assert not Draft.objects.filter(group__isnull=False).exists()
