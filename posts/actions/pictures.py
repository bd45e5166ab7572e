"""What becomes of a post's pictures."""

from django.db.models import F

from media.models import File
from posts.models import Post


def redraw(*, file: File) -> None:
    """Have the card of the post that shows this picture drawn anew: the picture is ready, or will never be."""
    Post.objects.filter(pictures__file=file).update(version=F("version") + 1)
