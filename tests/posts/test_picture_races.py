"""One upload, several hands: a form that sends it, a tab that takes it away, a sweep that forgets it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from media import actions as media
from media import sweeping
from media.models import File
from posts import actions, pictures
from posts.models import Post
from posts.pictures import PICTURE, Attachment, PictureGone
from tests.accounts.test_races import at_once
from tests.factories import make_user
from tests.media.renditions import pending

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def publish(author, file: File, text: str) -> Callable[[], object]:
    return lambda: actions.publish(author=author, raw=text, attachments=[Attachment(file.key)])


def nobody_lost_a_picture(results: list[object]) -> None:
    """Each post has all its pictures, or was refused; nobody was answered with a fault."""
    assert [error for error in results if isinstance(error, Exception) and not isinstance(error, PictureGone)] == []
    for post in Post.objects.all():
        assert post.pictures.count() == post.picture_count


@pytest.mark.parametrize("rival", ["taken away", "forgotten"])
def test_a_picture_that_is_sent_can_not_be_taken_from_its_post(rival: str) -> None:
    author = make_user(handle="racer")
    results: list[object] = []
    for turn in range(ROUNDS):
        old = timezone.now() - sweeping.KEPT - timedelta(minutes=1)
        file = pending(author, PICTURE, created_at=old if rival == "forgotten" else timezone.now())
        take = sweeping.forget_passed if rival == "forgotten" else lambda file=file: pictures.forget(author, [file.key])
        results += at_once(publish(author, file, f"Turn {turn}"), take)
    nobody_lost_a_picture(results)


def test_one_upload_goes_to_one_of_many_posts() -> None:
    author = make_user(handle="racer")
    file = pending(author, PICTURE)
    results = at_once(*[publish(author, file, f"Tab {tab}") for tab in range(8)])
    nobody_lost_a_picture(results)
    assert Post.objects.count() == 1
    assert sum(isinstance(result, PictureGone) for result in results) == 7


def test_what_was_claimed_since_it_was_looked_up_is_not_discarded() -> None:
    author = make_user(handle="slow")
    file = pending(author, PICTURE)
    unclaimed = File.objects.unclaimed().filter(pk=file.pk)
    actions.publish(author=author, raw="Quicker", attachments=[Attachment(file.key)])
    assert media.discard(unclaimed) == 0
    assert Post.objects.get().pictures.count() == 1
