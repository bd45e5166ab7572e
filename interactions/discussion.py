"""What a post's page shows below it: the comments as a page draws them, and what stands where nobody may comment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language, pgettext_lazy

from accounts.models import User
from accounts.requests import MemberRequest
from core.paging import PAGE, BadCursor, Page, read_id
from follows import words
from follows.relations import Relations
from interactions.answering import fresh
from interactions.commenters import reason_against
from interactions.drawing import Drawn, Shape, draw
from interactions.models import Comment
from interactions.queries import comments as queries
from interactions.queries.comments import HOT, NEWEST
from posts import counts, gallery
from posts.models import Post
from posts.render import text_html
from posts.text import normalise, take_apart

# A third way of reading beside the two orders.
CONVERSATION = "conversation"
ADDRESSES = {HOT: "", NEWEST: "?sort=newest", CONVERSATION: "?view=conversation"}
# More likes than people.
MOST_DIGITS = 11
LABELS = {
    HOT: pgettext_lazy("order of comments", "Hot"),
    NEWEST: pgettext_lazy("order of comments", "Newest"),
    CONVERSATION: pgettext_lazy("order of comments", "Conversation"),
}


@dataclass(frozen=True)
class Talk:
    """Who reads the comments on a post, and what is asked for a page of them at once."""

    post: Post
    viewer: Any

    @property
    def curates(self) -> bool:
        """Whether the viewer is the post's author, who may hide, choose and pin."""
        return self.viewer.is_authenticated and self.viewer.pk == self.post.author_id

    @cached_property
    def moderates(self) -> bool:
        """Asked of staff alone: what a group may do is two queries."""
        return self.viewer.is_staff and self.viewer.has_perm("posts.delete_post")

    @cached_property
    def closed(self) -> str:
        """Why the viewer can't comment; empty when they can. A query where it depends on who follows whom."""
        policies = Post.CommentPolicy
        if not self.viewer.is_authenticated and self.post.comment_policy != policies.NOBODY:
            # Who they are is seen when they have signed in.
            return ""
        asks = self.post.comment_policy in (policies.FOLLOWERS, policies.FOLLOWING)
        relations = Relations.between(self.viewer, [self.post.author_id] if asks else [])
        return reason_against(self.post, self.viewer, relations.to(self.post.author_id))

    @cached_property
    def muted_words(self) -> Sequence[str]:
        return words.read(self.viewer)

    def draw(
        self, comments: Iterable[Comment], replies: Mapping[int, Sequence[Comment]] | None = None, **how: bool
    ) -> list[Drawn]:
        """The comments in their order with the replies below each, without those that hold a muted word. At most four
        queries, whatever they hold. `how`: parts of the shape that are the same for all."""
        above = [comment for comment in comments if self._is_read(comment)]
        below = {pk: [each for each in some if self._is_read(each)] for pk, some in (replies or {}).items()}
        everybody = [*above, *(reply for comment in above for reply in below.get(comment.pk, ()))]
        asked = self._ask(everybody, alone=False)
        return [self._drawn(comment, asked, below.get(comment.pk, ()), **how) for comment in above]

    def draw_one(self, comment: Comment, replies: Mapping[int, Sequence[Comment]] | None = None, **how: bool) -> Drawn:
        """A comment that was asked for, whatever it holds."""
        below = [each for each in (replies or {}).get(comment.pk, ()) if self._is_read(each)]
        return self._drawn(comment, self._ask([comment, *below], alone=False), below, **how)

    def stream(self, cursor: int | None) -> Page[Drawn]:
        """Comments and reposts with words, the newest first: their ids share one order. At most seven queries."""
        said = queries.said_on(self.post, viewer=self.viewer, cursor=cursor)
        reposts = queries.reposted_with_words(self.post, viewer=self.viewer, cursor=cursor)
        merged: list[Comment | Post] = sorted([*said, *reposts], key=lambda each: -each.pk)
        page, end = merged[:PAGE], merged[PAGE - 1].pk if len(merged) > PAGE else None
        shown = [each for each in page if self._is_read(each)]
        asked = self._ask([each for each in shown if isinstance(each, Comment)], alone=True)
        drawn = self._reposted([each for each in shown if isinstance(each, Post)])
        for each in shown:
            if isinstance(each, Comment):
                drawn[each.pk] = self._drawn(each, asked)
        return Page([drawn[each.pk] for each in shown], end)

    def _is_read(self, each: Comment | Post) -> bool:
        if isinstance(each, Post) and not normalise(take_apart(each.text).said):
            # Nothing but the chain of those before.
            return False
        own = self.viewer.is_authenticated and each.author_id == self.viewer.pk
        return own or not words.hides(self.muted_words, each.text)

    def _ask(self, comments: Sequence[Comment], *, alone: bool) -> "Asked":
        """`alone`: not below the comment that they reply to, so that whoever wrote that is named."""
        answered = {comment.pk: _answered(comment, alone=alone) for comment in comments}
        relations = Relations.between(self.viewer, [to.pk for to in answered.values() if to])
        return Asked(
            queries.people_meant(comment.pk for comment in comments if names_somebody(comment.text)),
            gallery.stored_of(comment.picture_id for comment in comments if comment.picture_id),
            {pk: to for pk, to in answered.items() if to and to.is_active and not relations.to(to.pk).apart},
        )

    def _drawn(self, comment: Comment, asked: "Asked", replies: Sequence[Comment] = (), **how: bool) -> Drawn:
        answered, picture = asked.answered.get(comment.pk), asked.picture(comment)
        given = {"is_answer": answered is not None, "is_pictured": picture is not None, **how}
        below = [self._drawn(reply, asked, is_reply=True).html for reply in replies]
        shape = self._shape(comment, given)._replace(has_more=how.get("has_place", False) and _has_more(comment, below))
        text = text_html(comment.text, asked.people.get(comment.pk, {}))
        return draw(comment, shape, text=text, answered=answered, picture=picture, replies="".join(below))

    def _shape(self, comment: Comment, given: Mapping[str, bool]) -> Shape:
        mine = self.viewer.is_authenticated and comment.author_id == self.viewer.pk
        choosing = self.post.selected_comments and not comment.parent_id
        return Shape(
            get_language() or "en",
            is_below=bool(comment.parent_id),
            has_replies=comment.reply_count > 0,
            is_authors=comment.author_id == self.post.author_id,
            is_pinned=comment.is_pinned,
            is_hidden=comment.hidden_at is not None,
            is_choosable=choosing and not mine,
            is_unchosen=choosing and comment.selected_at is None,
            is_empty=not comment.text,
            is_member=self.viewer.is_authenticated,
            is_mine=mine,
            is_liked=getattr(comment, "liked", False),
            curates=self.curates,
            deletes=mine or self.curates or self.moderates,
            may_reply=not self.closed,
        )._replace(**dict[str, Any](given))

    def _reposted(self, posts: Sequence[Post]) -> dict[int, Drawn]:
        people = queries.people_meant((), (post.pk for post in posts if names_somebody(post.text)))
        drawn = {}
        for post in posts:
            context = {
                "repost": post,
                "author": post.author,
                "text": text_html(post.words, people.get(post.pk, {})),
                "is_authors": post.author_id == self.post.author_id,
            }
            drawn[post.pk] = Drawn(post.pk, render_to_string("interactions/_reposted.html", context))
        return drawn


