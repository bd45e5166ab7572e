"""What the demo's people do with each other's posts: comments, reposts and likes, exact in every number.

talk/*.txt says who answers whom. `== <handle> <when>` names a post as posts/*.txt does; below it stand
`<handle> +<time> <comment>`, `> <handle> +<time> <reply to the comment above>`, and
`~ <handle> +<time> [< <handle whose repost it was>] <words, or none>`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from accounts.models import User
from interactions import bulk
from interactions.bulk import Said
from operations.demo.content import moment
from posts.actions import import_post
from posts.models import Post

FOLDER = Path(__file__).parent / "talk"
HEADER = re.compile(r"^== (\S+) (\d+[mh]|\d+d \d\d:\d\d)\n", re.MULTILINE)
LINE = re.compile(
    r"^(?P<kind>[>~] )?(?P<handle>\w+) \+(?P<number>\d+)(?P<unit>[mh]) ?(?:< (?P<via>\w+) ?)?(?P<text>.*)$"
)
UNITS = {"m": "minutes", "h": "hours"}
# Of an author's followers so many like a post.
FONDNESS = (0.004, 0.05)
# How many of the cast do, besides.
FRIENDS = (2, 12)
# One post of the star's goes round among strangers, those of the crowd who are known to others among them.
ROUND, ROUND_HOURS, KNOWN = 140, 30, 40
PASSED_ON = ("哈哈哈哈", "豆包出道吧[doge]", "狗比我准", "转给我家的狗看看", "Same energy as my choir", "[笑哭]", "")


@dataclass(frozen=True)
class Line:
    """One thing that somebody says about a post: `kind` is empty for a comment, `>` for a reply, `~` for a repost."""

    kind: str
    handle: str
    after: timedelta
    via: str
    text: str


def lines(now: datetime) -> Iterator[tuple[str, datetime, list[Line]]]:
    """(handle, when, what is said) of each post that is talked about."""
    for file in sorted(FOLDER.glob("*.txt")):
        _, *parts = HEADER.split(file.read_text("utf-8"))
        for handle, when, below in zip(parts[0::3], parts[1::3], parts[2::3], strict=True):
            yield handle, moment(when, now), [_line(raw) for raw in below.splitlines() if raw]


def _line(raw: str) -> Line:
    found = LINE.match(raw)
    if found is None:
        raise ValueError(raw)
    after = timedelta(**{UNITS[found["unit"]]: int(found["number"])})
    return Line((found["kind"] or "").strip(), found["handle"], after, found["via"] or "", found["text"])


def seed(cast: Mapping[str, User], crowd: Sequence[User], *, now: datetime) -> int:
    """Let people talk, and set every number; returns how many reposts were made."""
    chance = Random("talk")
    posts = {(post.author.handle, post.created_at): post for post in Post.objects.select_related("author")}
    spread: list[Post] = []
    for handle, at, said in lines(now):
        post = posts.get((handle, at))
        if post is not None:
            _comment(post, [line for line in said if line.kind != "~"], cast, now, chance)
            spread += _repost(post, [line for line in said if line.kind == "~"], cast, now)
    star = [post for (handle, _), post in posts.items() if handle == "star" and post.created_at < now - timedelta(3)]
    if star:
        spread += _pass_on(max(star, key=lambda post: post.pk), crowd, chance)
    bulk.spread(_rows(spread))
    everything = [*posts.values(), *spread]
    bulk.like(_likes(everything, list(cast.values()), crowd, now, chance))
    bulk.recount(posts=[post.pk for post in everything])
    return len(spread)


def _comment(post: Post, said: Sequence[Line], cast: Mapping[str, User], now: datetime, chance: Random) -> None:
    """Replies answer whoever spoke before them in their thread."""
    rows: list[Said] = []
    above: Said | None = None
    for line in said:
        at = min(post.created_at + line.after, now)
        pk, author = bulk.comment_id(at, chance), cast[line.handle].pk
        if line.kind == ">" and above is not None:
            before = rows[-1]
            answered = before.author_id if before.pk != above.pk else None
            rows.append(Said(pk, post.pk, author, line.text, at, parent=above.pk, answered=answered))
        else:
            above = Said(pk, post.pk, author, line.text, at)
            rows.append(above)
    bulk.comment(rows)
    likers = {row.pk: chance.sample(list(cast.values()), chance.randint(0, 9)) for row in rows}
    bulk.like_comments((person.pk, pk) for pk, people in likers.items() for person in people)


def _repost(post: Post, said: Sequence[Line], cast: Mapping[str, User], now: datetime) -> list[Post]:
    made: dict[str, Post] = {}
    for line in said:
        above = made[line.via] if line.via else post
        chain = f"//@{above.author.nickname}:{above.text}" if line.via else ""
        at = min(post.created_at + line.after, now)
        made[line.handle] = import_post(author=cast[line.handle], raw=line.text + chain, at=at, quoted=above)
    return list(made.values())


def _pass_on(root: Post, crowd: Sequence[User], chance: Random) -> list[Post]:
    """Most repost it directly, some what another reposted: a tree with a few branches."""
    made: list[Post] = []
    people = [*crowd[:KNOWN], *chance.sample(crowd[KNOWN:], min(ROUND, len(crowd)) - KNOWN)]
    chance.shuffle(people)
    after = sorted(ROUND_HOURS * chance.random() ** 2 for _ in people)
    for person, hours in zip(people, after, strict=True):
        above = chance.choice(made[:12]) if made and chance.random() < 0.45 else root
        said = chance.choice(PASSED_ON)
        chain = f"//@{above.author.nickname}:{above.text}" if above is not root and above.text else ""
        at = root.created_at + timedelta(hours=hours)
        made.append(import_post(author=person, raw=f"{said}{chain}", at=at, quoted=above))
    return made


def _rows(spread: Sequence[Post]) -> Iterator[tuple[int, int, int, int, int, datetime]]:
    depth: dict[int, int] = {}
    reach = dict(User.objects.filter(pk__in={post.author_id for post in spread}).values_list("pk", "follower_count"))
    for post in spread:
        root, parent = post.root_id or 0, post.parent_id or 0
        depth[post.pk] = depth.get(parent, 0) + 1
        yield post.pk, root, parent, depth[post.pk], reach[post.author_id], post.created_at


def _likes(
    posts: Sequence[Post], cast: Sequence[User], crowd: Sequence[User], now: datetime, chance: Random
) -> Iterator[tuple[int, int, datetime]]:
    reach = dict(User.objects.values_list("pk", "follower_count"))
    for post in posts:
        number = round(reach[post.author_id] * chance.uniform(*FONDNESS))
        fond = chance.sample(crowd, min(number, len(crowd))) + chance.sample(
            cast, min(chance.randint(*FRIENDS), len(cast))
        )
        for person in fond:
            if person.pk != post.author_id:
                yield person.pk, post.pk, post.created_at + (now - post.created_at) * chance.random() ** 3
