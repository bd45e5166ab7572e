"""Posts as staff see them: found, read, deleted with a reason; never edited."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext

from accounts.queries import who_signs_in
from core import audit
from core.desk import Desk, act, choice_of, column
from core.paging import read_id
from core.refusals import Conflict
from core.wording import full
from posts import actions
from posts.models import Post

# Texts have no index: so many of the newest posts are looked through.
LOOKED_THROUGH = 10_000
NUMBER = column("pk", _("Number"))
AUTHOR, VISIBILITY = column("author", _("Author")), column("visibility", _("Visibility"))
WRITTEN, EDITED = column("created_at", _("Written")), column("edited_at", _("Edited"))
DELETED = column("deleted_at", _("Deleted"))


class DeletedFilter(admin.SimpleListFilter):
    title = _("Deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("No")), ("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        wanted = {"no": Q(deleted_at=None), "yes": ~Q(deleted_at=None)}.get(self.value() or "", Q())
        return queryset.filter(wanted)


@admin.register(Post)
class PostDesk(Desk):
    about = _("Find posts, and delete those that break the rules.")
    list_display = (NUMBER, AUTHOR, "beginning", VISIBILITY, WRITTEN, DELETED)
    list_filter = (choice_of("visibility", _("Visibility")), DeletedFilter)
    list_select_related = ("author",)
    search_fields = ("id",)
    search_help_text = _("An id, @handle, or the beginning of one of the newest 10,000 texts")
    fields = readonly_fields = (
        NUMBER, AUTHOR, column("text", _("Text")), "former", VISIBILITY, WRITTEN, EDITED, DELETED,
    )  # fmt: skip
    actions = ("remove",)

    @admin.display(description=_("Text"))
    def beginning(self, post: Post) -> str:
        return post.text[:60] or ngettext("%(count)s picture", "%(count)s pictures", post.picture_count) % {
            "count": post.picture_count
        }

    @admin.display(description=_("Former texts"))
    def former(self, post: Post) -> str:
        """What it said before, the newest first: edited away is not unsaid."""
        texts = post.revisions.order_by("-pk").values_list("written_at", "text")
        return format_html_join(mark_safe("<br>"), "{}: {}", ((full(at), said) for at, said in texts)) or "–"

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        if term.startswith("@"):
            return queryset.filter(author=who_signs_in(term[1:])), False
        if not term:
            return queryset, False
        return queryset.filter(_with_id(term) | _beginning_with(term)), False

    def has_remove_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("posts.delete_post")

    @act(label=_("Delete"), permission="remove")
    def remove(self, by: Any, post: Post, reason: str) -> None:
        if post.deleted_at:
            raise Conflict(_("This post is deleted already."))
        with transaction.atomic():
            actions.delete(post_id=post.pk, by=by)
            audit.record(actor=by, verb=gettext_noop("delete post"), subject=post, reason=reason, author=post.author_id)


def _with_id(term: str) -> Q:
    try:
        return Q(pk=read_id(term))
    except ValueError:
        return Q(pk=None)


def _beginning_with(term: str) -> Q:
    """Among the newest posts: everything from the id of the last that is looked through."""
    ids = Post.objects.by_newest().values_list("pk", flat=True)
    last = ids[LOOKED_THROUGH - 1 : LOOKED_THROUGH].first()
    return Q(text__startswith=term, pk__gte=last or 0)
