"""What the form of a repost holds, and what a page that shows it needs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.htmx import next_address
from core.refusals import NotAllowed, Refusal
from follows.relations import Relations
from interactions.actions.reposting import Also, CommentRefused
from interactions.commenters import reason_against
from interactions.queries.reposts import Source, source
from posts import cards, composer, text
from posts.audience import PLAIN, Options, UnknownPolicy, UnknownVisibility
from posts.composer import Composer, Errors
from posts.models import Post
from posts.text import MAX_CODE_POINTS, Fitted, TextRefused
from posts.written import Written

# Session key: what was written by somebody whose session had ended meanwhile.
UNSENT = "unsent_repost"
# Of those whose quotes are left out so many are named.
MOST_NAMED = 3


@dataclass(frozen=True)
class Said:
    """What somebody wants to say with a repost, to whom, and where as a comment too."""

    text: str
    options: Options = PLAIN
    also: Sequence[Also] = ()


class Offer(NamedTuple):
    """A place to comment on too, in words, and whether it was chosen."""

    place: Also
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Form:
    """A form to be shown. Without a source (it went while one wrote) a shell stands in the root's place."""

    post_id: int
    composer: Composer
    source: Source | None = None
    root: SafeString | None = None
    # Whose quotes are left out already, because the chain alone is too long.
    dropped: Sequence[str] = ()
    offers: Sequence[Offer] = ()
    comment_error: str = ""

    @property
    def back(self) -> str:
        return self.composer.next or f"/p/{self.post_id}/"

    @property
    def dropped_names(self) -> str:
        """The first few, and how many more; static/js/quotes.js says it likewise."""
        more = len(self.dropped) - MOST_NAMED
        names = " ".join(f"@{name}" for name in self.dropped[:MOST_NAMED])
        return f"{names} +{more}" if more > 0 else names


def read(request: HttpRequest) -> Said:
    form = request.POST
    options = Options(
        visibility=form.get("visibility") or Post.Visibility.PUBLIC,
        comment_policy=form.get("comment_policy") or Post.CommentPolicy.EVERYONE,
        spoiler=bool(form.get("spoiler")),
    )
    return Said(form.get("text", ""), options, [place for place in Also if place in form.getlist("also")])


def fresh(request: HttpRequest, passed_on: Source) -> Form:
    """The form as it is opened: with the chain, or with what was left unsent. Words that were covered stay so."""
    chain = _chain(passed_on.parent)
    post_id, unsent = request.session.get(UNSENT) or (None, "")
    is_covered = passed_on.parent.is_repost and passed_on.parent.spoiler
    said = Said(unsent if post_id == passed_on.parent.pk else chain.text, Options(spoiler=is_covered))
    return replace(_form(request, passed_on.parent.pk, said, passed_on), dropped=chain.dropped)


def again(request: HttpRequest, post_id: int, said: Said, refused: TextRefused | Refusal) -> Form:
    """The form with what was written, and why it was not sent."""
    try:
        passed_on = source(post_id, viewer=request.user)
    except NotAllowed:
        passed_on = None
    if isinstance(refused, CommentRefused):
        return replace(_form(request, post_id, said, passed_on), comment_error=str(refused.message))
    reason = str(refused.message) if isinstance(refused, Refusal) else str(refused)
    about_audience = isinstance(refused, UnknownVisibility | UnknownPolicy)
    errors = Errors(audience=reason) if about_audience else Errors(text=reason)
    return _form(request, post_id, said, passed_on, errors)


def keep_unsent(request: HttpRequest, post_id: int) -> None:
    request.session[UNSENT] = [post_id, read(request).text[:MAX_CODE_POINTS]]


def forget_unsent(request: HttpRequest) -> None:
    request.session.pop(UNSENT, None)


def _form(
    request: HttpRequest, post_id: int, said: Said, passed_on: Source | None, errors: Errors | None = None
) -> Form:
    written = Written(said.text, options=said.options)
    shown = composer.fresh(request, written, back=next_address(request, ""), errors=errors, asks_groups=True)
    if passed_on is None:
        return Form(post_id, shown)
    return Form(post_id, shown, passed_on, cards.embedded(passed_on.root), offers=_offers(request, passed_on, said))


def _chain(parent: Post) -> Fitted:
    """What stands in the field at first: of an original nothing, which is embedded as it is."""
    return text.fit(text.quote(parent.words, parent.author.nickname)) if parent.is_repost else Fitted("")


def _offers(request: HttpRequest, passed_on: Source, said: Said) -> list[Offer]:
    """Where one may comment, as both authors have it. One query."""
    relations = Relations.between(request.user, [passed_on.parent.author, passed_on.root.author])
    places = {Also.PARENT: passed_on.parent, Also.ROOT: passed_on.root}
    if passed_on.parent == passed_on.root:
        del places[Also.ROOT]
    return [
        Offer(place, _label(post, place), place in said.also)
        for place, post in places.items()
        if not reason_against(post, request.user, relations.to(post.author))
    ]


def _label(post: Post, place: Also) -> str:
    if place == Also.ROOT:
        words = _("Comment on the original by %(name)s too")
    elif post.is_repost:
        words = _("Comment on the repost by %(name)s too")
    else:
        words = _("Comment on the post by %(name)s too")
    return words % {"name": post.author.nickname}
