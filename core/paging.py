"""Cursor paging: a cursor is the id after which the next page begins, so that pages cost the same at any depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.refusals import BadRequest

MAX_ID = 2**63 - 1
PAGE = 20

M = TypeVar("M")


class BadCursor(BadRequest):
    message = _("This page address was changed on the way. Start again from the first page.")


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of rows, and the cursor of the next (None: this is the last)."""

    rows: Sequence[M]
    next_cursor: int | None


def read_id(raw: str) -> int:
    """A positive 64-bit id out of text. Raises ValueError."""
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 19 and 0 < int(raw) <= MAX_ID):
        raise ValueError(raw)
    return int(raw)


def read_cursor(request: HttpRequest, name: str = "cursor") -> int | None:
    """The request's cursor; None on the first page. Raises BadCursor for one that we did not make."""
    raw = request.GET.get(name, "")
    if not raw:
        return None
    try:
        return read_id(raw)
    except ValueError:
        raise BadCursor from None


def by_cursor(rows: QuerySet, cursor: int | None, *, size: int = PAGE, field: str = "pk") -> Page:
    """The next `size` rows, newest first by `field`, in one query."""
    if cursor is not None:
        rows = rows.filter(**{f"{field}__lt": cursor})
    found = list(rows.order_by(f"-{field}")[: size + 1])
    return Page(found[:size], _value(found[size - 1], field) if len(found) > size else None)


def _value(row: Model, field: str) -> int:
    return row.pk if field == "pk" else getattr(row, field)
