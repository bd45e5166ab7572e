"""A member takes another nickname."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.models import User
from core.refusals import Conflict


class NicknameChangedLately(Conflict):
    """The last change is less than names.NICKNAME_CHANGE_EVERY ago."""

    field = "nickname"
    message = _("A nickname can be changed once in 90 days. You can change yours again later.")


@transaction.atomic
def change_nickname(*, user: User, nickname: str) -> User:
    """Show `user` under another nickname; the old one is kept from others for names.NICKNAME_KEPT.

    The same nickname again changes nothing. Raises ValidationError, NicknameChangedLately, names.NameTaken.
    """
    names.check_nickname(nickname)
    row = User.objects.select_for_update().get(pk=user.pk)
    if nickname == row.nickname:
        return user
    now = timezone.now()
    if row.nickname_changed_at and now < row.nickname_changed_at + names.NICKNAME_CHANGE_EVERY:
        raise NicknameChangedLately(again_in=_left(row.nickname_changed_at))
    names.change_nickname(user, nickname)
    User.objects.filter(pk=user.pk).update(nickname=nickname, nickname_changed_at=now, version=F("version") + 1)
    user.refresh_from_db(fields=["nickname", "nickname_changed_at", "version"])
    return user


def _left(changed_at: datetime) -> timedelta:
    return changed_at + names.NICKNAME_CHANGE_EVERY - timezone.now()
