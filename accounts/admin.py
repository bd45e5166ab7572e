"""Members as staff see them: found by a name or an address, changed by acts that have a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import actions, queries, verification
from accounts.kinds import KINDS
from accounts.models import DECLARATION_LENGTH, User
from core import audit
from core.cleaning import PlainTextField
from core.desk import Desk, ReasonForm, act
from core.refusals import NotAllowed

# What only an administrator changes: who works here, and with which rights.
RIGHTS = ("is_staff", "is_superuser", "groups")


class GrantForm(ReasonForm):
    """The V: its kind, and the line that stands with it."""

    field_order = ("kind", "declaration", "reason")
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: [(name, kind.label) for name, kind in KINDS.items()])
    declaration = PlainTextField(label=_("Declaration"), max_length=DECLARATION_LENGTH)


@admin.register(User)
class UserDesk(Desk):
    list_display = (
        "handle", "nickname", "email", "badge", "state", "post_count", "following_count", "follower_count",
        "is_staff", "created_at",
    )  # fmt: skip
    list_filter = ("badge", "state", "is_staff")
    search_fields = ("handle",)
    search_help_text = _("The beginning of a handle or nickname, or a whole e-mail address")
    actions = ("suspend", "restore", "grant_v", "revoke_v")
    filter_horizontal = ("groups",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "handle",
                    "nickname",
                    "nickname_changed_at",
                    "email",
                    "email_confirmed",
                    "state",
                    "created_at",
                )
            },
        ),
        (_("Verification"), {"fields": ("badge", "badge_kind", "declaration", "verified_at")}),
        (_("Profile"), {"fields": ("bio", "region", "field", "language")}),
        (_("Counts"), {"fields": ("post_count", "following_count", "follower_count", "home_opened_at", "last_login")}),
        (_("Rights"), {"fields": RIGHTS}),
    )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=queries.found_by_staff(search_term)), False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_user")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [name for _title, options in self.fieldsets for name in options["fields"] if name not in RIGHTS]

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """With the groups written too: note what this person may do from now on."""
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            user = form.instance
            rights = {"staff": user.is_staff, "superuser": user.is_superuser}
            groups = sorted(user.groups.values_list("name", flat=True))
            audit.record(actor=request.user, verb="change rights", subject=user, groups=groups, **rights)

    @act(label=_("Suspend"), permission="act")
    def suspend(self, request: HttpRequest, user: User, reason: str) -> None:
        _check_authority(request.user, user)
        actions.suspend(user=user, by=request.user, reason=reason)

    @act(label=_("Restore"), permission="act")
    def restore(self, request: HttpRequest, user: User, reason: str) -> None:
        if user.state != User.State.SUSPENDED:
            raise NotAllowed(_("This account is not suspended."))
        actions.restore(user=user, by=request.user, reason=reason)

    @act(label=_("Grant the V"), permission="act", form=GrantForm)
    def grant_v(self, request: HttpRequest, user: User, kind: str, declaration: str, reason: str) -> None:
        verification.grant(user=user, kind=kind, declaration=declaration, by=request.user, reason=reason)

    @act(label=_("Revoke the V"), permission="act")
    def revoke_v(self, request: HttpRequest, user: User, reason: str) -> None:
        if user.badge == User.Badge.NONE:
            raise NotAllowed(_("This account has no V."))
        verification.revoke(user=user, by=request.user, reason=reason)


def _check_authority(actor: Any, user: User) -> None:
    """Nobody shuts oneself out; only an administrator acts on staff. Raises NotAllowed."""
    if user.pk == actor.pk:
        raise NotAllowed(_("You can't suspend yourself."))
    if user.is_staff and not actor.is_superuser:
        raise NotAllowed(_("Only an administrator can suspend staff."))
    if user.state != User.State.ACTIVE:
        raise NotAllowed(_("This account is not active."))
