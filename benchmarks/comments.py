"""A post of 100,000 comments, one of them with 50,000 replies, among 10,000 posts of a few each; and the request that
comments: `python -m benchmarks.comments`.

Each page is asked in turns with the page of a post that has twenty comments. Before that PostgreSQL tells how many rows
of comments each of them reads: never more than a page needs, whatever the order and however deep.
"""

import itertools
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.crowd import member, members, publish, signed_in
from benchmarks.figures import Figure, sizes, tell
from benchmarks.likes import SECRET
from benchmarks.site import Site, services
from benchmarks.turns import Side, compare, request

if TYPE_CHECKING:
    from accounts.models import User

WRITERS, FEW, MOST_LIKES = 2000, 20, 300
# A page of twenty-one with three replies each; each row is looked at some times, by itself and for others.
MOST_READ = 200
READ = """
SELECT coalesce(sum(seq_tup_read + idx_tup_fetch), 0) FROM pg_stat_xact_user_tables
WHERE relname = 'interactions_comment'
"""
GATE, AIM = 20, 12


def main() -> None:
    told = sizes(__doc__, comments=100_000, replies=50_000, others=10_000, times=300, requests=2000)
    with services() as site:
        writers = members(WRITERS)
        author = member()
        small, large = publish(author, "Twenty say something")[0], publish(author, "Many say something")[0]
        fill(small, writers, FEW, FEW)
        scatter(writers, told.others)
        hot = fill(large, writers, told.comments, told.replies)
        somebody = member()
        reader, pages = signed_in(somebody), dict(addresses(large, hot, told))
        read = max(rows_read(somebody, page) for page in pages.values())
        with site.web():
            asked = {name: _side(site, name, page, reader) for name, page in pages.items()}
            few = _side(site, f"{FEW} comments", f"/p/{small}/", reader)
            compare([few, *asked.values()], times=told.times, turn=50, warm=20)
            sent, trivial = posting(site, large), _side(site, "trivial view", "/healthz", {})
            compare([sent, trivial], times=told.requests)
    over = f"{told.comments:,} comments, {told.replies:,} replies to one"
    tell(
        Figure(f"Rows of comments read for the dearest page of {over}", read, "rows", MOST_READ),
        *(page_figure(f"{name}, {over}", side, few) for name, side in asked.items()),
        Figure(
            "The request of a comment: CPU against the trivial view", sent.cpu_ms / trivial.cpu_ms, "×", GATE, AIM,
            sent.line(), trivial.line(),
        ),
    )  # fmt: skip


def _side(site: Site, name: str, page: str, headers: dict[str, str]) -> Side:
    return Side(name, partial(request, site.port, page, headers), site.cpu)


