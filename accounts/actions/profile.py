"""What a member says of themselves."""

from collections.abc import Iterable

from django.db import transaction

from accounts.actions.nickname import change_nickname
from accounts.actions.pictures import choose_picture
from accounts.models import User
from media.models import File


@transaction.atomic
def edit_profile(*, user: User, nickname: str, bio: str, region: str, pictures: Iterable[File] = ()) -> User:
    """Save the whole form or nothing; `pictures` are held uploads of theirs (accounts.pictures).

    Raises ValidationError, NicknameChangedLately, names.NameTaken, media.actions.NotWaiting.
    """
    change_nickname(user=user, nickname=nickname)
    User.objects.filter(pk=user.pk).update(bio=bio, region=region)
    for file in pictures:
        choose_picture(user=user, file=file)
    user.refresh_from_db(fields=["bio", "region"])
    return user
