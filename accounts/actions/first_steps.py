"""What a new member tells about themselves first."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.interests import Field
from accounts.models import AccountInterest, User
from core.refusals import BadRequest


class UnknownField(BadRequest):
    message = _("Choose from the fields shown.")


@transaction.atomic
def choose_interests(*, user: User, fields: Iterable[str]) -> None:
    """Make these the member's interests, none too. Raises UnknownField for one that is not in the table."""
    wanted = set(fields)
    if wanted - set(Field.values):
        raise UnknownField
    AccountInterest.objects.filter(user=user).exclude(field__in=wanted).delete()
    rows = [AccountInterest(user=user, field=field) for field in Field.values if field in wanted]
    AccountInterest.objects.bulk_create(rows, ignore_conflicts=True)


def mark_welcomed(*, user: User) -> None:
    """Remember that the member has seen the first steps; the first time counts."""
    if user.welcomed_at is None:
        user.welcomed_at = timezone.now()
        User.objects.filter(pk=user.pk, welcomed_at=None).update(welcomed_at=user.welcomed_at)