def fill(post_id: int, writers: Sequence[int], comments: int, replies: int) -> int:
    """So many comments of a day, two replies to every seventh, and so many to the one in the middle; returns its id."""
    from django.utils import timezone

    from core import copying
    from interactions import bulk
    from interactions.models import Comment, CommentLike

    chance, start = Random(1), timezone.now() - timedelta(days=2)
    first = list(_said(post_id, writers, comments, start, chance))
    middle = first[comments // 2]
    bulk.comment(first)
    bulk.comment(each._replace(parent=middle.pk) for each in _said(post_id, writers, replies, middle.at, chance))
    for above in first[::7]:
        bulk.comment([each._replace(parent=above.pk) for each in _said(post_id, writers, 2, above.at, chance)])
    liking = ((above.pk, min(MOST_LIKES, int(chance.paretovariate(1.2)) - 1)) for above in first)
    bulk.like_comments((person, pk) for pk, number in liking for person in chance.sample(writers, number))
    bulk.recount(posts=[post_id])
    copying.vacuum(Comment, CommentLike)
    return middle.pk


def scatter(writers: Sequence[int], posts: int) -> None:
    """So many other posts, of up to twenty comments each: what PostgreSQL takes a post for."""
    from django.utils import timezone

    from interactions import bulk
    from posts import bulk as posting
    from posts.models import Post

    chance, start = Random(2), timezone.now() - timedelta(days=30)
    (draft,) = posting.drafts(["又是新的一天"])
    times = (start + timedelta(minutes=4 * turn) for turn in range(posts))
    posting.insert((posting.Written(chance.choice(writers), at, draft) for at in times), chance=chance)
    for pk, at in Post.objects.filter(author__in=writers).values_list("pk", "created_at"):
        bulk.comment(list(_said(pk, writers, chance.randint(0, 20), at, chance)))


def _said(post_id: int, writers: Sequence[int], number: int, start: datetime, chance: Random) -> Iterator[Any]:
    """One a second, each by somebody."""
    from interactions.bulk import Said, comment_id

    for turn in range(number):
        at = start + timedelta(seconds=turn + chance.random())
        yield Said(comment_id(at, chance), post_id, chance.choice(writers), f"第 {turn} 条 [doge] 说得好", at)


def addresses(post_id: int, hot: int, told: Any) -> Iterator[tuple[str, str]]:
    """Name and address of each page: the first of every order, and one from the middle."""
    from interactions.models import Comment

    comments = Comment.objects.filter(post=post_id, parent=None)
    likes, liked = comments.order_by("-like_count", "-pk").values_list("like_count", "pk")[told.comments // 2]
    middle = comments.order_by("-pk").values_list("pk", flat=True)[told.comments // 2]
    late = Comment.objects.filter(parent=hot).order_by("pk").values_list("pk", flat=True)[told.replies * 4 // 5]
    page = f"/p/{post_id}/"
    yield "Hot", page
    yield "Hot, from the middle", f"{page}?cursor={likes}-{liked}"
    yield "Newest", f"{page}?sort=newest"
    yield "Newest, from the middle", f"{page}?sort=newest&cursor={middle}"
    yield "Conversation", f"{page}?view=conversation"
    yield "Conversation, from the middle", f"{page}?view=conversation&cursor={middle}"
    yield "Replies", f"{page}comments/{hot}/"
    yield "Replies, from far down", f"{page}comments/{hot}/?cursor={late}"


def rows_read(reader: "User", page: str) -> int:
    """How many rows of comments PostgreSQL reads for the page, by its own count. Asked twice: plans are made once."""
    from django.conf import settings
    from django.db import connection, transaction
    from django.test import Client

    from accounts.sign_in import BACKEND

    browser = Client(headers={"Host": settings.ALLOWED_HOSTS[0]})
    browser.force_login(reader, backend=BACKEND)
    for _ in range(2):
        with transaction.atomic(), connection.cursor() as cursor:
            # What was asked a moment ago may still be counted.
            before = _count(cursor)
            assert browser.get(page).status_code == 200
            read = _count(cursor) - before
    return read


def _count(cursor: Any) -> int:
    cursor.execute(READ)
    return int(cursor.fetchone()[0])


def posting(site: Site, post_id: int) -> Side:
    """Comments by many, each a plain form that leads back to the post."""
    people = [member() for _ in range(20)]
    turns = itertools.cycle([(person.pk, signed_in(person)) for person in people])
    number = itertools.count()

    def once() -> None:
        writer, headers = next(turns)
        _comment(site, post_id, writer, headers, f"Comment {next(number)} [doge] @{people[0].handle}")

    return Side("comment", once, site.cpu)


def _comment(site: Site, post_id: int, writer: int, headers: dict[str, str], text: str) -> None:
    from django.core import signing

    from core.submissions import SALT

    token = signing.dumps([f"user:{writer}", secrets.token_urlsafe(12)], salt=SALT)
    form = urlencode({"csrfmiddlewaretoken": SECRET, "token": token, "text": text})
    cookies = {"Cookie": f"{headers['Cookie']}; csrf={SECRET}", "Content-Type": "application/x-www-form-urlencoded"}
    request(site.port, f"/posts/{post_id}/comment/", headers | cookies, form, status=303)


def page_figure(name: str, side: Side, few: Side) -> Figure:
    """Against the page of a post with few comments: what is more is what their number costs."""
    return Figure(
        f"{name}: CPU against a page of {FEW}", side.cpu_ms / few.cpu_ms, "×", 1.5, 1.2, side.line(), few.line()
    )


if __name__ == "__main__":
    main()
