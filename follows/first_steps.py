"""What the first steps of a new member change: interests, whom they follow, and that they have been welcomed."""

from collections.abc import Iterable

from django.db import transaction

from accounts.actions.first_steps import choose_interests, mark_welcomed
from accounts.models import User
from follows.actions import follow_many


@transaction.atomic
def take_interests(*, member: User, fields: Iterable[str]) -> None:
    """Make these the member's interests. Raises accounts' UnknownField."""
    choose_interests(user=member, fields=fields)
    mark_welcomed(user=member)


@transaction.atomic
def take_people(*, member: User, ids: Iterable[int]) -> int:
    """Follow those chosen, unknown ones passed over; returns how many are new. Raises what follow_many raises."""
    number = follow_many(follower=member, followees=User.objects.filter(pk__in=set(ids)))
    mark_welcomed(user=member)
    return number


def skip(*, member: User) -> None:
    """Remember that the member saw a step and wanted nothing of it."""
    mark_welcomed(user=member)
