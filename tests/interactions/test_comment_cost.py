"""A page of comments costs what it shows, however many there are."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from interactions import actions, bulk
from interactions.models import Comment
from posts import ids
from posts.models import Post
from tests.factories import make_comment, make_post, make_user
from tests.queries import counted

pytestmark = pytest.mark.django_db
READ = "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'interactions_comment'"
ORDERS = ("", "?sort=newest", "?view=conversation")


def many(post: Post, writer, number: int, *, parent: Comment | None = None) -> None:
    """So many comments of some hours ago, of which each names somebody."""
    start = timezone.now() - timedelta(hours=2)
    bulk.comment(
        bulk.Said(
            ids.floor_id(start + timedelta(seconds=turn)) + turn,
            post.pk,
            writer.pk,
            f"@mallory {turn}",
            start,
            parent=parent.pk if parent else None,
        )
        for turn in range(number)
    )
    bulk.recount(posts=[post.pk])


def test_the_page_costs_the_same_with_twenty_comments_and_with_two_thousand(as_, alice, bob, mallory):
    """At most twelve queries: two of them ask the cache, where it is a table."""
    post = make_post(author=alice, text="hello @bob")
    first = make_comment(author=bob, post=post, text="@alice look")
    actions.pin(comment_id=first.pk, by=alice)
    for author in (bob, mallory, alice, mallory):
        below = make_comment(author=author, to=first, text=f"@bob and @mallory {author} {make_user()}")
        make_comment(author=alice, to=below)
    for _ in range(14):
        make_comment(author=mallory, to=make_comment(author=mallory, post=post), text="@bob yes")
    actions.like_comment(comment_id=first.pk, by=mallory)
    browser, costs = as_(mallory), []
    for number in (0, 2_000):
        many(post, bob, number)
        for query in ORDERS:
            browser.get(f"/p/{post.pk}/{query}")
            with counted() as statements:
                page = browser.get(f"/p/{post.pk}/{query}").content.decode()
            costs.append(len(statements))
            assert page.count('class="comment"') >= 15
            assert len(statements) <= 12, "\n".join(statements)
    assert costs[:3] == costs[3:]


@pytest.mark.postgres
@pytest.mark.parametrize("selected", [False, True])
def test_no_page_reads_more_comments_than_it_shows(as_, alice, bob, mallory, selected):
    """Counted by PostgreSQL: in each order, from the middle too, with one thread that is longer than all else."""
    post = make_post(author=alice)
    hot = make_comment(author=mallory, post=post)
    many(post, bob, 1_000)
    many(post, mallory, 1_000, parent=hot)
    Comment.objects.filter(post=post).update(selected_at=timezone.now())
    many(post, make_user(), 1_000)
    Post.objects.filter(pk=post.pk).update(selected_comments=selected)
    with connection.cursor() as cursor:
        # So few are read whole as quickly as by an index; a hundred thousand are not.
        cursor.execute("ANALYZE interactions_comment; SET LOCAL random_page_cost = 1")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_mergejoin = off")
    middle = Comment.objects.filter(parent=None).order_by("-pk").values_list("pk", flat=True)[700]
    deep = (f"?cursor=0-{middle}", f"?sort=newest&cursor={middle}", f"?view=conversation&cursor={middle}")
    browser = as_(make_user())
    for page in (*ORDERS, *deep, f"comments/{hot.pk}/", f"comments/{hot.pk}/?cursor={middle}"):
        browser.get(f"/p/{post.pk}/{page}")
        before = read()
        assert browser.get(f"/p/{post.pk}/{page}").status_code == 200
        assert read() - before <= 200, page


def read() -> int:
    """How many rows of comments were read so far."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return cursor.fetchone()[0]
