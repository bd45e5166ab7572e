"""The tree of reposts as it is drawn: which of it, and where each stands. Nothing here knows who anybody is.

The root is in the middle, each level a ring around it. What only leads to a repost that matters is left out, so a tree
of any size and depth becomes a drawing of a few hundred points at most.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, pi, sin, sqrt

from interactions.queries.spread import Placed

# The side of the square, the outermost ring, and the least and greatest radius of a point.
SIDE, OUTERMOST, LEAST, GREATEST, ROOT = 500, 222.0, 3.0, 13.0, 15.0
# A point that carries a number has room for it; one that is looked for is large enough to be found.
NUMBERED, FOUND = 10.0, 6.0
# Room around the drawing.
MARGIN = 6
# Inner rings are wider than outer ones: most trees have most of their points there.
SPREAD_OF_RINGS = 0.7
# Neighbours that are on one ring stand at three distances, so that a thousand of them are a dandelion and not a line.
STAGGER = (1.0, 0.84, 0.92)
# From this many rings on the tree turns as it grows: a chain becomes a spiral, whose points have room.
STRAIGHT_RINGS, TURN, RINGS_A_TURN = 8, 2 * pi, 30


@dataclass(eq=False)
class Node:
    """A repost (or with depth 0 the root) in the drawing."""

    post_id: int
    depth: int = 0
    reach: int = 0
    children: list["Node"] = field(default_factory=list)
    # How many levels lie between it and what it hangs on here.
    skipped: int = 0
    ring: int = 0
    x: float = SIDE / 2
    y: float = SIDE / 2
    radius: float = ROOT
    # The path from what it hangs on.
    edge: str = ""

    def walk(self) -> Iterator["Node"]:
        """Itself and all below, each before what hangs on it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def grow(root_id: int, placed: Iterable[Placed], kept: Collection[int]) -> Node:
    """The tree of these reposts. Of those that are not `kept` only the forks stay."""
    root = Node(root_id)
    rows = {row.post_id: row for row in placed}
    nodes = {pk: Node(pk, row.depth, row.reach) for pk, row in rows.items()}
    # From the leaves on, so that what hangs on a node is final when the node is looked at.
    for row in sorted(rows.values(), key=lambda row: (-row.depth, row.post_id)):
        node = nodes[row.post_id]
        if row.post_id not in kept and len(node.children) == 1:
            node = node.children[0]
        elif row.post_id not in kept and not node.children:
            continue
        nodes.get(row.parent_id, root).children.append(node)
    for node in root.walk():
        node.children.sort(key=lambda child: child.post_id)
        for child in node.children:
            child.skipped, child.ring = child.depth - node.depth - 1, node.ring + 1
    return root


def lay_out(root: Node, *, numbered: Collection[int] = (), hidden: Collection[int] = (), here: int = 0) -> None:
    """Give each node its place; `here` is looked for.

    How far a hidden one reached is not shown, so it is as small as any.
    """
    nodes = list(root.walk())
    most = max((node.reach for node in nodes if node.post_id not in hidden), default=0) or 1
    for node in nodes[1:]:
        node.radius = LEAST
        if node.post_id not in hidden:
            node.radius += (GREATEST - LEAST) * sqrt(node.reach / most)
        least = NUMBERED if node.post_id in numbered else FOUND if node.post_id == here else LEAST
        node.radius = max(node.radius, least)
    rings = max(node.ring for node in nodes)
    angles = _angles(nodes)
    for node in nodes:
        for turn, child in enumerate(node.children):
            _place(child, node, angles[child], rings, turn)


def frame(root: Node) -> str:
    """The part of the square that the tree takes, as an SVG's viewBox."""
    nodes = list(root.walk())
    left, top = (min(getattr(node, axis) - node.radius for node in nodes) - MARGIN for axis in "xy")
    right, bottom = (max(getattr(node, axis) + node.radius for node in nodes) + MARGIN for axis in "xy")
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def _angles(nodes: list[Node]) -> Mapping[Node, float]:
    """Leaves share the circle by their size; what branches stands in the middle of its branches."""
    leaves = [node for node in nodes if not node.children]
    whole = sum(node.radius + 1 for node in leaves)
    angles, so_far = {}, 0.0
    for node in leaves:
        width = (node.radius + 1) / whole * 2 * pi
        angles[node] = so_far + width / 2 - pi / 2
        so_far += width
    for node in reversed(nodes):
        if node.children:
            angles[node] = (angles[node.children[0]] + angles[node.children[-1]]) / 2
    return angles


def _place(node: Node, above: Node, angle: float, rings: int, turn: int) -> None:
    distance = _distance(node.ring, rings)
    if not node.children and len(above.children) > len(STAGGER):
        distance *= STAGGER[turn % len(STAGGER)]
    twist = TURN * max(rings - STRAIGHT_RINGS, 0) / RINGS_A_TURN * node.ring / rings
    node.x, node.y = _point(distance, angle + twist)
    bend = _point((distance + _distance(above.ring, rings)) / 2, angle + twist)
    start, end = f"{above.x:.1f} {above.y:.1f}", f"{node.x:.1f} {node.y:.1f}"
    node.edge = f"M{start}Q{bend[0]:.1f} {bend[1]:.1f} {end}"


def _distance(ring: int, rings: int) -> float:
    return OUTERMOST * (ring / rings) ** SPREAD_OF_RINGS


def _point(distance: float, angle: float) -> tuple[float, float]:
    return SIDE / 2 + distance * cos(angle), SIDE / 2 + distance * sin(angle)
