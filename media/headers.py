"""What a request may know of an upload: bytes, format and pixels, from the header alone. Nothing is decoded here."""

import struct
import zipfile
from dataclasses import dataclass
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.refusals import Refusal, TooLarge
from media import sizes
from media.decoder import marks

MAX_BYTES = 20_000_000
MIN_SIDE = 64
# What fits in the decoder's memory (media.decoder). WEBP and AVIF are held several times over while they are decoded;
# 49 million are the largest photographs of a telephone, as HEIC.
MAX_PIXELS = {
    "JPEG": 40_000_000,
    "PNG": 40_000_000,
    "GIF": 40_000_000,
    "WEBP": 16_000_000,
    "AVIF": 28_000_000,
    "HEIC": 49_000_000,
}
# A picture that is a page or a document as well. XMP and photographs that carry a film are no reason to refuse.
FOREIGN_MARKS = (b"<html", b"<script", b"<svg", b"<!doctype", b"<?php", b"<body", b"<iframe", b"%pdf-")
FOREIGN_WITHIN = 1024
SVG_BEGINNINGS = (b"<?xml", b"<svg", b"<!doctype svg")
BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"


class UnfitPicture(Refusal):
    """The file is no picture that we take; the message says why."""

    code = "unfit_picture"


@dataclass(frozen=True)
class Header:
    """Width and height as the picture is seen: upright."""

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
    kind = marks.kind(start)
    if kind is None:
        raise _unknown(start)
    if any(mark in start.lower() for mark in FOREIGN_MARKS) or zipfile.is_zipfile(file):
        raise UnfitPicture(_("Another file is hidden in this picture. Save it again as a plain picture."))
    try:
        width, height = sizes.upright(kind, file)
    except (ValueError, struct.error):
        width, height = 0, 0
    if not width or not height:
        raise UnfitPicture(_("This picture is damaged: we can't read how large it is."))
    return Header(kind, width, height)


def _unknown(start: bytes) -> UnfitPicture:
    if start.lstrip(BEFORE_MARKUP).lower().startswith(SVG_BEGINNINGS):
        return UnfitPicture(_("SVG is not taken: it is a page that can carry scripts. Save it as PNG or WEBP."))
    return UnfitPicture(_("This is not a picture that we can read. Use JPEG, PNG, WEBP, AVIF, HEIC or GIF."))


def _check_pixels(header: Header) -> None:
    if header.width * header.height > MAX_PIXELS[header.format]:
        raise _too_many_pixels(header.format)
    if min(header.width, header.height) < MIN_SIDE:
        raise UnfitPicture(_("This picture is too small: both sides need at least 64 pixels."))


def _too_many_pixels(kind: str) -> UnfitPicture:
    most = MAX_PIXELS[kind] // 1_000_000
    message = _("This picture has too many pixels: %(most)s million are the most for %(format)s. Make it smaller.")
    return UnfitPicture(message % {"most": most, "format": kind})
