"""How a post's pictures are laid out: sizes in CSS pixels, and which rendition a browser takes for them.

As on Weibo: one picture in its own shape within limits, four as two by two, all other numbers in rows of three.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from media.models import File, Rendition
from posts.models import Post, PostPicture

# A cell of the grid; one picture alone fits in a square of this side, and is at most three times as wide as high.
CELL, ALONE, WIDEST = 158, 480, 3
# The box of a long picture, of which a list shows the beginning.
LONG = (270, 360)
# What is smaller than this is still large enough to be pressed, and to carry a mark.
LEAST = 120
GAP, EDGE = 4, 16
# More than any post has: a picture on a wall.
MANY = 100


class Stored(NamedTuple):
    """What a page needs of a rendition."""

    name: str
    key: str
    width: int
    height: int

    @property
    def address(self) -> str:
        return f"/media/{self.key}"


@dataclass(frozen=True)
class Shown:
    """One picture of a post, as a template draws it."""

    post_id: int
    number: int
    file: File
    alt: str
    # What is read out: the description, or which picture it is.
    label: str
    width: int
    height: int
    sizes: str
    # For `<source srcset>`; and for browsers without WEBP.
    webp: str
    jpeg: str
    whole: Stored | None
    whole_jpeg: Stored | None
    motion: str

    @property
    def is_ready(self) -> bool:
        return self.file.state == File.State.READY and bool(self.webp)

    @property
    def has_failed(self) -> bool:
        return self.file.state == File.State.FAILED


@dataclass(frozen=True)
class Gallery:
    pictures: Sequence[Shown]
    sensitive: bool

    @property
    def shape(self) -> str:
        return {1: "one", 4: "four"}.get(len(self.pictures), "grid")

    @property
    def is_waiting(self) -> bool:
        return not all(picture.is_ready or picture.has_failed for picture in self.pictures)

    @property
    def has_failed(self) -> bool:
        return any(picture.has_failed for picture in self.pictures)


def galleries(post_ids: Iterable[int]) -> dict[int, list[tuple[PostPicture, list[Stored]]]]:
    """The pictures of these posts with what is stored of each, in two queries whatever they hold."""
    post_ids = list(post_ids)
    if not post_ids:
        return {}
    rows = list(PostPicture.objects.filter(post_id__in=post_ids).select_related("file").order_by("post_id", "position"))
    stored = stored_of(row.file_id for row in rows)
    found: dict[int, list[tuple[PostPicture, list[Stored]]]] = {}
    for row in rows:
        found.setdefault(row.post_id, []).append((row, stored.get(row.file_id, [])))
    return found


def of(post: Post) -> Sequence[Shown]:
    """The pictures of one post, each as it is shown by itself."""
    return [_shown(row, stored, of=1) for row, stored in galleries([post.pk]).get(post.pk, [])]


def stored_of(file_ids: Iterable[int]) -> dict[int, list[Stored]]:
    """What is stored of each of these files. One query, none without files."""
    ids = list(file_ids)
    found: dict[int, list[Stored]] = {pk: [] for pk in ids}
    for pk, *fields in Rendition.objects.filter(file__in=ids).values_list("file_id", *Stored._fields) if ids else ():
        found[pk].append(Stored(*fields))
    return found


def single(file: File, stored: list[Stored], *, alt: str, post_id: int) -> Shown:
    """A picture that stands alone, of whatever below the post it belongs to."""
    return _shown(PostPicture(post_id=post_id, file=file, alt=alt, position=0), stored, of=1)


def wall(post_ids: Sequence[int]) -> list[Shown]:
    """All ready pictures of these posts as cells, in the order of the posts."""
    found = galleries(post_ids)
    cells = [_shown(row, stored, of=MANY) for post_id in post_ids for row, stored in found.get(post_id, [])]
    return [cell for cell in cells if cell.is_ready]


def laid_out(pictures: Sequence[tuple[PostPicture, list[Stored]]], *, sensitive: bool = False) -> Gallery:
    """In the reader's language."""
    return Gallery([_shown(row, stored, of=len(pictures)) for row, stored in pictures], sensitive)


def _shown(row: PostPicture, stored: list[Stored], *, of: int) -> Shown:
    width, height = _alone(row.file) if of == 1 else (CELL, CELL)
    kind = "feed" if of == 1 else "cell"
    named = {each.name: each for each in stored}
    jpeg = next((each for each in stored if each.name.startswith(kind) and each.name.endswith("jpeg")), None)
    return Shown(
        post_id=row.post_id,
        number=row.number,
        file=row.file,
        alt=row.alt,
        label=row.alt or _label(row.number, of),
        width=width,
        height=height,
        sizes=_sizes(width) if of == 1 else _cell_sizes(),
        webp=_srcset(each for each in stored if each.name.startswith(kind) and each.name.endswith("webp")),
        jpeg=jpeg.address if jpeg else "",
        whole=_best(named),
        whole_jpeg=named.get("whole.jpeg"),
        motion=named["motion.webp"].address if "motion.webp" in named else "",
    )


def _label(number: int, of: int) -> str:
    """Which it is of its post; on a wall that tells nothing."""
    return (
        _("Picture %(number)s of %(of)s") % {"number": number, "of": of}
        if 1 < of < MANY
        else pgettext("one of a post", "Picture")
    )


def _alone(file: File) -> tuple[int, int]:
    """The box of a picture that stands alone; unknown measures become a square."""
    if file.is_long:
        return LONG
    width, height = (file.width, file.height) if file.width and file.height else (ALONE, ALONE)
    scale = min(1, ALONE / width, ALONE / height)
    shown = max(LEAST, round(width * scale)), max(LEAST, round(height * scale))
    return shown[0], max(shown[1], -(-shown[0] // WIDEST))


def _sizes(width: int) -> str:
    return f"(max-width: 699px) min({width}px, calc(100vw - {2 * EDGE}px)), {width}px"


def _cell_sizes() -> str:
    return f"(max-width: 699px) calc((100vw - {2 * EDGE + 2 * GAP}px) / 3), {CELL}px"


def _srcset(stored: Iterable[Stored]) -> str:
    return ", ".join(f"{each.address} {each.width}w" for each in sorted(stored, key=lambda each: each.width))


def _best(named: dict[str, Stored]) -> Stored | None:
    """The WEBP of the whole picture; the JPEG where WEBP, which ends at 16,383 pixels, had to be made smaller."""
    webp, jpeg = named.get("whole.webp"), named.get("whole.jpeg")
    return jpeg if webp is None or (jpeg is not None and jpeg.width > webp.width) else webp
