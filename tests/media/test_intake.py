"""Uploads ahead of their form: what is answered, how far they are, whose they are, how many there may be."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from accounts.pictures import AVATAR
from core.models import OutboxRow
from media.actions import RETRIES
from media.models import File
from media.sweeping import KEPT, forget_passed
from posts.pictures import PICTURE, UPLOADS_AN_HOUR, WAITING
from tests.media import pictures
from tests.media.renditions import make_ready, pending

pytestmark = pytest.mark.django_db


def send(client, content: bytes | None = None, *, purpose: str = "post", name: str = "me.jpg"):
    file = pictures.upload(pictures.jpeg() if content is None else content, name)
    return client.post("/media/uploads/new/", {"purpose": purpose, "file": file})


def told(client, *files: File) -> list[dict]:
    keys = [file.key for file in files]
    return client.get("/media/uploads/", {"purpose": "post", "key": keys}).json()["uploads"]


def test_an_upload_is_kept_and_prepared_at_once(as_, alice):
    answer = send(as_(alice))
    file = File.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "key": file.key, "state": "queued", "width": 400, "height": 300, "src": None, "message": "", "retry": False,
        "kept": False,
    }  # fmt: skip
    assert (file.owner, file.purpose, file.claimed_at) == (alice, "post", None)
    assert OutboxRow.objects.filter(queue="media").count() == 1
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"words", 400), (b"", 400), (pictures.jpeg() + bytes(20_000_000), 413), (b"<svg xmlns='http://x'/>", 400)],
    ids=["words", "nothing", "large", "svg"],
)
def test_what_is_refused_says_why_and_leaves_nothing(as_, alice, content: bytes, status: int):
    answer = send(as_(alice), content)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert not File.objects.exists()


@pytest.mark.parametrize("form", [{}, {"purpose": "post"}, {"purpose": "post", "file": "words"}])
def test_a_form_without_a_file_is_refused(as_, alice, form: dict):
    assert as_(alice).post("/media/uploads/new/", form).status_code in (400, 404)


@pytest.mark.parametrize("purpose", ["", "avatar", "cover", "nothing", "x" * 1000])
def test_only_what_has_an_intake_is_taken(as_, alice, purpose: str):
    assert send(as_(alice), purpose=purpose).status_code == 404
    assert as_(alice).get("/media/uploads/", {"purpose": purpose}).status_code == 404


def test_who_is_signed_out_is_told_so_in_a_word(visitor):
    answer = send(visitor)
    assert answer.status_code == 403
    assert answer.json()["message"]
    assert visitor.get("/media/uploads/", {"purpose": "post", "key": "x" * 24}).json() == {"uploads": []}


@override_settings(OPEN_LIMITS=False)
def test_an_address_must_be_confirmed_first(as_, alice):
    User.objects.filter(pk=alice.pk).update(email_confirmed=False)
    assert send(as_(alice)).status_code == 403


@override_settings(OPEN_LIMITS=False)
def test_there_is_an_end_to_it_each_hour(as_, alice, monkeypatch):
    monkeypatch.setattr("media.intake.ratelimit.tally", lambda *_, **__: UPLOADS_AN_HOUR + 1)
    answer = send(as_(alice))
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert answer.json()["message"]


def test_of_uploads_that_nobody_sends_the_oldest_go(as_, alice, mallory):
    files = [pending(alice, PICTURE) for _ in range(WAITING)]
    claimed = pending(alice, PICTURE, claimed_at=timezone.now())
    others = pending(mallory, PICTURE)
    assert send(as_(alice)).status_code == 201
    left = set(File.objects.values_list("pk", flat=True))
    assert files[0].pk not in left
    assert {file.pk for file in (*files[1:], claimed, others)} < left


def test_the_page_is_told_how_far_each_is(as_, alice, mallory):
    queued, failed, ready = (pending(alice, PICTURE) for _ in range(3))
    File.objects.filter(pk=queued.pk).update(state=File.State.QUEUED)
    File.objects.filter(pk=failed.pk).update(state=File.State.FAILED, reason=File.Reason.TOO_SLOW)
    make_ready(ready)
    strange = pending(mallory, PICTURE)
    answers = {each["key"]: each for each in told(as_(alice), queued, failed, ready, strange)}
    assert set(answers) == {queued.key, failed.key, ready.key}
    assert (answers[failed.key]["state"], answers[failed.key]["retry"]) == ("failed", True)
    assert answers[failed.key]["message"] == str(File.Reason.TOO_SLOW.label)
    assert as_(alice).get(answers[ready.key]["src"]).status_code == 200
    assert answers[queued.key]["src"] is None


def test_what_has_been_sent_waits_no_longer(as_, alice):
    assert told(as_(alice), pending(alice, PICTURE, claimed_at=timezone.now())) == []


@pytest.mark.parametrize("keys", [["x"], ["\x00"], ["x" * 5000], ["é"], [""] * 200])
def test_odd_keys_are_nobodys(as_, alice, keys: list[str]):
    assert as_(alice).get("/media/uploads/", {"purpose": "post", "key": keys}).status_code in (200, 400)


def test_an_upload_is_taken_back_by_its_owner_only(as_, alice, mallory):
    file = pending(alice, PICTURE)
    address = f"/media/uploads/{file.key}/discard/"
    assert as_(mallory).post(address).status_code == 204
    assert File.objects.filter(pk=file.pk).exists()
    assert [as_(alice).post(address).status_code for _ in range(2)] == [204, 204]
    assert not File.objects.filter(pk=file.pk).exists()


def test_what_a_post_shows_can_not_be_taken_back_under_it(as_, alice):
    file = pending(alice, PICTURE, claimed_at=timezone.now())
    as_(alice).post(f"/media/uploads/{file.key}/discard/")
    assert File.objects.filter(pk=file.pk).exists()


def test_a_failure_that_may_pass_is_tried_again_by_its_owner_only(as_, alice, mallory):
    file = pending(alice, PICTURE, state=File.State.FAILED, reason=File.Reason.INTERRUPTED)
    address = f"/media/uploads/{file.key}/retry/"
    assert as_(mallory).post(address).status_code == 404
    assert as_(alice).post(address).status_code == 303
    file.refresh_from_db()
    assert file.state == File.State.QUEUED
    assert as_(alice).post(address).status_code == 409


def test_one_file_is_not_tried_for_ever(as_, alice):
    file = pending(alice, PICTURE, state=File.State.FAILED, reason=File.Reason.INTERRUPTED)
    client, address = as_(alice), f"/media/uploads/{file.key}/retry/"
    for _ in range(RETRIES):
        assert client.post(address).status_code == 303
        File.objects.filter(pk=file.pk).update(state=File.State.FAILED)
    answer = client.post(address)
    assert (answer.status_code, File.objects.get(pk=file.pk).state) == (429, File.State.FAILED)


def test_a_reason_of_a_later_release_has_words_too(as_, alice):
    failed = pending(alice, PICTURE, state=File.State.FAILED, reason="of_tomorrow")
    assert told(as_(alice), failed)[0]["message"] == str(File.Reason.INTERRUPTED.label)


# --- A day later ----------------------------------------------------------------------------------------------------
def test_what_nobody_sent_goes_after_a_day_ready_or_not_and_what_was_sent_stays(alice):
    long_ago = timezone.now() - KEPT - timedelta(minutes=1)
    waiting, ready, sent = (pending(alice, PICTURE) for _ in range(3))
    young = pending(alice, PICTURE)
    make_ready(ready)
    File.objects.filter(pk=sent.pk).update(claimed_at=timezone.now())
    File.objects.exclude(pk=young.pk).update(created_at=long_ago, state_since=long_ago)
    assert forget_passed() == 2
    assert set(File.objects.values_list("pk", flat=True)) == {sent.pk, young.pk}
    assert waiting.pk not in (sent.pk, young.pk)


def test_a_failed_picture_of_a_post_stays_without_its_original(alice):
    long_ago = timezone.now() - KEPT - timedelta(minutes=1)
    failed = {"state": File.State.FAILED, "reason": File.Reason.TOO_SLOW, "state_since": long_ago}
    shown = pending(alice, PICTURE, claimed_at=long_ago, created_at=long_ago, **failed)
    forget_passed()
    shown.refresh_from_db()
    assert (shown.has_original, shown.can_be_retried, shown.reason) == (False, False, File.Reason.TOO_SLOW)


def test_an_avatar_that_is_shown_stays_whoever_forgot_to_claim_it(alice):
    """A process of the release before goes on uploading while its tables have changed."""
    long_ago = timezone.now() - KEPT - timedelta(minutes=1)
    shown = {"state": File.State.READY, "has_original": False, "created_at": long_ago, "state_since": long_ago}
    avatar, left = pending(alice, AVATAR, **shown), pending(alice, AVATAR, created_at=long_ago)
    assert forget_passed() == 1
    assert list(File.objects.all()) == [avatar]
    assert left.pk != avatar.pk
