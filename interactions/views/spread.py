"""How a post spread: numbers of the whole tree, and a drawing and a list of its most important part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interactions.growth import HEIGHT, WIDTH, curve
from interactions.queries import spread as queries
from interactions.spread import Node, frame, grow, lay_out
from posts import cards
from posts import queries as posts
from posts.models import REPOST, Post
from posts.text import fold_at, normalise, take_apart

# So many are named as those who carried it furthest, and as those who were passed on most.
MOST_NAMED = 5
# Units of what somebody said.
EXCERPT = 40


@dataclass(frozen=True)
class Line:
    """A repost in the list. Without a post, nothing is told of it but its place."""

    node: Node
    post: Post | None
    onward: int
    number: int | None
    is_here: bool
    # How many lists end behind it.
    closes: int

    @property
    def ends(self) -> range:
        return range(self.closes)


@dataclass(frozen=True)
class Carrier:
    """Somebody by whom the post went far."""

    post: Post
    reach: int
    onward: int
    said: str


@require_safe
def spread(request: HttpRequest, post_id: int) -> HttpResponse:
    """The whole tree that the post stands in, from its root on.

    Of a root that is not there for the reader there is no tree either, for whatever reason: it would tell since when
    that is so, and why.
    """
    post = posts.asked_for(post_id, viewer=request.user)
    root = posts.one(post.root_id, viewer=request.user) if post.root_id else post
    context: dict[str, Any] = {"post": post, "root": root}
    if root is None:
        return render(request, "interactions/spread.html", context | {"root_html": cards.shell()})
    context |= {"root_html": cards.embedded(root), **_numbers(root.pk), **_tree(request, post, root.pk)}
    return render(request, "interactions/spread.html", context)


def _numbers(root_id: int) -> dict[str, Any]:
    levels, growth = queries.tally(root_id)
    return {
        "total": sum(level.number for level in levels),
        "reach": sum(level.reach for level in levels),
        "levels": levels,
        "deepest": max((level.deepest for level in levels), default=0),
        "most_on_a_level": max((level.number for level in levels), default=0),
        "curve": curve(growth) if growth else None,
        "curve_width": WIDTH,
        "curve_height": HEIGHT,
    }


def _tree(request: HttpRequest, here: Post, root_id: int) -> dict[str, Any]:
    furthest, passed_on = queries.furthest(root_id), queries.most_onward(root_id)
    kept = {*furthest, *passed_on, here.pk} - {root_id}
    placed = queries.with_above(kept)
    tree = grow(root_id, placed, kept)
    drawn = [node.post_id for node in tree.walk()]
    onward = queries.onward(root_id, drawn)
    seen = queries.seen(drawn, viewer=request.user)
    reach = {row.post_id: row.reach for row in placed}
    named = [pk for pk in furthest if pk in seen][:MOST_NAMED]
    numbers = {pk: number for number, pk in enumerate(named, 1)}
    lay_out(tree, numbered=numbers, hidden={*drawn} - seen.keys(), here=here.pk)
    return {
        "furthest": _carriers(named, seen, reach, onward),
        "passed_on": _carriers([pk for pk in passed_on if pk in seen][:MOST_NAMED], seen, reach, onward),
        "drawn": len(drawn) - 1,
        "frame": frame(tree),
        "lines": list(_lines(tree, seen, onward, numbers, here.pk)),
    }


def _carriers(
    post_ids: Iterable[int], seen: Mapping[int, Post], reach: Mapping[int, int], onward: Mapping[int, int]
) -> list[Carrier]:
    return [Carrier(seen[pk], reach[pk], onward.get(pk, 0), _excerpt(seen[pk])) for pk in post_ids]


def _excerpt(post: Post) -> str:
    """What somebody said of their own, in a few words; nothing of what is covered, nor of the chain behind it."""
    said = (not post.spoiler and normalise(take_apart(post.text).said)) or str(REPOST)
    cut = fold_at(said, EXCERPT)
    return said if cut is None else f"{said[:cut]}…"


def _lines(
    tree: Node, seen: Mapping[int, Post], onward: Mapping[int, int], numbers: Mapping[int, int], here: int
) -> Iterator[Line]:
    nodes: Sequence[Node] = list(tree.walk())
    rings = [*(node.ring for node in nodes[1:]), 0]
    for node, next_ring in zip(nodes, rings, strict=True):
        closes = 0 if node.children else node.ring - next_ring
        pk = node.post_id
        yield Line(node, seen.get(pk), onward.get(pk, 0), numbers.get(pk), pk == here, closes)
