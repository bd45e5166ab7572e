"""One draft, several hands at once: workers, windows, and somebody who can't wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from media.models import File
from posts import actions
from posts.actions import DraftGone, TooManyDrafts
from posts.actions import drafts as drafting
from posts.audience import PLAIN
from posts.models import Draft, Post
from posts.pictures import Attachment
from posts.written import Opened
from tests.accounts.test_races import at_once
from tests.factories import make_user
from tests.posts.drafting import files_of, make_draft

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def due(author, **fields) -> Draft:
    return make_draft(
        author, f"Draft {Draft.objects.count()}", publish_at=timezone.now() - timedelta(seconds=1), **fields
    )


def faults(results: list[object], *expected: type[Exception]) -> list[object]:
    return [result for result in results if isinstance(result, Exception) and not isinstance(result, expected)]


def test_many_workers_publish_each_post_once() -> None:
    authors = [make_user() for _ in range(4)]
    for turn in range(12):
        due(authors[turn % 4], pictures=1)
    results = at_once(*[actions.publish_due] * 4)
    assert faults(results) == []
    # What another held was left to them, and they are through.
    assert sum(map(int, map(str, results))) == Post.objects.count() == 12
    assert (Draft.objects.count(), File.objects.filter(postpicture__isnull=False).count()) == (0, 12)


@pytest.mark.parametrize("rival", ["sent", "changed", "deleted", "taken back"])
def test_its_author_and_a_worker_at_once(rival: str) -> None:
    author = make_user(handle="racer")
    for turn in range(ROUNDS):
        draft = due(author, pictures=1)
        opened, shown = Opened(draft.pk, draft.version), [Attachment(files_of(draft)[0].key)]
        content = {"author": author, "raw": f"Turn {turn}", "options": PLAIN, "attachments": shown, "opened": opened}
        hand = {
            "sent": lambda content=content: actions.publish_draft(**content),
            "changed": lambda content=content: actions.save_draft(**content),
            "deleted": lambda pk=draft.pk: actions.discard_draft(author=author, draft_id=pk),
            "taken back": lambda pk=draft.pk: actions.unschedule(author=author, draft_id=pk),
        }[rival]
        results = at_once(hand, actions.publish_due)
        assert faults(results, DraftGone) == []
        made = Post.objects.filter(created_at__gte=draft.created_at)
        kept = Draft.objects.filter(pk=draft.pk)
        assert made.count() + kept.count() == (0 if rival == "deleted" and not isinstance(results[0], DraftGone) else 1)
        assert all(each.pictures.count() == 1 for each in [*made, *kept])


def test_one_draft_sent_from_eight_windows_is_one_post() -> None:
    author = make_user(handle="racer")
    draft = make_draft(author, pictures=1)
    opened, shown = Opened(draft.pk, draft.version), [Attachment(files_of(draft)[0].key)]
    results = at_once(
        *[
            lambda window=window: actions.publish_draft(
                author=author, opened=opened, raw=f"Window {window}", options=PLAIN, attachments=shown
            )
            for window in range(8)
        ]
    )
    assert faults(results, DraftGone) == []
    assert (Post.objects.count(), Draft.objects.count()) == (1, 0)
    assert Post.objects.get().pictures.count() == 1


def test_the_room_for_drafts_holds_for_many_tabs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_DRAFTS", 3)
    author = make_user(handle="racer")
    results = at_once(*[lambda: make_draft(author)] * 8)
    assert faults(results, TooManyDrafts) == []
    assert Draft.objects.count() == 3
