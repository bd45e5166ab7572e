"""What a post's page shows below it: the comments as a page draws them, and what stands where nobody may comment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from django.utils.safestring import SafeString

from accounts.models import User
from core.paging import PAGE, Page
from follows import words
from follows.relations import Relations
from interactions.commenters import reason_against
from interactions.models import Comment
from interactions.queries import comments as queries
from posts import gallery
from posts.models import Post
from posts.render import text_html


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

    def draw(self, comments: Iterable[Comment], replies: Mapping[int, Sequence[Comment]] | None = None) -> list[Spoken]:
        """The comments in their order with the replies below each, without those that hold a muted word. At most three
        queries, whatever they hold."""
        above = [comment for comment in comments if self._is_read(comment)]
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
        spoken = self._drawn([each for each in shown if isinstance(each, Comment)])
        spoken |= self._reposted([each for each in shown if isinstance(each, Post)])
        return Page([spoken[each.pk] for each in shown], end)

    def reason_against_commenting(self) -> str:
        """Why this member can't comment; empty when they can. A query where it depends on who follows whom."""
        policies = Post.CommentPolicy
        asks = self.post.comment_policy in (policies.FOLLOWERS, policies.FOLLOWING)
        relations = Relations.between(self.viewer, [self.post.author_id] if asks else [])
        return reason_against(self.post, self.viewer, relations.to(self.post.author_id))

    def _is_read(self, each: Comment | Post) -> bool:
        own = self.viewer.is_authenticated and each.author_id == self.viewer.pk
        return own or not words.hides(self.muted_words, each.text)

    def _drawn(self, comments: Sequence[Comment]) -> dict[int, Spoken]:
        people = queries.people_meant(comment.pk for comment in comments if names_somebody(comment.text))
        stored = gallery.stored_of(comment.picture_id for comment in comments if comment.picture_id)
        answered = {comment.answered_id for comment in comments if comment.answered_id}
        relations = Relations.between(self.viewer, answered)
        found = {}
        for comment in comments:
            to = comment.answered
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


def names_somebody(text: str) -> bool:
    return "@" in text or "＠" in text


def _picture(comment: Comment, stored: Mapping[int, list[gallery.Stored]]) -> gallery.Shown | None:
    file = comment.picture
    if file is None:
        return None
    return gallery.single(file, stored.get(file.pk, []), alt=comment.alt, post_id=comment.post_id)
