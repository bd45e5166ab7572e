"""The requests that like a post and follow somebody, against the trivial view: `python -m benchmarks.likes`.

As a script asks: the answer is the buttons as they are now. CPU of web processes, PostgreSQL and Redis, asked in turns.
Every second request takes back what the one before did, so that each of them writes.
"""

import itertools
from collections.abc import Sequence

from benchmarks.crowd import member, publish, signed_in, text
from benchmarks.figures import Figure, sizes, tell
from benchmarks.site import Site, services
from benchmarks.turns import Side, compare, request

SECRET = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105  (a CSRF secret of the benchmark's own)
PEOPLE = 20
GATE = 20
# What the trivial view's neighbours among the verbs came to when this was written, rounded up.
AIM = 12


def main() -> None:
    told = sizes(__doc__, requests=2000)
    with services() as site:
        authors = [member() for _ in range(PEOPLE)]
        readers = [as_script(signed_in(member())) for _ in range(PEOPLE)]
        posts = [publish(author, text(number, author.handle))[0] for number, author in enumerate(authors)]
        likes = [(f"/posts/{pk}/like/", f"/posts/{pk}/unlike/") for pk in posts]
        follows = [(f"/follows/{a.handle}/follow/", f"/follows/{a.handle}/unfollow/") for a in authors]
        with site.web():
            like, follow = _side(site, "like", likes, readers), _side(site, "follow", follows, readers)
            trivial = Side("trivial view", lambda: request(site.port, "/healthz", {}), site.cpu)
            compare([like, follow, trivial], times=told.requests)
    tell(*(_figure(side, trivial) for side in (like, follow)))


def _side(site: Site, name: str, pairs: Sequence[tuple[str, str]], readers: Sequence[dict[str, str]]) -> Side:
    """Everybody at everybody in turn, there and back."""
    turns = itertools.cycle((path, reader) for there, back in pairs for reader in readers for path in (there, back))

    def once() -> None:
        path, reader = next(turns)
        request(site.port, path, reader, f"csrfmiddlewaretoken={SECRET}")

    return Side(name, once, site.cpu)


def as_script(headers: dict[str, str]) -> dict[str, str]:
    """What a page's script sends along."""
    return headers | {
        "Cookie": f"{headers['Cookie']}; csrf={SECRET}",
        "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true",
    }


def _figure(side: Side, trivial: Side) -> Figure:
    return Figure(
        what=f"The request of a {side.name}: CPU against the trivial view",
        value=side.cpu_ms / trivial.cpu_ms,
        unit="×",
        gate=GATE,
        aim=AIM,
        detail=side.line(),
        reference=trivial.line(),
    )


if __name__ == "__main__":
    main()
