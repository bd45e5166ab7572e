"""A large data set: as large as asked, exact in every counter, unequal as life is, made once or not at all."""

from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Q
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.folding import keys
from accounts.models import ACTIVE, ReservedName, User
from core.models import AuditEntry, OutboxRow
from follows.models import Follow
from operations.demo import graph, large, seeding, shares, sign_ins, texts
from posts import ids, text
from posts.models import Post
from tests import factories
from tests.accounts.forms import sign_in
from topics.models import Topic

USERS, POSTS, FOLLOWS = 300, 1_500, 4_500


@pytest.fixture
def seeded(db: None) -> list[User]:
    return large.seed_large(users=USERS, posts=POSTS, follows=FOLLOWS)


def seed(**options: object) -> str:
    told = StringIO()
    call_command("seed_demo", stdout=told, **options)
    return told.getvalue()


def refused(**options: object) -> str:
    with pytest.raises(CommandError) as caught:
        seed(**options)
    assert not User.objects.exists()
    return str(caught.value)


def part_of_the_first(counts: list[int], part: float) -> float:
    ordered = sorted(counts, reverse=True)
    return sum(ordered[: max(1, int(len(ordered) * part))]) / sum(ordered)


class TestRows:
    def test_there_are_as_many_as_asked(self, seeded: list[User]) -> None:
        assert (User.objects.count(), Post.objects.count(), Follow.objects.count()) == (USERS, POSTS, FOLLOWS)

    def test_every_counter_is_what_a_recount_says(self, seeded: list[User]) -> None:
        counts = {"own": "posts", "read": "followings", "readers": "followers"}
        people = User.objects.annotate(**{name: Count(rows, distinct=True) for name, rows in counts.items()})
        wrong = ~Q(post_count=F("own")) | ~Q(following_count=F("read")) | ~Q(follower_count=F("readers"))
        assert not people.filter(wrong).exists()
        assert not Topic.objects.annotate(number=Count("uses")).exclude(post_count=F("number")).exists()
        assert sum(User.objects.values_list("post_count", flat=True)) == POSTS

    def test_posts_are_as_if_published(self, seeded: list[User]) -> None:
        for post in Post.objects.prefetch_related("topics").order_by("pk")[:300]:
            text.check(post.text)
            tokens = text.tokenize(post.text)
            named = {text.topic_key(token.value) for token in tokens if token.kind == "topic"}
            assert post.text == text.normalise(post.text)
            assert post.units == text.count_units(post.text)
            assert {topic.key for topic in post.topics.all()} == named
            assert not [token for token in tokens if token.kind == "mention"]
            assert abs(ids.moment_of(post.pk) - post.created_at) <= timedelta(milliseconds=1)

    def test_ids_of_posts_and_follows_rise_with_their_dates(self, seeded: list[User]) -> None:
        for model in (Post, Follow):
            moments = list(model.objects.order_by("pk").values_list("created_at", flat=True))
            assert moments == sorted(moments)
            assert moments[-1] <= timezone.now()

    def test_everybody_joined_before_they_did_anything(self, seeded: list[User]) -> None:
        assert not Post.objects.filter(created_at__lt=F("author__created_at")).exists()
        late = Q(created_at__lt=F("follower__created_at")) | Q(created_at__lt=F("followee__created_at"))
        assert not Follow.objects.filter(late).exists()

    def test_everybody_has_their_names_to_themselves(self, seeded: list[User]) -> None:
        for user in User.objects.prefetch_related("names"):
            assert {name.folded for name in user.names.all()} == keys(user.handle) | keys(user.nickname)
        assert ReservedName.objects.filter(is_handle=True).values("owner").distinct().count() == USERS

    def test_some_three_in_ten_are_active(self, seeded: list[User]) -> None:
        active = User.objects.filter(home_opened_at__gt=timezone.now() - ACTIVE).count()
        assert 0.22 * USERS < active < 0.38 * USERS

    def test_nothing_waits_to_be_fanned_out(self, seeded: list[User]) -> None:
        assert not OutboxRow.objects.exists()


