"""Avatar and cover: uploaded, prepared, shown, replaced, removed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from accounts import actions
from accounts.pictures import AVATAR, UPLOADS_AN_HOUR
from media import actions as media
from media import storage
from media.models import File
from tests.accounts.profile_form import PROFILE, save
from tests.media import pictures

if TYPE_CHECKING:
    from accounts.models import User

As = Callable[["User"], Client]

pytestmark = pytest.mark.usefixtures("english")


def test_an_avatar_is_shown_when_it_is_ready_and_cards_are_drawn_anew(
    hers: Client, alice: "User", run_outbox: Callable[[], int]
) -> None:
    version = alice.version
    assert save(hers, avatar=pictures.upload(pictures.jpeg())).status_code == 303
    alice.refresh_from_db()
    assert alice.avatar_key == ""
    assert 'data-waiting="avatar"' in hers.get(PROFILE).content.decode()
    run_outbox()
    alice.refresh_from_db()
    assert alice.version == version + 1
    assert hers.get(f"/media/{alice.avatar_key}").status_code == 200
    page = hers.get(PROFILE).content.decode()
    assert alice.avatar_key in page and "data-waiting" not in page


def test_a_cover_is_three_to_one(hers: Client, alice: "User", run_outbox: Callable[[], int]) -> None:
    save(hers, cover=pictures.upload(pictures.jpeg(3000, 2000)))
    run_outbox()
    alice.refresh_from_db()
    rendition = File.objects.get(purpose="cover").renditions.get()
    assert (rendition.width, rendition.height, rendition.key) == (1200, 400, alice.cover_key)
    assert alice.cover_key in hers.get("/u/alice/").content.decode()


def test_the_old_picture_stays_until_the_new_one_is_ready(
    hers: Client, alice: "User", run_outbox: Callable[[], int]
) -> None:
    save(hers, avatar=pictures.upload(pictures.jpeg()))
    run_outbox()
    alice.refresh_from_db()
    old = alice.avatar_key
    save(hers, avatar=pictures.upload(pictures.jpeg(500, 500)))
    alice.refresh_from_db()
    assert alice.avatar_key == old
    run_outbox()
    alice.refresh_from_db()
    assert alice.avatar_key != old
    assert list(File.objects.values_list("state", flat=True).order_by("pk")) == ["replaced", "ready"]
    assert hers.get(f"/media/{old}").status_code == 200, "for pages that are open"


def test_the_newer_of_two_uploads_wins_in_whatever_order_they_are_ready(alice: "User") -> None:
    from media import pipeline

    files = [media.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg())) for _ in range(2)]
    for file in files:
        media.queue(file=file)
    for file in reversed(files):
        pipeline.make_renditions(file.pk)
    alice.refresh_from_db()
    assert alice.avatar_key == files[1].renditions.get().key
    assert not File.objects.filter(pk=files[0].pk).exists()


def test_only_the_last_choice_waits(hers: Client, alice: "User", django_capture_on_commit_callbacks: Any) -> None:
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            save(hers, avatar=pictures.upload(pictures.jpeg()))
    assert File.objects.filter(owner=alice).count() == 1


REFUSED = {
    "a text file": (b"hello" * 100, 400),
    "nothing": (b"", 400),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', 400),
    "a bomb": (pictures.bare_png(30_000, 30_000), 400),
    "two files in one": (pictures.with_zip(pictures.jpeg()), 400),
    "a small one": (pictures.jpeg(63, 63), 400),
    "a large file": (pictures.jpeg() + bytes(20_000_000), 413),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_told_beside_the_field_and_the_text_stays(hers: Client, alice: "User", name: str) -> None:
    content, status = REFUSED[name]
    answer = save(hers, bio="kept text", avatar=pictures.upload(content))
    assert answer.status_code == status
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == ["avatar"]
    assert 'id="id_avatar_error"' in page and "kept text" in page
    assert not File.objects.exists()
    alice.refresh_from_db()
    assert alice.bio == ""


def test_a_good_picture_survives_the_error_of_another_field(
    hers: Client, alice: "User", run_outbox: Callable[[], int]
) -> None:
    answer = save(hers, nickname="two words", avatar=pictures.upload(pictures.jpeg()))
    assert answer.status_code == 400
    file = File.objects.get()
    assert (file.state, answer.context["form"]["kept_avatar"].value()) == (File.State.HELD, file.key)
    assert file.key in answer.content.decode()
    again = save(hers, nickname="still two words", kept_avatar=file.key)
    assert again.context["form"]["kept_avatar"].value() == file.key
    assert save(hers, kept_avatar=file.key).status_code == 303
    run_outbox()
    alice.refresh_from_db()
    assert alice.avatar_key


def test_a_kept_picture_is_its_owners_alone(hers: Client, alice: "User", mallory: "User") -> None:
    theirs = media.hold(owner=mallory, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    for key in (theirs.key, "x" * 24, "nul\0", "x" * 5000):
        answer = save(hers, kept_avatar=key)
        assert answer.status_code == 400
    theirs.refresh_from_db()
    assert theirs.state == File.State.HELD
    assert save(hers, kept_cover=theirs.key).status_code == 400


def test_a_failure_is_told_to_the_owner_who_may_try_again(
    hers: Client, alice: "User", run_outbox: Callable[[], int]
) -> None:
    save(hers, avatar=pictures.upload(pictures.jpeg()))
    media.fail(file=File.objects.get(), reason=File.Reason.INTERRUPTED)
    page = hers.get(PROFILE).content.decode()
    assert "Something stopped us" in page and 'form="retry-avatar"' in page
    assert hers.post("/settings/profile/avatar/retry/").status_code == 303
    run_outbox()
    alice.refresh_from_db()
    assert alice.avatar_key
    assert hers.post("/settings/profile/avatar/retry/").status_code == 409


def test_a_damaged_picture_offers_no_retry(hers: Client, alice: "User", run_outbox: Callable[[], int]) -> None:
    save(hers, avatar=pictures.upload(pictures.jpeg()[:3000]))
    run_outbox()
    page = hers.get(PROFILE).content.decode()
    assert "damaged" in page and 'form="retry-avatar"' not in page
    assert hers.post("/settings/profile/avatar/retry/").status_code == 409


def test_a_removed_picture_is_gone_at_once(
    hers: Client, alice: "User", run_outbox: Callable[[], int], django_capture_on_commit_callbacks: Any
) -> None:
    save(hers, avatar=pictures.upload(pictures.jpeg()))
    run_outbox()
    alice.refresh_from_db()
    key = alice.avatar_key
    with django_capture_on_commit_callbacks(execute=True):
        assert hers.post("/settings/profile/avatar/remove/").status_code == 303
    alice.refresh_from_db()
    assert alice.avatar_key == ""
    assert hers.get(f"/media/{key}").status_code == 404
    assert not default_storage.exists(storage.rendition_name(key))


@pytest.mark.parametrize("verb", ["remove", "retry"])
def test_pictures_that_do_not_exist_are_missing(hers: Client, verb: str) -> None:
    assert hers.post(f"/settings/profile/passport/{verb}/").status_code == 404
    assert hers.get(f"/settings/profile/avatar/{verb}/").status_code == 405


def test_an_unconfirmed_member_sees_why_the_fields_are_closed(settings: Any, hers: Client, alice: "User") -> None:
    settings.OPEN_LIMITS = False
    type(alice).objects.filter(pk=alice.pk).update(email_confirmed=False)
    page = hers.get(PROFILE).content.decode()
    assert "/accounts/email/send-again/" in page and "disabled" in page
    answer = save(hers, avatar=pictures.upload(pictures.jpeg()))
    assert answer.status_code == 400
    assert not File.objects.exists()
    assert save(hers, bio="text is open").status_code == 303
    settings.OPEN_LIMITS = True
    assert save(hers, avatar=pictures.upload(pictures.jpeg())).status_code == 303


def test_uploads_are_limited_by_the_hour(settings: Any, hers: Client, alice: "User") -> None:
    settings.OPEN_LIMITS = False
    small = pictures.jpeg(64, 64)
    for _ in range(UPLOADS_AN_HOUR):
        assert save(hers, avatar=pictures.upload(small)).status_code == 303
    answer = save(hers, bio="kept text", avatar=pictures.upload(small))
    assert answer.status_code == 429
    assert "kept text" in answer.content.decode()


def test_a_deleted_accounts_uploads_go_with_it(alice: "User", django_capture_on_commit_callbacks: Any) -> None:
    file = media.hold(owner=alice, purpose=AVATAR, upload=pictures.upload(pictures.jpeg()))
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_account(user=alice)
    assert not default_storage.exists(storage.original_name(file.key))
