"""The truth of a home: the statements that PostgreSQL is given answer what the plain question answers."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from follows.actions import bulk_follow
from follows.models import Follow, FollowGroup, GroupMember
from posts.models import Post
from tests.factories import make_user
from timelines import truth

pytestmark = pytest.mark.django_db


def plainly(reader: User, *, below: int | None, limit: int) -> list[int]:
    """What home is, said without a thought of speed."""
    authors = {reader.pk, *reader.followings.values_list("followee_id", flat=True)}
    live = Post.objects.filter(deleted_at=None).values_list("pk", "author_id")
    mine = sorted((pk for pk, author in live if author in authors), reverse=True)
    return [pk for pk in mine if below is None or pk < below][:limit]


def write(author: User, *post_ids: int, deleted: bool = False) -> None:
    gone = timezone.now() - timedelta(seconds=5) if deleted else None
    rows = [Post(pk=pk, author=author, text=f"n{pk}", units=1, deleted_at=gone) for pk in post_ids]
    Post.objects.bulk_create(rows)


@pytest.fixture
def reader(db) -> User:
    return make_user(handle="reader")


def follows(reader: User, *people: User) -> User:
    bulk_follow(pairs=[(reader.pk, person.pk) for person in people])
    reader.refresh_from_db()
    return reader


@pytest.mark.parametrize("seed", range(12))
def test_any_home_is_what_the_plain_question_says(reader, seed):
    """Few and many followees, busy and silent ones, strangers, deleted posts, ids from one to the highest."""
    chance = Random(seed)
    people = [make_user(password=None) for _ in range(chance.choice([1, 3, 12]))]
    follows(reader, *chance.sample(people, chance.randrange(len(people) + 1)))
    numbers = chance.sample(range(1, 5000), chance.choice([0, 1, 40, 400])) + [2**63 - 2, 2**62]
    busy = [*people[:1] * chance.choice([0, 5, 50]), *people, reader]
    for pk in numbers:
        write(chance.choice(busy), pk, deleted=chance.random() < 0.1)
    for limit in (1, 2, 35, 100, 1000):
        for below in (None, 1, 2, chance.choice(numbers), chance.randrange(1, 5000), 2**63 - 1):
            assert truth.home_ids(reader, below=below, limit=limit) == plainly(reader, below=below, limit=limit)


@pytest.mark.parametrize("seed", range(6))
def test_a_group_and_special_attention_are_the_same_of_fewer_people(reader, seed):
    chance = Random(seed)
    people = [make_user(password=None) for _ in range(8)]
    follows(reader, *people)
    some = chance.sample(people, chance.randrange(len(people) + 1))
    group, special = (
        FollowGroup.objects.create(owner=reader, name="g", folded="g"),
        Follow.objects.filter(follower=reader),
    )
    special.filter(followee__in=some).update(special=True)
    rows = special.filter(followee__in=some)
    GroupMember.objects.bulk_create(GroupMember(group=group, follow=follow) for follow in rows)
    for pk in chance.sample(range(1, 2000), 200):
        write(chance.choice([*people[:3] * 9, *people, reader]), pk, deleted=chance.random() < 0.1)
    theirs = Post.objects.filter(author__in=some, deleted_at=None).by_newest().values_list("pk", flat=True)
    for limit in (1, 35, 300):
        for below in (None, 1000):
            expected = [pk for pk in theirs if below is None or pk < below][:limit]
            assert truth.special_ids(reader, below=below, limit=limit) == expected
            for counted in (0, len(some), 5000):
                assert truth.group_ids(group, people=counted, below=below, limit=limit) == expected


@pytest.mark.parametrize("counted", [0, 1, 5000])
def test_a_counter_that_is_wrong_makes_it_slower_and_never_wrong(reader, counted):
    """How many of each followee are looked at first is guessed from the reader's number of followees."""
    people = [make_user() for _ in range(4)]
    follows(reader, *people)
    write(people[0], *range(1, 200))
    write(people[1], *range(200, 203))
    reader.following_count = counted
    assert truth.home_ids(reader, below=None, limit=100) == list(range(202, 102, -1))


def test_dormant_followees_hide_nobody(reader):
    people = [make_user(password=None) for _ in range(60)]
    follows(reader, *people)
    write(people[30], 5, 3)
    assert truth.home_ids(reader, below=None, limit=35) == [5, 3]


def test_one_followee_may_fill_a_page_alone(reader):
    people = [make_user(password=None) for _ in range(40)]
    follows(reader, *people)
    for number, person in enumerate(people[1:], start=1):
        write(person, number)
    write(people[0], *range(1000, 1200))
    assert truth.home_ids(reader, below=None, limit=100) == list(range(1199, 1099, -1))


def test_the_cursor_itself_is_below_the_line(reader):
    write(reader, 1, 2, 3)
    assert truth.home_ids(reader, below=3, limit=10) == [2, 1]
    assert truth.home_ids(reader, below=1, limit=10) == []


def test_nothing_is_below_zero(reader):
    write(reader, 1)
    assert truth.home_ids(reader, below=0, limit=10) == []
    assert truth.newest_of_each([reader.pk], below=0, limit=10) == {reader.pk: []}


def test_a_reader_of_nobody_who_wrote_nothing_has_nothing(reader):
    assert truth.home_ids(reader, below=None, limit=35) == []


# --- Of each of several ----------------------------------------------------------------------------------------------
def test_each_has_their_newest_and_the_silent_have_none():
    busy, quiet, silent = (make_user() for _ in range(3))
    write(busy, *range(1, 9))
    write(busy, 100, deleted=True)
    write(quiet, 20)
    found = truth.newest_of_each([busy.pk, quiet.pk, silent.pk], below=None, limit=3)
    assert found == {busy.pk: [8, 7, 6], quiet.pk: [20], silent.pk: []}


def test_each_is_asked_below_a_cursor():
    busy, quiet = make_user(), make_user()
    write(busy, *range(1, 9))
    write(quiet, 20)
    assert truth.newest_of_each([busy.pk, quiet.pk], below=4, limit=2) == {busy.pk: [3, 2], quiet.pk: []}


def test_of_nobody_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert truth.newest_of_each([], below=None, limit=3) == {}


def test_an_account_that_is_no_more_has_nothing(db):
    assert truth.newest_of_each([2**40], below=None, limit=3) == {2**40: []}


# --- Cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.postgres
def test_it_reads_a_few_rows_of_each_followee_however_much_they_wrote(reader):
    """Growth with what was ever written would show as rows that the plan looks at."""
    people = [make_user(password=None) for _ in range(20)]
    follows(reader, *people)
    for place, person in enumerate(people):
        write(person, *range(1 + place, 10_000, 20))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE posts_post")
        cursor.execute("SET LOCAL enable_seqscan = off")
        wanted = {"whose": reader.pk, "below": truth.NEVER_BELOW, "limit": 35, "few": 4}
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + truth.HOME, wanted)
        plan = cursor.fetchone()[0]
    assert rows_read(plan[0]["Plan"]) < 35 * len(people)


def rows_read(node: dict) -> int:
    own = node["Actual Rows"] * node["Actual Loops"] if node.get("Relation Name") == "posts_post" else 0
    return own + sum(rows_read(part) for part in node.get("Plans", []))
