"""Members as staff see them: found by a name or an address, changed by acts that have a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from accounts import actions, queries, verification
from accounts.kinds import KINDS
from accounts.models import DECLARATION_LENGTH, User
from core import audit
from core.cleaning import PlainTextField
from core.desk import Desk, ReasonForm, act, choice_of, column
from core.refusals import NotAllowed

# What only an administrator changes: who works here, and with which rights.
RIGHTS = ("is_staff", "is_superuser", "groups")
RIGHT_NAMES = {"is_staff": _("Works here"), "is_superuser": _("Administrator"), "groups": _("Groups")}
RIGHT_HINTS = {"is_staff": _("May open the desks."), "is_superuser": _("May do everything here."), "groups": ""}
NICKNAME, STATE = column("nickname", _("Nickname")), column("state", _("State"))
JOINED = column("created_at", _("Joined"))
POSTS, FOLLOWING, FOLLOWERS = (
    column("post_count", _("Posts")),
    column("following_count", _("Following")),
    column("follower_count", _("Followers")),
)
ADDRESS = (column("email", _("E-mail")), column("email_confirmed", _("E-mail confirmed")))
VERIFICATION = (
    column("badge", _("V")),
    column("badge_kind", _("Kind")),
    column("declaration", _("Declaration")),
    column("verified_at", _("Verified")),
)
PROFILE = (column("bio", _("Bio")), column("region", _("Region")), column("field", _("Field")))


class GrantForm(ReasonForm):
    """The V: its kind, and the line that stands with it."""

    field_order = ("kind", "declaration", "reason")
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: [(name, kind.label) for name, kind in KINDS.items()])
    declaration = PlainTextField(label=_("Declaration"), max_length=DECLARATION_LENGTH)


class GroupField(forms.ModelMultipleChoiceField):
    """The groups of staff, under their names in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Any) -> str:
        return gettext(group.name)


class StaffFilter(admin.SimpleListFilter):
    title = _("staff")
    parameter_name = "staff"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(is_staff=True) if self.value() else queryset


@admin.register(User)
class UserDesk(Desk):
    about = _("Find people, grant or revoke a V, suspend and restore accounts.")
    list_display = (
        "handle_shown",
        NICKNAME,
        column("badge", _("V")),
        STATE,
        POSTS,
        FOLLOWING,
        FOLLOWERS,
        JOINED,
    )
    list_filter = (choice_of("badge", _("V")), choice_of("state", _("State")), StaffFilter)
    search_fields = ("handle",)
    search_help_text = _("The beginning of a handle or nickname, or a whole e-mail address")
    actions = ("suspend", "restore", "grant_v", "revoke_v")
    fieldsets = (
        (None, {"fields": ("handle_shown", NICKNAME, *ADDRESS, STATE, JOINED)}),
        (_("Verification"), {"fields": VERIFICATION}),
        (_("Profile"), {"fields": PROFILE}),
        (_("Counts"), {"fields": (POSTS, FOLLOWING, FOLLOWERS)}),
        (_("Rights"), {"fields": RIGHTS}),
    )

    @admin.display(description=_("Handle"))
    def handle_shown(self, user: User) -> str:
        return user.handle

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=queries.found_by_staff(search_term)), False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser

    def has_act_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.change_user")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [name for _title, options in self.fieldsets for name in options["fields"] if name not in RIGHTS]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm]:
        return super().get_form(request, obj, change, labels=RIGHT_NAMES, help_texts=RIGHT_HINTS, **options)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **options, form_class=GroupField)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """With the groups written too: note what this person may do from now on."""
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            user = form.instance
            rights = {"staff": user.is_staff, "superuser": user.is_superuser}
            groups = sorted(user.groups.values_list("name", flat=True))
            audit.record(actor=request.user, verb=gettext_noop("change rights"), subject=user, groups=groups, **rights)

    @act(label=_("Suspend"), permission="act")
    def suspend(self, by: Any, user: User, reason: str) -> None:
        _check_authority(by, user)
        actions.suspend(user=user, by=by, reason=reason)

    @act(label=_("Restore"), permission="act")
    def restore(self, by: Any, user: User, reason: str) -> None:
        if user.state != User.State.SUSPENDED:
            raise NotAllowed(_("This account is not suspended."))
        actions.restore(user=user, by=by, reason=reason)

    @act(label=_("Grant the V"), permission="act", form=GrantForm)
    def grant_v(self, by: Any, user: User, kind: str, declaration: str, reason: str) -> None:
        verification.grant(user=user, kind=kind, declaration=declaration, by=by, reason=reason)

    @act(label=_("Revoke the V"), permission="act")
    def revoke_v(self, by: Any, user: User, reason: str) -> None:
        if user.badge == User.Badge.NONE:
            raise NotAllowed(_("This account has no V."))
        verification.revoke(user=user, by=by, reason=reason)


def _check_authority(by: Any, user: User) -> None:
    """Nobody shuts oneself out; only an administrator acts on staff. Raises NotAllowed."""
    if user.pk == by.pk:
        raise NotAllowed(_("You can't suspend yourself."))
    if user.is_staff and not by.is_superuser:
        raise NotAllowed(_("Only an administrator can suspend staff."))
    if user.state != User.State.ACTIVE:
        raise NotAllowed(_("This account is not active."))
