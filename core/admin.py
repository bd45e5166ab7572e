"""The outbox, whose parked rows are taken up again, and the audit log, which nobody changes."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from core import audit, outbox
from core.desk import NOTHING, Desk, act, column
from core.models import AuditEntry, OutboxRow
from core.refusals import Conflict
from core.wording import full


class StateFilter(admin.SimpleListFilter):
    """Open, parked or done: each by its own partial index."""

    title = _("State")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("open")), ("parked", _("parked")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "done":
            return queryset.exclude(done_at=None)
        chosen = {"open": OutboxRow.objects.open, "parked": OutboxRow.objects.parked}.get(self.value() or "")
        return queryset.filter(pk__in=chosen().values("pk")) if chosen else queryset


@admin.register(OutboxRow)
class OutboxDesk(Desk):
    """Work that must happen. Parked: tried often enough, and waiting for a person."""

    about = _("What the site still has to do. Work that failed too often is parked until you try it again.")
    list_display = (
        "name",
        column("queue", _("Queue")),
        "state",
        column("attempts", _("Attempts")),
        column("created_at", _("Written")),
        "next_try",
        "beginning_of_error",
    )
    fields = readonly_fields = (*list_display[:-1], column("payload", _("Payload")), column("error", _("Error")))
    list_filter = (StateFilter,)
    search_fields = ("=key",)
    search_help_text = _("The whole key")
    actions = ("retry",)

    def waiting(self) -> int:
        return OutboxRow.objects.parked().count()

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("core.change_outboxrow")

    @admin.display(description=_("Work"))
    def name(self, row: OutboxRow) -> str:
        return str(row)

    @admin.display(description=_("State"))
    def state(self, row: OutboxRow) -> Any:
        if row.done_at:
            return _("done")
        return _("parked") if row.parked_at else _("open")

    @admin.display(description=_("Next try"))
    def next_try(self, row: OutboxRow) -> str:
        """Only open work is tried again by itself."""
        return NOTHING if row.done_at or row.parked_at else full(row.available_at)

    @admin.display(description=_("Error"))
    def beginning_of_error(self, row: OutboxRow) -> str:
        return row.error[:120]

    @act(label=_("Try again"), permission="retry")
    def retry(self, by: Any, row: OutboxRow, reason: str) -> None:
        with transaction.atomic():
            if not outbox.retry(row=row):
                raise Conflict(_("Only parked work is taken up again."))
            audit.record(actor=by, verb=gettext_noop("retry outbox row"), subject=row, reason=reason)


MOMENT, WHO = column("created_at", _("When")), column("actor", _("Who"))


@admin.register(AuditEntry)
class AuditDesk(Desk):
    """Who did what to whom, and why."""

    about = _("Who did what to whom, and why. Nobody can change it.")
    list_display = (MOMENT, WHO, "did", "to_what", column("reason", _("Reason")))
    fields = readonly_fields = (*list_display, column("detail", _("Detail")))
    list_select_related = ("actor",)
    search_fields = ("=subject",)
    search_help_text = _("The whole subject, like accounts.user:42")

    @admin.display(description=_("Did"))
    def did(self, entry: AuditEntry) -> str:
        return gettext(entry.verb)

    @admin.display(description=_("To what"))
    def to_what(self, entry: AuditEntry) -> str:
        label, _colon, key = entry.subject.partition(":")
        try:
            model = apps.get_model(label)
        except LookupError:  # of rows that are older than the present models
            return entry.subject
        name = f"{capfirst(model._meta.verbose_name)} {key}"
        if not self.admin_site.is_registered(model):
            return name
        return format_html(
            '<a href="{}">{}</a>',
            reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key]),
            name,
        )

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser
