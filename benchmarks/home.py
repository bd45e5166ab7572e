"""Home of 25 real cards, signed in, against the trivial view: `python -m benchmarks.home`.

The trivial view answers `ok` through the whole middleware and reads no session (/healthz). Both are asked of the same
processes in turns, so that what else the machine does weighs on both; the ratio of their CPU is the figure to trust.
"""

import http.client
import statistics
import time
from dataclasses import dataclass, field

from benchmarks.site import Site, running

REQUESTS = 2000
TURN = 100
WARM = 60
FOLLOWS = 50
CARDS = 25
GATE = 18


@dataclass
class Side:
    """One of the two addresses: what its requests took."""

    path: str
    headers: dict[str, str]
    cpu: float = 0.0
    times: list[float] = field(default_factory=list)

    def line(self) -> str:
        cuts = statistics.quantiles(self.times, n=100)
        per_request = 1000 * self.cpu / len(self.times)
        return (
            f"{self.path:10} n={len(self.times)}  CPU {per_request:6.2f} ms/request  "
            f"p50 {cuts[49]:6.1f} ms  p95 {cuts[94]:6.1f} ms  p99 {cuts[98]:6.1f} ms"
        )


def main() -> None:
    with running() as site:
        home = Side("/", {"Cookie": f"session={_reader()}; language=zh-hans"})
        trivial = Side("/healthz", {})
        for side in (home, trivial):
            _ask(site, side, WARM)
        home.times, trivial.times = [], []
        for _ in range(REQUESTS // TURN):
            for side in (home, trivial):
                before = site.cpu()
                _ask(site, side, TURN)
                side.cpu += site.cpu() - before
    print(home.line(), trivial.line(), sep="\n")
    ratio = home.cpu / trivial.cpu
    print(f"home / trivial view: {ratio:.1f} x  (gate {GATE} x)")


def _ask(site: Site, side: Side, times: int) -> None:
    for _ in range(times):
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", site.port)
        connection.request("GET", side.path, headers=side.headers)
        answer = connection.getresponse()
        body = answer.read()
        side.times.append(1000 * (time.perf_counter() - began))
        assert answer.status == 200
        assert side.path != "/" or body.count(b'id="post-') >= CARDS
        connection.close()


def _reader() -> str:
    """A member with a home of real cards; returns the key of a signed-in session."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from accounts.actions import create_account
    from follows.actions import bulk_follow
    from posts.actions import publish

    reader = create_account(handle="reader", email="reader@example.org", password=None)
    authors = [create_account(handle=f"author{n}", email=f"a{n}@example.org", password=None) for n in range(FOLLOWS)]
    bulk_follow(pairs=[(reader.pk, author.pk) for author in authors])
    for number, author in enumerate(authors * 2):
        publish(
            author=author,
            raw=f"今天的云像棉花糖一样 #早安# @author1 第 {number} 朵 [doge]\n" + "又是新的一天，" * (number % 12),
        )
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.StatefulBackend"
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
