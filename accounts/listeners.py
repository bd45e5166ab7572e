"""What accounts do when something below them has happened."""

from typing import Any

from django.dispatch import receiver

from accounts import actions, pictures
from media.events import file_ready
from media.models import File


@receiver(file_ready)
def on_file_ready(file: File, **_: Any) -> None:
    if file.purpose in pictures.COLUMNS:
        actions.show_picture(file=file)
