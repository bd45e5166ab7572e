"""Somebody who reads a page while others like posts, over HTTP: how long each of them waits."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from benchmarks.clients import Client, let_ask, question
from benchmarks.crowd import member, publish, signed_in
from benchmarks.likes import SECRET, as_script
from benchmarks.site import Site
from benchmarks.turns import request

# More than cores: a request that waits for a row must have somebody beside it who could go on.
WEBS = 8
WARM, ALONE = 40, 200
# Of them at once, so that enough is measured.
READERS = 4


@dataclass
class Liker(Client):
    """A reader who likes a post and takes it back, in turns."""

    back: bytes = b""

    def ask(self) -> None:
        super().ask()
        self.question, self.back = self.back, self.question


@dataclass
class Waits:
    """Milliseconds of the reader's page: alone, while one post is liked, while many are; and of the likes."""

    alone: list[float] = field(default_factory=list)
    hot: list[float] = field(default_factory=list)
    apart: list[float] = field(default_factory=list)
    hot_likes: list[float] = field(default_factory=list)
    hot_rate: float = 0.0
    apart_rate: float = 0.0


def waits(site: Site, post: int, *, clients: int, requests: int) -> Waits:
    others = [publish(member())[0] for _ in range(clients)]
    page, reader = f"/p/{publish(member())[0]}/", signed_in(member())
    likers = [as_script(signed_in(member())) for _ in range(clients)]
    found = Waits()
    with site.web(workers=WEBS):
        bystander = Client(site.port, question(page, reader), WARM + ALONE, len(request(site.port, page, reader)))
        alone = [replace(bystander, times=[]) for _ in range(READERS)]
        let_ask(alone)
        found.alone = [took for client in alone for took in client.times[WARM:]]
        for turn in range(4):
            hot = turn % 2 == 0
            reads, likes, rate = _turn(site, [post] * clients if hot else others, likers, bystander, requests // 4)
            if hot:
                found.hot, found.hot_likes, found.hot_rate = found.hot + reads, found.hot_likes + likes, rate
            else:
                found.apart, found.apart_rate = found.apart + reads, rate
    return found


def _turn(
    site: Site, posts: Sequence[int], headers: Sequence[dict[str, str]], bystander: Client, requests: int
) -> tuple[list[float], list[float], float]:
    """So many likes by everybody together, while the bystander asks again and again."""
    each = requests // len(posts) // 2 * 2
    likers = [
        Liker(site.port, _like(f"/posts/{post}/like/", of), each, back=_like(f"/posts/{post}/unlike/", of))
        for post, of in zip(posts, headers, strict=True)
    ]
    reading = [Client(site.port, bystander.question, 1, bystander.length) for _ in range(READERS)]
    began = time.perf_counter()
    let_ask(
        [*likers, *reading],
        still=lambda client: any(client is one for one in reading) and any(liker.left for liker in likers),
    )
    rate = len(posts) * each / (time.perf_counter() - began)
    reads = [took for client in reading for took in client.times]
    return reads, [took for liker in likers for took in liker.times], rate


def _like(path: str, headers: dict[str, str]) -> bytes:
    return question(path, headers, f"csrfmiddlewaretoken={SECRET}")
