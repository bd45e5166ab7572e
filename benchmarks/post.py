"""The request that publishes a text post, against the trivial view: `python -m benchmarks.post`.

CPU of web processes, PostgreSQL and Redis, asked in turns. No worker runs: what a post costs its readers is measured
by `benchmarks.fanout`.
"""

import itertools
import secrets
from urllib.parse import urlencode

from benchmarks.crowd import member, reader_with_home, signed_in, text
from benchmarks.figures import Figure, sizes, tell
from benchmarks.site import Site, services
from benchmarks.turns import Side, compare, request

SECRET = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105  (a CSRF secret of the benchmark's own)
AUTHORS = 20
_number = itertools.count()


def main() -> None:
    told = sizes(__doc__, requests=2000)
    with services() as site:
        mentioned = reader_with_home(follows=5)
        writers = [member() for _ in range(AUTHORS)]
        sessions = [(writer.pk, signed_in(writer)) for writer in writers]
        with site.web():
            post = Side("post", lambda: _post(site, *sessions[next(_number) % AUTHORS], mentioned.handle), site.cpu)
            trivial = Side("trivial view", lambda: request(site.port, "/healthz", {}), site.cpu)
            compare([post, trivial], times=told.requests)
    tell(
        Figure(
            what="Text post, with a topic and a mention: CPU against the trivial view",
            value=post.cpu_ms / trivial.cpu_ms,
            unit="×",
            gate=25,
            aim=12,
            detail=post.line(),
            reference=trivial.line(),
        )
    )


def _post(site: Site, writer_id: int, headers: dict[str, str], mentioned: str) -> None:
    from django.core import signing

    from core.submissions import SALT

    form = {
        "csrfmiddlewaretoken": SECRET,
        "token": signing.dumps([f"user:{writer_id}", secrets.token_urlsafe(12)], salt=SALT),
        "text": text(next(_number), mentioned),
    }
    sent = headers | {
        "Cookie": f"{headers['Cookie']}; csrf={SECRET}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    request(site.port, "/posts/publish/", sent, urlencode(form), status=303)


if __name__ == "__main__":
    main()
