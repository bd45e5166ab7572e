"""What a request may know of an upload: bytes, format and pixels, from the header alone. Nothing is decoded here."""

import zipfile
from dataclasses import dataclass
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

from core.refusals import Refusal, TooLarge

MAX_BYTES = 20_000_000
MIN_SIDE = 64
# What fits in the decoder's memory (media.decode): WEBP and AVIF are decoded whole, the others in passing.
MAX_PIXELS = {"JPEG": 40_000_000, "PNG": 40_000_000, "GIF": 40_000_000, "WEBP": 16_000_000, "AVIF": 28_000_000}
# How a file of each format begins; the mark chooses the one parser that may look at it.
MARKS = (
    ("JPEG", 0, (b"\xff\xd8\xff",)),
    ("PNG", 0, (b"\x89PNG\r\n\x1a\n",)),
    ("GIF", 0, (b"GIF87a", b"GIF89a")),
    ("WEBP", 8, (b"WEBP",)),
    ("AVIF", 4, (b"ftypavif", b"ftypavis")),
)
# A picture that is a page or a document as well. XMP and photographs that carry a film are no reason to refuse.
FOREIGN_MARKS = (b"<html", b"<script", b"<svg", b"<!doctype", b"<?php", b"<body", b"<iframe", b"%pdf-")
FOREIGN_WITHIN = 1024


class UnfitPicture(Refusal):
    """The file is no picture that we take; the message says why."""

    code = "unfit_picture"


@dataclass(frozen=True)
class Header:
    format: str
    width: int
    height: int


def read_header(upload: UploadedFile) -> Header:
    """The header of an acceptable picture, the file left at its beginning. Raises UnfitPicture, TooLarge."""
    if not upload.size or upload.file is None:
        raise UnfitPicture(_("This file is empty."))
    if upload.size > MAX_BYTES:
        raise TooLarge(_("This picture is larger than 20 MB."))
    try:
        header = _opened(upload.file)
    finally:
        upload.seek(0)
    _check_pixels(header)
    return header


def _opened(file: IO[bytes]) -> Header:
    start = file.read(FOREIGN_WITHIN)
    kind = _kind(start)
    if kind is None:
        raise UnfitPicture(_("This is not a picture that we can read. Use JPEG, PNG, WEBP, AVIF or GIF."))
    if any(mark in start.lower() for mark in FOREIGN_MARKS) or zipfile.is_zipfile(file):
        raise UnfitPicture(_("Another file is hidden in this picture. Save it again as a plain picture."))
    file.seek(0)
    try:
        # Lazy: reads the header. Every parser has its own exceptions, so all of them count as an unreadable picture.
        picture = Image.open(file, formats=[kind])
        return Header(kind, *picture.size)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(kind) from None
    except Exception:
        raise UnfitPicture(_("This picture is damaged: we can't read how large it is.")) from None


def _kind(start: bytes) -> str | None:
    for kind, offset, marks in MARKS:
        if any(start[offset:].startswith(mark) for mark in marks):
            return kind
    return None


def _check_pixels(header: Header) -> None:
    if header.width * header.height > MAX_PIXELS[header.format]:
        raise _too_many_pixels(header.format)
    if min(header.width, header.height) < MIN_SIDE:
        raise UnfitPicture(_("This picture is too small: both sides need at least 64 pixels."))


def _too_many_pixels(kind: str) -> UnfitPicture:
    most = MAX_PIXELS[kind] // 1_000_000
    message = _("This picture has too many pixels: %(most)s million are the most for %(format)s. Make it smaller.")
    return UnfitPicture(message % {"most": most, "format": kind})
