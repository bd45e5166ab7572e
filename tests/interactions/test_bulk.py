"""What people do with posts, for data sets: every number is what a recount says."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from interactions import bulk
from interactions.bulk import Said
from interactions.models import Comment
from posts import counts
from posts.actions import import_post, publish
from posts.models import Post
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def test_every_number_is_what_the_rows_say(alice, bob):
    now, chance = timezone.now(), Random(1)
    post, other = make_post(author=alice), make_post(author=alice)
    first = publish(author=bob, raw="Look", quoted=post)
    onward = publish(author=alice, raw="Again //@bob:Look", quoted=first)
    first_comment = bulk.comment_id(now, chance)
    reply = bulk.comment_id(now + timedelta(seconds=1), chance)
    bulk.like([(alice.pk, post.pk, now), (bob.pk, post.pk, now)])
    bulk.favourite([(bob.pk, post.pk, now)])
    bulk.comment(
        [
            Said(first_comment, post.pk, bob.pk, "Yes", now),
            Said(reply, post.pk, alice.pk, "No", now, parent=first_comment, answered=bob.pk),
        ]
    )
    bulk.like_comments([(alice.pk, first_comment)])
    bulk.recount(posts=[post.pk, other.pk, first.pk])
    assert counts.of([post.pk, other.pk, first.pk]) == {
        post.pk: {"likes": 2, "comments": 2, "reposts": 2},
        other.pk: {"likes": 0, "comments": 0, "reposts": 0},
        first.pk: {"likes": 0, "comments": 0, "reposts": 1},
    }
    said = Comment.objects.get(pk=first_comment)
    assert (said.like_count, said.reply_count) == (1, 1)
    assert onward.root_id == post.pk and onward.parent_id == first.pk


def test_a_repost_of_an_earlier_date_is_taken_in(alice):
    post = make_post(author=alice)
    at = timezone.now() - timedelta(days=3)
    repost = import_post(author=make_user(), raw="", at=at, quoted=post)
    assert Post.objects.filter(root=post, parent=post).get() == repost
