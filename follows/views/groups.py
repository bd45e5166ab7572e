"""One's groups of people: the list, each with its people, and in which of them one person is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import MemberRequest
from core.htmx import SeeOther, next_address
from core.paging import MAX_ID, read_cursor, read_id
from core.refusals import BadRequest, Missing, Refusal
from core.submissions import BadToken, Repeated, new_token, raise_if_taken, ticket
from follows import actions, queries
from follows.forms import GroupForm
from follows.models import FollowGroup
from follows.relations import relation
from follows.requests import met, on_person, their_page

GROUPS = "/settings/groups/"
ASK = ["GET", "HEAD", "POST"]
# Each is locked while it is put there.
AT_ONCE = 100


@login_required
@require_http_methods(ASK)
def groups(request: MemberRequest) -> HttpResponse:
    """The groups, and the form that makes one."""
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _groups(request, form)
    try:
        given = ticket(request)
        raise_if_taken(given)
        if not form.is_valid():
            return _groups(request, form, status=400)
        made = actions.create_group(owner=request.user, name=form.cleaned_data["name"], ticket=given)
    except Repeated as first:
        return SeeOther(next_address(request, first.result))
    except Refusal as refusal:
        form.refuse(refusal)
        return _groups(request, form, status=refusal.status)
    messages.success(request, _("The group “%(name)s” is there. Choose who belongs to it.") % {"name": made.name})
    return SeeOther(next_address(request, f"{GROUPS}{made.pk}/add/"))


def _groups(request: MemberRequest, form: GroupForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "token": new_token(request), "next": next_address(request, ""), "page_title": _("Groups")}
    context["groups"] = queries.groups_of(request.user)
    return render(request, "follows/settings_groups.html", context, status=status)


@login_required
@require_safe
def group(request: MemberRequest, group_id: int) -> HttpResponse:
    """Who is in a group, and what one can do with it."""
    return _group(request, _owned(request, group_id), None)


@login_required
@require_http_methods(ASK)
def rename(request: MemberRequest, group_id: int) -> HttpResponse:
    """Opened by hand it leads to the group, where the form is."""
    found = _owned(request, group_id)
    if request.method != "POST":
        return redirect(f"{GROUPS}{found.pk}/")
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _group(request, found, form, status=400)
    try:
        actions.rename_group(owner=request.user, group_id=found.pk, name=form.cleaned_data["name"])
    except Refusal as refusal:
        form.refuse(refusal)
        return _group(request, found, form, status=refusal.status)
    messages.success(request, _("Saved."))
    return SeeOther(f"{GROUPS}{found.pk}/")


def _group(request: MemberRequest, found: FollowGroup, form: GroupForm | None, status: int = 200) -> HttpResponse:
    page = queries.members(found, cursor=read_cursor(request))
    context = {
        "group": found,
        "form": form or GroupForm(initial={"name": found.name}),
        "people": [row.follow.followee for row in page.rows],
        "more_url": f"{GROUPS}{found.pk}/?cursor={page.next_cursor}" if page.next_cursor else None,
        "page_title": found.name,
    }
    return render(request, "follows/settings_group.html", context, status=status)


@login_required
@require_http_methods(ASK)
def delete(request: MemberRequest, group_id: int) -> HttpResponse:
    """Asks on GET (the way without JavaScript), deletes on POST."""
    found = _owned(request, group_id)
    if request.method != "POST":
        return render(request, "follows/group_delete.html", {"group": found, "page_title": _("Delete this group?")})
    actions.delete_group(owner=request.user, group_id=found.pk)
    messages.success(request, _("The group “%(name)s” is gone. You still follow its people.") % {"name": found.name})
    return SeeOther(GROUPS)


@login_required
@require_http_methods(ASK)
def add(request: MemberRequest, group_id: int) -> HttpResponse:
    """Choose among the people one follows; a page of them at a time."""
    found = _owned(request, group_id)
    if request.method == "POST":
        number = actions.add_to_group(owner=request.user, group_id=found.pk, people=_chosen(request, "people"))
        if number:
            told = ngettext("%(count)d person joined the group.", "%(count)d people joined the group.", number)
            messages.success(request, told % {"count": number})
        return SeeOther(f"{GROUPS}{found.pk}/")
    page = queries.outside(found, cursor=read_cursor(request))
    context = {
        "group": found,
        "people": [row.followee for row in page.rows],
        "more_url": f"?cursor={page.next_cursor}" if page.next_cursor else None,
        "first_page": "cursor" not in request.GET,
        "group_url": f"{GROUPS}{found.pk}/",
        "page_title": _("Choose people"),
    }
    return render(request, "follows/group_add.html", context)


@login_required
@require_http_methods(ASK)
def take_out(request: MemberRequest, group_id: int, handle: str) -> HttpResponse:
    """Opened by hand it leads to the group, where the button is."""
    found, person = _owned(request, group_id), met(request, handle)
    if request.method != "POST":
        return redirect(f"{GROUPS}{found.pk}/")
    if actions.remove_from_group(owner=request.user, group_id=found.pk, person=person):
        messages.success(request, _("%(name)s is no longer in the group.") % {"name": person.nickname})
    return SeeOther(next_address(request, f"{GROUPS}{found.pk}/"))


def _ask_which(request: MemberRequest, person: User) -> HttpResponse:
    if not relation(request.user, person).following:
        return their_page(request, person)
    inside = queries.groups_by_person(request.user, [person]).get(person.pk, [])
    return _which(request, person, GroupForm(optional=True), {group.pk for group in inside})


@on_person(ask=_ask_which)
def of_person(request: MemberRequest, person: User) -> HttpResponse:
    """In which groups the person is: exactly those that are ticked, and a new one where a name was typed."""
    form, ticked = GroupForm(request.POST, optional=True), _chosen(request, "groups")
    back = next_address(request, person.get_absolute_url())
    try:
        given = ticket(request)
        raise_if_taken(given)
        if not form.is_valid():
            return _which(request, person, form, ticked, status=400)
        new = form.cleaned_data["name"]
        actions.sort_into_groups(owner=request.user, person=person, group_ids=ticked, new=new, ticket=given)
    except Repeated:
        return SeeOther(back)
    except (BadToken, actions.GroupNameRefused, actions.GroupNameTaken, actions.TooManyGroups) as refusal:
        form.refuse(refusal)
        return _which(request, person, form, ticked, status=refusal.status)
    messages.success(request, _("Saved."))
    return SeeOther(back)


def _which(request: MemberRequest, person: User, form: GroupForm, ticked: set[int], status: int = 200) -> HttpResponse:
    context = {
        "person": person,
        "form": form,
        "token": new_token(request),
        "groups": queries.groups_of(request.user),
        "ticked": ticked,
        "back": next_address(request, person.get_absolute_url()),
    }
    return render(request, "follows/person_groups.html", context, status=status)


def _owned(request: MemberRequest, group_id: int) -> FollowGroup:
    if group_id > MAX_ID:
        raise Missing
    return queries.group(request.user, group_id)


def _chosen(request: MemberRequest, name: str) -> set[int]:
    """The ids that were ticked. Raises BadRequest for what our form does not send."""
    try:
        ids = {read_id(raw) for raw in request.POST.getlist(name)}
    except ValueError:
        raise BadRequest from None
    if len(ids) > AT_ONCE:
        raise BadRequest(_("Choose at most 100 at once."))
    return ids
