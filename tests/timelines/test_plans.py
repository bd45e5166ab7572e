"""How PostgreSQL answers a home: by looking its posts up, whatever the reader did in all the years."""

import pytest
from django.db import connection

from accounts.models import User
from follows.actions import bulk_follow
from interactions.models import Like
from posts.models import Post
from tests.factories import make_post, make_user
from timelines import home

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def busy_reader(alice: User) -> User:
    """Likes and follows much of what there is."""
    people = [make_user(password=None) for _ in range(30)]
    bulk_follow(pairs=[(alice.pk, person.pk) for person in people])
    first = make_post(author=people[0]).pk
    Post.objects.bulk_create(Post(pk=first + n, author=people[n % 30], text="x", units=1) for n in range(1, 3000))
    Like.objects.bulk_create(Like(user=alice, post_id=first + n) for n in range(3000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return alice


def test_nothing_is_read_whole_to_find_a_page_in_it(busy_reader: User) -> None:
    ids = list(Post.objects.by_newest().values_list("pk", flat=True)[:35])
    rows = home.readable(busy_reader).unmuted_by(busy_reader).filter(pk__in=ids).for_cards(busy_reader)
    assert "hashed SubPlan" not in rows.explain(verbose=True)


def test_a_plain_exists_would_have_been_a_list(busy_reader: User) -> None:
    """What core.lookups.Probe prevents; without this the test above says little."""
    from django.db.models import Exists, OuterRef

    liked = Exists(Like.objects.filter(user=busy_reader, post=OuterRef("pk")))
    assert "hashed SubPlan" in Post.objects.annotate(liked=liked).values_list("pk", "liked").explain(verbose=True)
