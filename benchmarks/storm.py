"""Ten thousand calls at once of whatever can get into each other's way: `python -m benchmarks.storm`.

People follow, block and remove each other; they comment, reply, like and delete; they repost, edit, delete and bring
back, while what is deleted is swept away. Afterwards every counter must be what COUNT(*) says, no call may have failed
but with a refusal, and nobody may follow across a block.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from benchmarks.crowd import member, members, publish
from benchmarks.drift import drift
from benchmarks.figures import Figure, sizes, spread, tell
from benchmarks.rush import Call, Rush, mixed, rush
from benchmarks.site import Site, services

# Everybody acts some twenty times, below what one may do in an hour; few are those whom, and what, it is done to.
FRIENDS, CROWD, HUBS, POSTS, FIRST_COMMENTS = 150, 600, 4, 3, 12
# Of ids that a connection remembers, the last so many: what several of them are at.
LATELY = 30


def main() -> None:
    told = sizes(__doc__, calls=10_000, connections=16)
    with services() as site:
        share = told.calls // told.connections
        figures = [
            _figure(site, "follow, unfollow, remove, block and unblock", _follows, members(FRIENDS), share, told),
            _figure(site, "comment, reply, like and delete", _comments, _talks(), share, told),
            _figure(site, "repost, edit, delete, bring back and sweep", _posts, _roots(), share, told),
        ]
    tell(*figures)


def _figure(site: Site, what: str, lane: Callable[..., Iterable[Call]], scene: Any, share: int, told: Any) -> Figure:
    found = rush(site, lane, scene, share, connections=told.connections)
    for each in found.broken[:5]:
        print(each)
    calls, off = len(found.times), list(drift())
    for each in off[:5]:
        print(each)
    return Figure(
        what=f"{calls:,} calls that {what}, {told.connections} connections: counters off, and calls failed",
        value=len(off) + len(found.broken),
        unit="",
        gate=0,
        detail=_line(found),
    )


def _line(found: Rush) -> str:
    return f"{found.rate:,.0f} /s, {spread(found.times, 'ms', 50, 99)}; {found.refused:,} refused, as they should be"


@dataclass
class Hands:
    """The people of one connection, and what they made so far."""

    chance: Random
    people: list[Any]
    made: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, number: int, ids: list[int]) -> "Hands":
        from accounts.models import User

        return cls(Random(number), list(User.objects.filter(pk__in=ids).order_by("pk")))

    def somebody(self) -> Any:
        return self.chance.choice(self.people)

    def make(self, act: Callable[..., object], **fields: Any) -> object:
        self.made.append(act(author=self.somebody(), **fields))
        return self.made[-1]

    def lately(self, *others: Any) -> Any:
        """One of the last things made here, at which others of this connection are too."""
        return self.chance.choice([*self.made[-LATELY:], *others])


def _follows(number: int, of: int, people: list[int], share: int) -> Iterable[Call]:
    from follows import actions

    hands = Hands.of(number, people)

    def between(act: Callable[..., object], one: str, other: str) -> Callable[[], Call]:
        def call() -> Call:
            whom = hands.chance.choice(hands.people[:HUBS] if hands.chance.random() < 0.5 else hands.people)
            return partial(act, **{one: hands.somebody(), other: whom})

        return call

    return mixed(
        hands.chance,
        share,
        (10, between(actions.follow, "follower", "followee")),
        (4, between(actions.unfollow, "follower", "followee")),
        (2, between(actions.remove_follower, "follower", "person")),
        (2, between(actions.block, "blocker", "blocked")),
        (3, between(actions.unblock, "blocker", "blocked")),
        (2, between(partial(actions.set_special, special=True), "follower", "followee")),
    )


def _talks() -> tuple[list[int], list[int]]:
    """Who talks, and the first comments on some posts."""
    from accounts.models import User
    from interactions.actions import comment

    people = members(CROWD)
    first = User.objects.get(pk=people[0])
    posts = [publish(member())[0] for _ in range(POSTS)]
    seeds = [comment(author=first, post_id=posts[n % POSTS], raw=f"seed {n}").pk for n in range(FIRST_COMMENTS)]
    return people, seeds


def _comments(number: int, of: int, scene: tuple[list[int], list[int]], share: int) -> Iterable[Call]:
    from interactions import actions
    from interactions.models import Comment

    people, seeds = scene
    hands = Hands.of(number, people[number::of])
    firsts = list(Comment.objects.filter(pk__in=seeds).select_related("author"))

    def say(above: Any, *, is_reply: bool) -> object:
        said = f"{number} {hands.chance.random()}"
        where = {"post_id": above.post_id, "parent_id": above.pk if is_reply else None}
        return hands.make(actions.comment, raw=said, **where)

    def by_somebody(act: Callable[..., object]) -> Callable[[], Call]:
        return lambda: partial(act, comment_id=hands.lately(*firsts).pk, by=hands.somebody())

    def delete() -> Call:
        # Now and then a first one, with all that was replied to it.
        going = hands.chance.choice(firsts) if hands.chance.random() < 0.01 else hands.lately(firsts[0])
        return partial(actions.delete_comment, comment_id=going.pk, by=going.author)

    return mixed(
        hands.chance,
        share,
        (4, lambda: partial(say, hands.chance.choice(firsts), is_reply=False)),
        (4, lambda: partial(say, hands.lately(*firsts), is_reply=True)),
        (4, by_somebody(actions.like_comment)),
        (2, by_somebody(actions.unlike_comment)),
        (2, delete),
    )


def _roots() -> tuple[list[int], list[int]]:
    """Who posts, and the posts that they repost."""
    return members(CROWD), [publish(member(), f"#storm{n}# root {n}")[0] for n in range(POSTS)]


def _posts(number: int, of: int, scene: tuple[list[int], list[int]], share: int) -> Iterable[Call]:
    from interactions.actions import like, repost, unlike
    from posts import actions
    from posts.models import Post

    people, roots = scene
    hands = Hands.of(number, people[number::of])
    firsts = list(Post.objects.filter(pk__in=roots).select_related("author"))

    def pass_on() -> object:
        return hands.make(repost, post_id=hands.lately(*firsts).pk, raw=_words(hands.chance))

    def own(act: Callable[..., object]) -> Callable[[], Call]:
        def call() -> Call:
            post = hands.lately() if hands.made else firsts[0]
            return partial(act, post_id=post.pk, by=post.author)

        return call

    def liked(act: Callable[..., object]) -> Callable[[], Call]:
        return lambda: partial(act, user=hands.somebody(), post_id=hands.chance.choice(roots))

    return mixed(
        hands.chance,
        share,
        (8, lambda: pass_on),
        (4, own(partial(_edit, hands.chance))),
        (6, own(actions.delete)),
        (3, own(actions.restore)),
        (3, liked(like)),
        (2, liked(unlike)),
        (1, lambda: actions.purge_deleted),
    )


def _edit(chance: Random, post_id: int, by: Any) -> object:
    from posts.actions import edit
    from posts.audience import Options

    options = Options(visibility=chance.choice(["public", "public", "followers"]))
    return edit(post_id=post_id, by=by, raw=_words(chance), options=options)


def _words(chance: Random) -> str:
    return f"#storm{chance.randrange(POSTS)}# {chance.random()}"


if __name__ == "__main__":
    main()
