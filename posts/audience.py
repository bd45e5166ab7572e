"""Who a post is for, as forms say it: `public followers mutual group:<id> self`, and who may comment."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.paging import read_id
from core.refusals import Refusal
from follows.models import FollowGroup
from posts.models.drafts import Draft
from posts.models.post import CommentPolicy, Post, Visibility

GROUP = "group:"


class UnknownVisibility(Refusal):
    code = "visibility"
    message = _("Choose who may see this post.")


class UnknownPolicy(Refusal):
    code = "comment_policy"
    message = _("Choose who may comment on this post.")


@dataclass(frozen=True)
class Options:
    """How a post is published, as its form says it."""

    visibility: str = Visibility.PUBLIC
    comment_policy: str = CommentPolicy.EVERYONE
    sensitive: bool = False
    spoiler: bool = False


PLAIN = Options()


class Choice(NamedTuple):
    """One of the member's groups, as a form offers it."""

    value: str
    name: str


@dataclass(frozen=True)
class Audience:
    """Who may see a post, and who of those may comment."""

    visibility: str = Visibility.PUBLIC
    group: FollowGroup | None = None
    comment_policy: str = CommentPolicy.EVERYONE

    @property
    def said(self) -> str:
        """The visibility as a form says it."""
        return f"{GROUP}{self.group.pk}" if self.group else str(self.visibility)


def read(options: Options, *, owner: User) -> Audience:
    """Whom a form means, of its owner's groups. One query for a group, which then stays until the transaction ends.

    Raises UnknownVisibility (a group of somebody else's is as unknown as one that never was) and UnknownPolicy.
    """
    visibility, comment_policy = options.visibility, options.comment_policy
    if comment_policy not in CommentPolicy.values:
        raise UnknownPolicy
    if visibility.startswith(GROUP):
        return Audience(Visibility.GROUP, _group(visibility.removeprefix(GROUP), owner), comment_policy)
    if visibility not in Visibility.values or visibility == Visibility.GROUP:
        raise UnknownVisibility
    return Audience(visibility, None, comment_policy)


def choices(groups: Iterable[FollowGroup]) -> list[Choice]:
    return [Choice(f"{GROUP}{group.pk}", group.name) for group in groups]


def chosen(post: Draft | Post) -> Options:
    """What was chosen for a draft or a post; a group that went since is one that nobody has."""
    visibility = f"{GROUP}{post.group_id or ''}" if post.visibility == Visibility.GROUP else post.visibility
    return Options(visibility, post.comment_policy, post.sensitive, post.spoiler)


def _group(raw: str, owner: User) -> FollowGroup:
    try:
        return FollowGroup.objects.select_for_update(no_key=True).get(pk=read_id(raw), owner=owner)
    except (ValueError, FollowGroup.DoesNotExist):
        raise UnknownVisibility from None
