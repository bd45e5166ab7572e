"""The staff's desk: what every page of Django admin shares. Tables may be very large, and every act has a reason."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import display_for_value
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.cleaning import PlainTextField
from core.paging import read_id
from core.refusals import BadRequest, Refusal
from core.wording import full

# Counting two million rows takes a second a page; past this many one searches instead of leafing.
COUNTED = 10_000
# An act asks for one reason; more rows than a page shows can't have been looked at.
MOST_AT_ONCE = 50
REASON_LENGTH = 500
NOTHING = "–"
# What Django's own filters put behind a name in the address.
ASKED = ("exact", "id__exact", "isnull", "in", "gte", "gt", "lte", "lt")


class CappedPaginator(Paginator):
    """Counts to COUNTED and no further, which bounds the deepest page too."""

    object_list: QuerySet

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:COUNTED].count()


def column(name: str, label: Any) -> Any:
    """A field for a list or a form, under a name in the reader's language."""

    def shown(row: Model) -> Any:
        choice = getattr(row, f"get_{name}_display", None)
        return _worded(choice() if choice else getattr(row, name))

    shown.__name__ = name
    return admin.display(description=label)(shown)


def _worded(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return full(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else NOTHING
    return display_for_value(value, NOTHING)


def choice_of(name: str, label: Any) -> tuple[str, type[admin.FieldListFilter]]:
    """A filter by a field's choices, under a name in the reader's language."""

    class Choice(admin.ChoicesFieldListFilter):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.title = label

    return name, Choice


class Desk(admin.ModelAdmin):
    """Rows that are looked at. What changes them are actions of their app, each offered by itself."""

    # One line on what staff does here.
    about: Any = ""
    paginator = CappedPaginator
    show_full_result_count = False
    # A count beside each choice of a filter is a query that reads the whole table.
    show_facets = admin.ShowFacets.NEVER
    list_per_page = MOST_AT_ONCE
    list_max_show_all = MOST_AT_ONCE
    # The primary key alone: sorting by a column without an index reads the whole table.
    ordering: ClassVar[Any] = ("-pk",)
    sortable_by = ()

    def waiting(self) -> int:
        """How many rows need a person now."""
        return 0

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        page = {"title": capfirst(self.opts.verbose_name), "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, page | (extra_context or {}))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the page's own filters ask: a free one reads hashes and addresses out letter by letter."""
        return any(lookup in (name, *(f"{name}__{end}" for end in ASKED)) for name in self._filters(request))

    def response_action(self, request: HttpRequest, queryset: QuerySet, *place: Any) -> HttpResponse | None:
        """Raises BadRequest for a choice that the page did not offer."""
        try:
            for chosen in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME):
                read_id(chosen)
        except ValueError:
            raise BadRequest from None
        return super().response_action(request, queryset, *place)

    def _filters(self, request: HttpRequest) -> list[str]:
        """The names that the filters go by in the address: of fields, or their own."""
        offered = (entry[0] if isinstance(entry, tuple) else entry for entry in self.get_list_filter(request))
        return [str(getattr(entry, "parameter_name", entry)) for entry in offered]


class ReasonForm(forms.Form):
    """What is asked before an act: why, for the audit log."""

    reason = PlainTextField(
        label=_("Reason"),
        help_text=_("It is kept in the audit log, and the person may be told."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


Act = Callable[..., None]


def act(
    *, label: Any, permission: str, form: type[ReasonForm] = ReasonForm
) -> Callable[[Act], Callable[..., HttpResponse | None]]:
    """Make an admin action of `act(desk, by, row, **answers)`: it asks `form` first, then acts on each row.

    A Refusal or ValidationError of one row is told, and the others go on.
    """

    def made(one: Act) -> Callable[..., HttpResponse | None]:
        @admin.action(description=label, permissions=[permission])
        @wraps(one)
        def action(desk: Desk, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
            asked = form(request.POST if "apply" in request.POST else None)
            rows = list(chosen[:MOST_AT_ONCE])
            if asked.is_valid():
                _act_on(desk, request, rows, lambda row: one(desk, request.user, row, **asked.cleaned_data))
                return None
            return _ask(desk, request, rows, asked, title=label, action=one.__name__)

        return action

    return made


def _act_on(desk: Desk, request: HttpRequest, rows: Iterable[Model], one: Callable[[Model], None]) -> None:
    done = 0
    for row in rows:
        try:
            one(row)
            done += 1
        except (Refusal, ValidationError) as refusal:
            told = refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal.message)
            desk.message_user(request, f"{row}: {told}", messages.ERROR)
    if done:
        desk.message_user(
            request, ngettext("Done: %(n)d row.", "Done: %(n)d rows.", done) % {"n": done}, messages.SUCCESS
        )


def _ask(
    desk: Desk, request: HttpRequest, rows: list[Model], form: ReasonForm, *, title: Any, action: str
) -> HttpResponse:
    context = desk.admin_site.each_context(request) | {
        "title": title,
        "opts": desk.opts,
        "rows": rows,
        "form": form,
        "action": action,
        "checkbox": helpers.ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/act.html", context, status=400 if form.is_bound else 200)