class TestShares:
    def test_a_few_have_most_of_the_followers(self, seeded: list[User]) -> None:
        readers = list(User.objects.order_by("-follower_count").values_list("follower_count", flat=True))
        mean = FOLLOWS / USERS
        assert part_of_the_first(readers, 0.01) > 0.03
        assert readers[0] > 4 * mean
        assert readers[USERS // 2] < 0.8 * mean

    def test_the_first_of_many_has_a_fifth_of_everybody(self) -> None:
        people, follows = range(1, 5_001), 100_000
        counts = dict.fromkeys(people, 0)
        for _, followee in graph.pairs(people, follows, Random(1)):
            counts[followee] += 1
        assert 0.15 * len(people) < max(counts.values()) < 0.25 * len(people)
        assert counts[1] > 0.15 * len(people)
        assert part_of_the_first(list(counts.values()), 0.01) > 0.2
        assert sorted(counts.values())[len(people) // 2] < 10

    def test_a_few_write_most(self, seeded: list[User]) -> None:
        written = list(User.objects.values_list("post_count", flat=True))
        assert part_of_the_first(written, 0.1) > 0.3
        assert max(written) > 5 * POSTS / USERS

    def test_topics_follow_zipf(self, seeded: list[User]) -> None:
        used = sorted(Topic.objects.values_list("post_count", flat=True), reverse=True)
        assert used[0] > 1.4 * used[1]
        assert used[0] > 5 * used[9]
        assert part_of_the_first(used, 0.1) > 0.5

    def test_there_is_more_lately_than_long_ago(self) -> None:
        now = timezone.now()
        moments = list(shares.rising(4_000, since=now - large.SPAN, until=now, chance=Random(1)))
        assert moments == sorted(moments)
        assert now - large.SPAN <= moments[0] < moments[-1] <= now
        in_the_last_tenth = sum(now - at < large.SPAN / 10 for at in moments)
        in_the_first_tenth = sum(now - at > large.SPAN * 9 / 10 for at in moments)
        assert in_the_last_tenth > 3 * in_the_first_tenth > 0

    @pytest.mark.parametrize("total", [0, 1, 7, 1_000, 4_999, 5_000])
    def test_nothing_is_lost_in_dividing(self, total: int) -> None:
        parts = shares.divide(total, shares.zipf(50, steep=1.5), most=100)
        assert sum(parts) == total
        assert max(parts) <= 100
        assert parts == sorted(parts, reverse=True)

    @pytest.mark.parametrize(("number", "follows"), [(2, 1), (2, 2), (3, 6), (20, 379), (20, 380), (60, 900)])
    def test_everybody_may_follow_everybody(self, number: int, follows: int) -> None:
        pairs = list(graph.pairs(range(number), follows, Random(1)))
        assert len(pairs) == len(set(pairs)) == follows
        assert all(follower != followee for follower, followee in pairs)


class TestTexts:
    def test_texts_are_of_both_languages_and_many(self) -> None:
        made = texts.compose(1_000, Random(1))
        chinese = [one for one in made if texts.HAN.search(one)]
        assert 500 < len(chinese) < 1_000
        assert len(set(made)) > 900
        assert all(text.normalise(one) for one in made)


class TestAgain:
    def test_the_same_seed_gives_the_same(self) -> None:
        one, same, other = (texts.compose(50, Random(seed)) for seed in (1, 1, 2))
        assert one == same != other
        pairs, again, others = (list(graph.pairs(range(50), 300, Random(seed))) for seed in (1, 1, 2))
        assert pairs == again != others

    def test_a_second_run_is_refused_in_one_line(self, db: None) -> None:
        seed(users=5)
        with pytest.raises(CommandError, match="^This database holds a large data set already: use an empty one.$"):
            seed(users=5)
        assert User.objects.count() == 5

    def test_it_stands_beside_the_demo(self, seeded: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(seeding, "_illustrate", lambda *_: None)
        made = seeding.seed(now=timezone.now(), size=1_500)
        assert User.objects.count() == USERS + made.people + 1_500

    def test_all_of_it_or_nothing(self, db: None) -> None:
        factories.make_user(handle="Demo-Collector")
        with pytest.raises(CommandError, match="database of its own"):
            seed(users=5)
        assert User.objects.count() == 1
        assert not AuditEntry.objects.filter(verb=sign_ins.LARGE_SEEDED).exists()


class TestSignIns:
    def test_the_named_accounts_are_what_they_are_called(self, seeded: list[User]) -> None:
        famous, reader, collector = seeded
        assert [user.handle for user in seeded] == list(sign_ins.LARGE_HANDLES)
        assert famous.badge != User.Badge.NONE
        assert famous.follower_count > 4 * FOLLOWS / USERS
        assert 5 < reader.following_count < 40
        most = max(User.objects.values_list("following_count", flat=True))
        assert collector.following_count == most

    def test_a_named_account_signs_in_and_reads_its_home(self, seeded: list[User], visitor: Client) -> None:
        assert sign_in(visitor, "demo-reader", sign_ins.PASSWORD).status_code == 303
        page = visitor.get("/")
        followed = Follow.objects.filter(follower__handle="demo-reader").values("followee")
        newest = Post.objects.filter(Q(author__in=followed) | Q(author__handle="demo-reader")).by_newest()[0]
        assert page.status_code == 200
        assert f"/p/{newest.pk}/" in page.content.decode()

    def test_nobody_else_can_sign_in(self, seeded: list[User]) -> None:
        can = {user.handle for user in User.objects.all() if user.has_usable_password()}
        assert can == set(sign_ins.LARGE_HANDLES)

    def test_their_passwords_change_with_the_demo_s(self, seeded: list[User]) -> None:
        passwords = sign_ins.change_passwords()
        user = User.objects.get(handle="demo-famous")
        assert user.check_password(passwords["demo-famous"])
        sign_ins.restore_passwords()
        user.refresh_from_db()
        assert user.check_password(sign_ins.PASSWORD)

    def test_a_stranger_of_that_name_keeps_theirs(self, db: None) -> None:
        stranger = factories.make_user(handle="demo-reader")
        before = stranger.password
        assert "demo-reader" not in sign_ins.change_passwords()
        stranger.refresh_from_db()
        assert stranger.password == before

    def test_profiles_answer(self, seeded: list[User], visitor: Client) -> None:
        for user in User.objects.order_by("-post_count")[:3]:
            assert visitor.get(user.get_absolute_url()).status_code == 200


@pytest.mark.django_db
class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "why"),
        [
            ({"posts": 5}, "need --users"),
            ({"follows": 5}, "need --users"),
            ({"seed": 5}, "need --users"),
            ({"users": 0}, "users must be at least 1"),
            ({"users": -1}, "users must be from 0 to"),
            ({"users": 5, "posts": -1}, "posts must be from 0 to"),
            ({"users": 5, "follows": -1}, "follows must be from 0 to"),
            ({"users": 3, "follows": 7}, "3 users have at most 6 follows"),
            ({"users": 1, "follows": 1}, "1 users have at most 0 follows"),
            ({"users": 10**12}, "users must be from 0 to"),
            ({"users": 5, "posts": 10**12}, "posts must be from 0 to"),
            ({"users": 5, "new_passwords": True}, "by itself"),
        ],
    )
    def test_what_can_not_be_is_refused_in_one_line(self, options: dict[str, int], why: str) -> None:
        told = refused(**options)
        assert why in told
        assert "\n" not in told

    @pytest.mark.parametrize("word", ["many", "1e6", "1.5", ""])
    def test_a_size_is_a_whole_number(self, word: str) -> None:
        with pytest.raises(CommandError, match="invalid int value"):
            call_command("seed_demo", f"--users={word}")

    def test_not_in_production(self, settings: Settings) -> None:
        settings.PRODUCTION = True
        assert "production" in refused(users=5)


@pytest.mark.django_db
class TestSmall:
    @pytest.mark.parametrize(
        "sizes", [{"users": 1}, {"users": 1, "posts": 3}, {"users": 2, "follows": 2}, {"users": 3, "follows": 6}]
    )
    def test_the_smallest_are_made(self, sizes: dict[str, int]) -> None:
        told = seed(**sizes)
        made = {"users": User.objects.count(), "posts": Post.objects.count(), "follows": Follow.objects.count()}
        assert made == {"posts": 0, "follows": 0} | sizes
        assert "Sign in as demo-famous" in told
        assert "/s" in told


@pytest.mark.django_db(transaction=True)
def test_postgresql_is_vacuumed_at_the_end() -> None:
    large.seed_large(users=20, posts=2_000)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT relallvisible, relpages FROM pg_class WHERE relname = 'posts_post'")
            visible, pages = cursor.fetchone()
        assert visible == pages > 10
    assert Post.objects.count() == 2_000
