"""What a post's page shows below it: the comments as a page draws them, and what stands where nobody may comment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, cast

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.requests import MemberRequest
from core.paging import PAGE, BadCursor, Page, read_id
from follows import words
from follows.relations import Relations
from interactions.answering import fresh
from interactions.commenters import reason_against
from interactions.models import Comment
from interactions.queries import comments as queries
from interactions.queries.comments import HOT, NEWEST
from posts import gallery
from posts.models import Post
from posts.render import text_html

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
class Spoken:
    """One comment, or one repost with words, as a page draws it for its viewer."""

    id: int
    author: User
    html: SafeString
    comment: Comment | None = None
    repost: Post | None = None
    picture: gallery.Shown | None = None
    # Whom of its thread it answers; nobody where the two are apart.
    answered: User | None = None
    is_authors: bool = False
    is_mine: bool = False
    replies: Sequence["Spoken"] = ()

    @property
    def kind(self) -> Literal["comment", "repost"]:
        return "comment" if self.comment else "repost"

    @property
    def address(self) -> str:
        """Below which a comment's verbs are."""
        return f"/comments/{self.id}/"

    @property
    def has_more(self) -> bool:
        """Whether there are replies that are not shown here."""
        return self.comment is not None and self.comment.reply_count > len(self.replies)


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
    def muted_words(self) -> Sequence[str]:
        return words.read(self.viewer)

    def draw(
        self,
        comments: Iterable[Comment],
        replies: Mapping[int, Sequence[Comment]] | None = None,
        *,
        asked_for: int | None = None,
    ) -> list[Spoken]:
        """The comments in their order with the replies below each, without those that hold a muted word (but the one of
        the id `asked_for`). At most four queries, whatever they hold."""
        above = [comment for comment in comments if comment.pk == asked_for or self._is_read(comment)]
        below = {pk: [each for each in some if self._is_read(each)] for pk, some in (replies or {}).items()}
        drawn = self._drawn([*above, *(reply for comment in above for reply in below.get(comment.pk, ()))])
        return [
            replace(drawn[comment.pk], replies=[drawn[reply.pk] for reply in below.get(comment.pk, ())])
            for comment in above
        ]

    def stream(self, cursor: int | None) -> Page[Spoken]:
        """Comments and reposts with words, the newest first: their ids share one order. At most seven queries."""
        said = queries.said_on(self.post, viewer=self.viewer, cursor=cursor)
        reposts = queries.reposted_with_words(self.post, viewer=self.viewer, cursor=cursor)
        merged: list[Comment | Post] = sorted([*said, *reposts], key=lambda each: -each.pk)
        page, end = merged[:PAGE], merged[PAGE - 1].pk if len(merged) > PAGE else None
        shown = [each for each in page if self._is_read(each)]
        spoken = self._drawn([each for each in shown if isinstance(each, Comment)], alone=True)
        spoken |= self._reposted([each for each in shown if isinstance(each, Post)])
        return Page([spoken[each.pk] for each in shown], end)

    @property
    def moderates(self) -> bool:
        """Asked of staff alone: what a group may do is two queries."""
        return self.viewer.is_staff and self.viewer.has_perm("posts.delete_post")

    @cached_property
    def closed(self) -> str:
        """Why this member can't comment; empty when they can. A query where it depends on who follows whom."""
        policies = Post.CommentPolicy
        asks = self.post.comment_policy in (policies.FOLLOWERS, policies.FOLLOWING)
        relations = Relations.between(self.viewer, [self.post.author_id] if asks else [])
        return reason_against(self.post, self.viewer, relations.to(self.post.author_id))

    @property
    def may_reply(self) -> bool:
        """A visitor is asked to sign in first."""
        return not self.viewer.is_authenticated or not self.closed

    def _is_read(self, each: Comment | Post) -> bool:
        own = self.viewer.is_authenticated and each.author_id == self.viewer.pk
        return own or not words.hides(self.muted_words, each.text)

    def _drawn(self, comments: Sequence[Comment], *, alone: bool = False) -> dict[int, Spoken]:
        """`alone`: not below the comment that they reply to, so that whoever wrote that is named."""
        people = queries.people_meant(comment.pk for comment in comments if names_somebody(comment.text))
        stored = gallery.stored_of(comment.picture_id for comment in comments if comment.picture_id)
        answered = {comment.pk: _answered(comment, alone=alone) for comment in comments}
        relations = Relations.between(self.viewer, [to.pk for to in answered.values() if to])
        found = {}
        for comment in comments:
            to = answered[comment.pk]
            found[comment.pk] = Spoken(
                comment.pk,
                comment.author,
                text_html(comment.text, people.get(comment.pk, {})),
                comment=comment,
                picture=_picture(comment, stored),
                answered=None if to is None or not to.is_active or relations.to(to.pk).apart else to,
                is_authors=comment.author_id == self.post.author_id,
                is_mine=self.viewer.is_authenticated and comment.author_id == self.viewer.pk,
            )
        return found

    def _reposted(self, posts: Sequence[Post]) -> dict[int, Spoken]:
        people = queries.people_meant((), (post.pk for post in posts if names_somebody(post.text)))
        return {
            post.pk: Spoken(
                post.pk,
                post.author,
                text_html(post.words, people.get(post.pk, {})),
                repost=post,
                is_authors=post.author_id == self.post.author_id,
            )
            for post in posts
        }


def door(request: HttpRequest, talk: Talk, *, to: Comment | None = None, back: str = "") -> dict[str, object]:
    """What stands above the comments: the form, or why there is none; a visitor is asked to sign in."""
    if not talk.viewer.is_authenticated or talk.closed:
        return {"form": None, "closed": talk.viewer.is_authenticated and talk.closed}
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
        spoken, end = page.rows, str(page.next_cursor or "")
    else:
        level = queries.first_level(talk.post, viewer=talk.viewer, order=shown.order, after=shown.after)
        spoken = talk.draw([*level.lead, *level.rows], level.replies)
        end = _cursor(level.next, shown.order)
    more = f"{here}{address}{'&' if address else '?'}cursor={end}" if end else None
    orders = [
        {"label": label, "url": f"{here}{ADDRESSES[order]}#comments", "current": order == shown.order}
        for order, label in LABELS.items()
    ]
    return {"spoken": spoken, "more_url": more, "orders": orders, "order": shown.order, "first_page": shown.is_first}


def names_somebody(text: str) -> bool:
    return "@" in text or "＠" in text


def _answered(comment: Comment, *, alone: bool) -> User | None:
    if comment.answered is None and alone and comment.parent is not None:
        return comment.parent.author
    return comment.answered


def _picture(comment: Comment, stored: Mapping[int, list[gallery.Stored]]) -> gallery.Shown | None:
    file = comment.picture
    if file is None:
        return None
    return gallery.single(file, stored.get(file.pk, []), alt=comment.alt, post_id=comment.post_id)
