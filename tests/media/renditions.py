"""Files whose renditions are there, without a child process for each: for tests of what is done with them."""

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone

from media import actions, storage
from media.models import File, Rendition, new_key
from media.purposes import Purpose

if TYPE_CHECKING:
    from accounts.models import User

PLACEHOLDER = "data:image/webp;base64,UklGRg=="


def pending(owner: "User", purpose: Purpose, *, state: str = File.State.HELD, **fields: object) -> File:
    """An upload whose form has not gone through."""
    return File.objects.create(
        owner=owner, purpose=purpose.name, state=state, **{"width": 1200, "height": 900} | fields
    )


def make_ready(file: File, *, moving: bool = False) -> File:
    """Queue is left, and each rendition of the recipe is a few bytes of its own."""
    File.objects.filter(pk=file.pk).update(state=File.State.QUEUED, state_since=timezone.now())
    recipe = _recipe(file)
    names = [order.name for order in recipe.orders] + (["motion.webp"] if moving else [])
    made = [_rendition(file, name, width=320 + place) for place, name in enumerate(names)]
    seen = {"width": file.width, "height": file.height, "placeholder": PLACEHOLDER}
    assert actions.finish(file=file, renditions=made, seen=seen)
    return file


def _recipe(file: File):
    from media import purposes

    found = purposes.find(file.purpose)
    assert found
    return found.recipe


def _rendition(file: File, name: str, *, width: int) -> Rendition:
    kind = "jpeg" if name.endswith("jpeg") else "webp"
    content = f"{kind} {name} of {file.key}".encode()
    made = Rendition(file=file, key=new_key(), name=name, content_type=f"image/{kind}", width=width, height=240)
    made.size = len(content)
    storage.keep(storage.rendition_name(made.key), ContentFile(content))
    return made
