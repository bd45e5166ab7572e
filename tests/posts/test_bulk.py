"""Very many posts at once: the tables keep what they promise, and any text arrives as it was written."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from posts import bulk, ids, text
from posts.models import Post, PostTopic
from topics.models import Topic

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def insert(author_id: int, raw: str, number: int = 1) -> bulk.Draft:
    draft = bulk.drafts([raw])[0]
    bulk.insert([bulk.Written(author_id, MOMENT, draft)] * number, chance=Random(1))
    return draft


@pytest.mark.parametrize("raw", ["a\\tb \\N 'x' \"y\" {1,2}", "\\.", "\\N", "one\n\\\ttwo\\n", "第二行\\ 😀 100%%s"])
def test_any_text_arrives_as_it_is(raw: str, alice: User) -> None:
    insert(alice.pk, raw)
    post = Post.objects.get()
    assert (post.text, post.units) == (raw, text.count_units(raw))
    assert (post.version, post.visibility, post.deleted_at, post.created_at) == (1, "public", None, MOMENT)


def test_spellings_of_a_topic_meet(alice: User) -> None:
    insert(alice.pk, "#Tea# and #tea# and #早安#")
    assert {topic.name for topic in Post.objects.get().topics.all()} == {"Tea", "早安"}


def test_posts_of_one_millisecond_have_ids_of_their_own(alice: User) -> None:
    insert(alice.pk, "again", number=50)
    made = list(Post.objects.order_by("pk").values_list("pk", flat=True))
    assert len(made) == 50
    assert all(ids.moment_of(pk) - MOMENT < timedelta(milliseconds=50) for pk in made)


def test_a_text_that_nobody_may_post_is_refused() -> None:
    with pytest.raises(text.TextRefused):
        bulk.drafts(["#fine#", "x" * 5_000])
    assert not Topic.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_author_who_is_nobody_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(1, "whose?")
    assert not Post.objects.exists()


def test_deleted_posts_do_not_count(alice: User) -> None:
    draft = insert(alice.pk, "#tea", number=3)
    Post.objects.filter(pk=Post.objects.order_by("pk")[0].pk).update(deleted_at=timezone.now())
    bulk.recount(authors=[alice.pk], topics=draft.topics)
    alice.refresh_from_db()
    assert (alice.post_count, Topic.objects.get().post_count) == (2, 2)
    assert PostTopic.objects.count() == 3
