"""A member's pictures: their shapes, who may see them and upload them, and the column that shows each.

One avatar of 192 px is served everywhere. It is sharp at 88 px on a dense screen (the profile) and costs about 6 kB,
once: its address never changes, so it is fetched a single time for feed and profile. A second one of 96 px would save
some 4 kB for each new face, and cost another request whenever one goes from a card to a profile.
"""

from django.conf import settings

from accounts.models import User
from media import purposes
from media.models import File
from media.purposes import Purpose
from media.recipes import cropped

# So that one account can't keep the decoder to itself.
UPLOADS_AN_HOUR = 30


def of_an_active_member(file: File) -> bool:
    return file.owner.state == User.State.ACTIVE


AVATAR = purposes.register(Purpose("avatar", cropped("192", 192, 192), of_an_active_member))
COVER = purposes.register(Purpose("cover", cropped("1200", 1200, 400), of_an_active_member))
PURPOSES = {AVATAR.name: AVATAR, COVER.name: COVER}
COLUMNS = {AVATAR.name: "avatar_key", COVER.name: "cover_key"}


def may_upload(user: User) -> bool:
    """Whoever has shown that they can be reached (product, 1.1); in the demo everybody."""
    return user.email_confirmed or settings.OPEN_LIMITS
