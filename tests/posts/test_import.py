"""Posts of an earlier date, as the demo brings them: with pictures, without what the day itself would bring."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import OutboxRow
from media import actions as media
from media.models import File
from posts import actions, pictures, text
from posts.audience import Options
from posts.pictures import PICTURE, Attachment
from tests.media.pictures import jpeg, upload

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=400)


def held(owner) -> File:
    return media.hold(owner=owner, purpose=PICTURE, upload=upload(jpeg()))


def test_its_pictures_are_claimed_in_order_and_queued(alice):
    files = [held(alice), held(alice)]
    shown = [Attachment(files[1].key, "the second"), Attachment(files[0].key)]
    post = actions.import_post(author=alice, raw="two", at=LONG_AGO, attachments=shown, options=Options(sensitive=True))
    assert list(post.pictures.order_by("position").values_list("file", "alt")) == [
        (files[1].pk, "the second"),
        (files[0].pk, ""),
    ]
    assert (post.picture_count, post.sensitive) == (2, True)
    assert set(File.objects.values_list("state", flat=True)) == {File.State.QUEUED}
    assert not File.objects.filter(claimed_at=None).exists()
    assert set(OutboxRow.objects.values_list("task", flat=True)) == {"media.tasks.make_renditions"}


def test_pictures_need_no_words_and_words_are_sensitive_of_nothing(alice):
    alone = actions.import_post(author=alice, raw="", at=LONG_AGO, attachments=[Attachment(held(alice).key)])
    words = actions.import_post(author=alice, raw="words", at=LONG_AGO, options=Options(sensitive=True))
    assert (alone.text, alone.picture_count, words.sensitive) == ("", 1, False)
    with pytest.raises(text.TextRefused):
        actions.import_post(author=alice, raw="", at=LONG_AGO)


def test_nobody_imports_anothers_pictures(alice, mallory):
    file = held(alice)
    with pytest.raises(pictures.PictureGone):
        actions.import_post(author=mallory, raw="mine", at=LONG_AGO, attachments=[Attachment(file.key)])
    assert File.objects.get().claimed_at is None
    assert not mallory.posts.exists()
