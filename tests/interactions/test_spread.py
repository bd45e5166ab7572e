"""How a post spread: the numbers, the tree and its list, and what of it nobody is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from interactions.growth import curve
from interactions.models import Spread
from interactions.queries import spread as queries
from interactions.queries.spread import Growth, Placed
from interactions.spread import SIDE, grow, lay_out
from posts import actions, ids
from posts.audience import Options
from posts.models import Post
from tests.factories import make_follow, make_user
from tests.interactions.reposts import hide, repost
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}


def page_of(client: Client, post: Post) -> Any:
    return client.get(f"/p/{post.pk}/spread/", headers=ENGLISH)


def main_of(page: Any) -> str:
    """Without the column beside it, which proposes people to follow."""
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def named(page: Any) -> list[str | None]:
    return [line.post and line.post.author.handle for line in page.context["lines"]]


def test_the_tree_from_the_root_on_whichever_post_of_it_is_asked(
    visitor: Client, alice: User, bob: User, mallory: User, post: Post
) -> None:
    make_follow(follower=alice, followee=mallory)
    first = repost(author=bob, of=post, raw="好")
    second = repost(author=mallory, of=first, raw="嗯//@bob:好")
    repost(author=alice, of=post)
    for asked in (post, second):
        page = page_of(visitor, asked)
        assert named(page) == ["alice", "bob", "mallory", "alice"]
        assert [line.is_here for line in page.context["lines"]].index(True) == (0 if asked == post else 2)
        assert (page.context["total"], page.context["deepest"], page.context["reach"]) == (3, 2, 2)
        assert [level[:3] for level in page.context["levels"]] == [(1, 2, 1), (2, 1, 1)]
    assert [carrier.post for carrier in page.context["passed_on"]] == [first]
    furthest = page.context["furthest"]
    assert [carrier.post.author for carrier in furthest] == [mallory, alice, bob]
    assert (furthest[0].said, furthest[0].reach, furthest[2].onward) == ("嗯", 1, 1)
    assert page.content.decode().count("<circle") == 4


def test_of_a_post_that_nobody_reposted(visitor: Client, post: Post) -> None:
    page = page_of(visitor, post)
    assert page.status_code == 200
    assert "Nobody has reposted it yet" in page.content.decode()


def test_with_its_root_the_tree_goes_for_good(bob: User, post: Post) -> None:
    repost(author=bob, of=post, raw="look")
    actions.delete(post_id=post.pk, by=post.author)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - actions.PURGED_AFTER)
    assert actions.purge_deleted() == 1
    assert not Spread.objects.exists()


@pytest.mark.parametrize("how", ["deleted", "purged", "private", "blocked", "suspended"])
def test_who_is_out_of_sight_keeps_the_place_and_nothing_else(
    as_: As, alice: User, bob: User, mallory: User, post: Post, how: str
) -> None:
    make_follow(follower=alice, followee=bob)
    first = repost(author=bob, of=post, raw="秘密的话")
    repost(author=mallory, of=first, raw="嗯")
    browser = as_(mallory)
    before = page_of(browser, post)
    assert "秘密的话" in before.content.decode()
    hide(first, from_=mallory, how=how)
    page = page_of(browser, post)
    assert named(page) == ["alice", None, "mallory"]
    assert [line.node.depth for line in page.context["lines"]] == [0, 1, 2]
    hidden = page.context["lines"][1]
    # No larger than any other, and on nobody's list.
    assert hidden.node.radius == min(line.node.radius for line in page.context["lines"])
    assert first not in [carrier.post for carrier in (*page.context["furthest"], *page.context["passed_on"])]
    html = main_of(page)
    assert "秘密的话" not in html and "bob" not in html and f"/p/{first.pk}/" not in html


@pytest.mark.parametrize("how", ["deleted", "purged", "private", "suspended"])
def test_when_it_came_and_whom_it_reached_is_not_told_of_what_is_not_public(
    visitor: Client, alice: User, bob: User, mallory: User, post: Post, how: str
) -> None:
    for reader in (alice, mallory):
        make_follow(follower=reader, followee=bob)
    first = repost(author=bob, of=post, raw="好")
    repost(author=mallory, of=first, raw="嗯")
    hide(first, from_=mallory, how=how)
    page = page_of(visitor, post)
    assert [level[:3] for level in page.context["levels"]] == [(1, 1, 0), (2, 1, 0)]
    assert (page.context["total"], page.context["reach"], page.context["curve"].total) == (2, 0, 1)
    hide(Post.objects.get(author=mallory), from_=alice, how="private")
    page = page_of(visitor, post)
    assert page.context["total"] == 2 and page.context["curve"] is None
    assert "Over time" not in main_of(page)


@pytest.mark.parametrize("how", ["deleted", "purged", "private", "blocked", "suspended"])
def test_of_a_root_out_of_sight_a_shell_is_left_and_no_tree(
    as_: As, bob: User, mallory: User, post: Post, how: str
) -> None:
    first = repost(author=bob, of=post, raw="好")
    hide(post, from_=mallory, how=how)
    browser = as_(mallory)
    assert browser.get(f"/p/{post.pk}/spread/").status_code == 404
    html = main_of(page_of(browser, first))
    # Nothing in it differs by the reason, nor by what stood there.
    assert "This post is not available" in html and "No tree without its root" in html
    assert "alice" not in html and post.text not in html and f"/p/{post.pk}/" not in html
    assert '<svg class="spread' not in html and "<time" not in html


def test_nothing_of_what_is_covered_is_told_of_who_carried_it(visitor: Client, bob: User, post: Post) -> None:
    spoiler = repost(author=bob, of=post, raw="the gardener did it", options=Options(spoiler=True))
    repost(author=make_user(), of=spoiler, raw=f"//@{bob.handle}:the gardener did it")
    assert "gardener" not in main_of(visitor.get(f"/p/{post.pk}/spread/"))


def rows_of(root: int, shape: str, number: int) -> list[Placed]:
    """A star, a chain, or a tree in which each hangs on the one half as far along."""
    above = {"star": lambda at: 0, "chain": lambda at: at - 1, "tree": lambda at: at // 2}[shape]
    depths = {0: 0}
    rows = []
    for at in range(1, number + 1):
        depths[at] = depths[above(at)] + 1
        rows.append(Placed(root + at, root + above(at), depths[at], at % 97))
    return rows


def insert(rows: list[Placed], root: int) -> None:
    Spread.objects.bulk_create(
        [
            Spread(post_id=pk, root_id=root, parent_id=above, depth=depth, reach=reach)
            for pk, above, depth, reach in rows
        ]
    )


@pytest.mark.parametrize("shape", ["star", "chain", "tree"])
def test_of_a_large_tree_a_part_is_drawn_and_everything_counted(visitor: Client, post: Post, shape: str) -> None:
    insert(rows_of(post.pk, shape, 1500), post.pk)
    page = page_of(visitor, post)
    assert page.context["total"] == 1500
    assert sum(level.number for level in page.context["levels"]) == 1500
    assert len(page.context["levels"]) <= queries.DEEPEST_LEVEL
    drawn = page.context["drawn"]
    assert queries.MOST_DRAWN <= drawn <= 2 * (queries.MOST_DRAWN + queries.MOST_ONWARD)
    html = page.content.decode()
    assert f"{drawn} of 1,500 are drawn" in html
    # Every list is closed again.
    opened = html[html.index('<ul class="spread-list">') :]
    assert opened.count("<ul") == opened.count("</ul>") and opened.count("<li") == opened.count("</li>")


@pytest.mark.parametrize("shape", ["star", "chain", "tree"])
def test_each_point_has_a_place_of_its_own_inside_the_square(shape: str) -> None:
    rows = rows_of(1, shape, 150)
    tree = grow(1, rows, {row.post_id for row in rows})
    lay_out(tree)
    nodes = list(tree.walk())
    assert len(nodes) == 151
    assert all(node.radius <= node.x <= SIDE - node.radius for node in nodes)
    assert all(node.radius <= node.y <= SIDE - node.radius for node in nodes)
    assert len({(round(node.x), round(node.y)) for node in nodes}) > 120
    assert all(re.fullmatch(r"M[\d. ]+Q[\d. ]+", node.edge) for node in nodes[1:])


def test_what_only_leads_to_others_is_left_out_and_said() -> None:
    chain = rows_of(1, "chain", 20)
    tree = grow(1, chain, {21})
    assert [(node.post_id, node.skipped) for node in tree.walk()] == [(1, 0), (21, 19)]
    # A fork stays: otherwise both would seem to hang on the root.
    fork = [*chain, Placed(40, 10, 10, 5)]
    assert [node.post_id for node in grow(1, fork, {21, 40}).walk()] == [1, 10, 21, 40]
    # Where the way up was too long, it hangs on the root.
    assert [(node.post_id, node.skipped) for node in grow(1, chain[10:], {21}).walk()] == [(1, 0), (21, 19)]


def test_a_curve_counts_all_and_ends_at_the_top() -> None:
    from datetime import UTC, datetime, timedelta

    growth = Growth(datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1), {0: 3, 2: 1})
    drawn = curve(growth)
    assert [(step.number, step.total) for step in drawn.steps] == [(3, 3), (0, 3), (1, 4)]
    assert [step.start.hour for step in drawn.told] == [0, 2]
    assert drawn.line == "0.0,160.0 200.0,43.0 400.0,43.0 600.0,4.0"


@pytest.mark.parametrize(("days", "step"), [(0, 300), (1, 1800), (2, 3600), (10, 21600), (50, 86400), (3000, 31536000)])
def test_steps_of_time_are_as_fine_as_sixty_allow(alice: User, days: int, step: int) -> None:
    from datetime import datetime, timedelta

    start: datetime = timezone.now()
    root = ids.floor_id(start)
    moments = [start + timedelta(days=days) * part / 10 for part in range(1, 11)]
    reposts = [ids.floor_id(at) + 7 + turn for turn, at in enumerate(moments)]
    repost_of = {"author": alice, "text": "好", "units": 1, "root_id": root, "parent_id": root}
    Post.objects.bulk_create([Post(pk=pk, **repost_of) for pk in reposts])
    insert([Placed(pk, root, 1, 0) for pk in reposts], root)
    growth = queries.tally(root).growth
    assert growth is not None
    assert growth.step.total_seconds() == step
    assert sum(growth.numbers.values()) == 10
    assert len(curve(growth).steps) <= queries.MOST_POINTS


def test_it_costs_as_much_with_many(as_: As, post: Post, query_guard: QueryGuard) -> None:
    browser = as_(make_user())
    cold, _warm = query_guard(
        page=lambda: page_of(browser, post), one_more=lambda: repost(author=make_user(), of=post, raw="好")
    )
    assert cold <= 16