@dataclass(frozen=True)
class Asked:
    """What comments name and show, by their ids."""

    people: Mapping[int, Mapping[str, str]]
    stored: Mapping[int, list[gallery.Stored]]
    answered: Mapping[int, User]

    def picture(self, comment: Comment) -> gallery.Shown | None:
        file = comment.picture
        if file is None:
            return None
        return gallery.single(file, self.stored.get(file.pk, []), alt=comment.alt, post_id=comment.post_id)


def door(request: HttpRequest, talk: Talk, *, to: Comment | None = None, back: str = "") -> dict[str, object]:
    """What stands above the comments: the form, or why there is none; a visitor is asked to sign in."""
    if not talk.viewer.is_authenticated or talk.closed:
        return {"form": None, "closed": talk.closed}
    return {"form": fresh(cast(MemberRequest, request), talk.post.pk, to=to, back=back), "closed": ""}


@dataclass(frozen=True)
class Shown:
    """Which of its orders a page shows, and after what it goes on."""

    order: str
    after: queries.Place | None

    @property
    def is_first(self) -> bool:
        return self.after is None


def read_shown(request: HttpRequest) -> Shown:
    """As the address says. A cursor is an id, in the hot order with the likes before it (`12-345`).

    Raises BadCursor for one that we did not make.
    """
    sort, view = request.GET.get("sort", ""), request.GET.get("view", "")
    order = CONVERSATION if view == CONVERSATION else NEWEST if sort == NEWEST else HOT
    raw = request.GET.get("cursor", "")
    return Shown(order, _read_place(raw, order) if raw else None)


def _read_place(raw: str, order: str) -> queries.Place:
    likes, dash, after = raw.rpartition("-")
    counted = likes.isascii() and likes.isdigit() and len(likes) < MOST_DIGITS
    if bool(dash) != (order == HOT) or (dash and not counted):
        raise BadCursor
    try:
        return queries.Place(int(likes or 0), read_id(after))
    except ValueError:
        raise BadCursor from None


def _cursor(place: queries.Place | None, order: str) -> str:
    if place is None:
        return ""
    return f"{place.likes}-{place.id}" if order == HOT else str(place.id)


def page_of(talk: Talk, shown: Shown) -> dict[str, object]:
    """The comments of a page, the way to the next, and the ways to the other orders."""
    here = f"/p/{talk.post.pk}/"
    address = ADDRESSES[shown.order]
    if shown.order == CONVERSATION:
        page = talk.stream(shown.after.id if shown.after else None)
        drawn, end = page.rows, str(page.next_cursor or "")
    else:
        level = queries.first_level(talk.post, viewer=talk.viewer, order=shown.order, after=shown.after)
        drawn = talk.draw([*level.lead, *level.rows], level.replies, has_place=True)
        end = _cursor(level.next, shown.order)
    more = f"{here}{address}{'&' if address else '?'}cursor={end}" if end else None
    orders = [
        {"label": label, "url": f"{here}{ADDRESSES[order]}#comments", "current": order == shown.order}
        for order, label in LABELS.items()
    ]
    silent = not drawn and not _number(talk.post, shown.order)
    return {
        "drawn": drawn,
        "silent": silent,
        "more_url": more,
        "orders": orders,
        "order": shown.order,
        "first_page": shown.is_first,
    }


def _number(post: Post, order: str) -> int:
    """How much is there for somebody, where nothing was found for this reader. One query."""
    told = counts.of([post.pk])[post.pk]
    return told["comments"] + (told["reposts"] if order == CONVERSATION else 0)


def names_somebody(text: str) -> bool:
    return "@" in text or "＠" in text


def _answered(comment: Comment, *, alone: bool) -> User | None:
    if comment.answered is None and alone and comment.parent is not None:
        return comment.parent.author
    return comment.answered


def _has_more(comment: Comment, shown: Sequence[object]) -> bool:
    return comment.reply_count > len(shown)
