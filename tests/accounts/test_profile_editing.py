"""Editing one's profile: saved whole or shown again with what was typed."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from accounts.names import NICKNAME_CHANGE_EVERY
from tests.accounts.profile_form import PROFILE, save

if TYPE_CHECKING:
    from accounts.models import User

As = Callable[["User"], Client]

pytestmark = pytest.mark.usefixtures("english")


def test_nickname_bio_and_region_are_saved(hers: Client, alice: "User") -> None:
    answer = save(hers, nickname="爱丽丝", bio="  Hello\r\n\r\n\r\n\r\nthere ", region=" Chengdu  ")
    assert (answer.status_code, answer["Location"]) == (303, PROFILE)
    alice.refresh_from_db()
    assert (alice.nickname, alice.bio, alice.region) == ("爱丽丝", "Hello\n\nthere", "Chengdu")
    assert "Saved." in hers.get(PROFILE).content.decode()


def test_it_needs_signing_in(visitor: Client, db: None) -> None:
    for address in (PROFILE, "/settings/"):
        answer = visitor.get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={address}")


BAD = {
    "nickname": [
        "",
        " ",
        "a",
        "x" * 31,
        "two words",
        "nul\0",
        "right\u202eleft",
        "zero\u200bwidth",
        "admin",
        "\ufffdx",
    ],
    "bio": ["x" * 161, "nul\0", "right\u202eleft", "\ufffd"],
    "region": ["x" * 41, "nul\0", "right\u202eleft"],
}


@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in BAD.items() for text in texts])
def test_bad_text_is_told_beside_its_field_and_nothing_is_saved(
    hers: Client, alice: "User", field: str, text: str
) -> None:
    answer = save(hers, **{"bio": "kept text", "region": "kept place", field: text})
    assert answer.status_code == 400
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert f'id="id_{field}_error"' in answer.content.decode()
    kept = {"bio": "kept text", "region": "kept place"}
    kept.pop(field, None)
    assert all(text in answer.content.decode() for text in kept.values())
    alice.refresh_from_db()
    assert (alice.nickname, alice.bio, alice.region) == ("alice", "", "")


def test_the_lengths_that_are_told_are_the_lengths_that_count(hers: Client, alice: "User") -> None:
    assert save(hers, bio="𠮷" * 160, region="𠮷" * 40).status_code == 303
    page = hers.get(PROFILE).content.decode()
    assert 'name="bio" ' in page and 'maxlength="160"' not in page


@pytest.mark.parametrize("taken", ["bob", "BOB", "ｂｏｂ", "b\u043eb"])
def test_anothers_name_in_any_dress_is_refused_with_the_text_kept(
    hers: Client, alice: "User", bob: "User", taken: str
) -> None:
    answer = save(hers, nickname=taken, bio="kept")
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["nickname"]
    alice.refresh_from_db()
    assert (alice.nickname, alice.bio) == ("alice", "")


def test_a_nickname_changes_once_in_90_days_and_the_page_says_when_again(hers: Client, alice: "User") -> None:
    assert save(hers, nickname="first").status_code == 303
    assert "it can be changed again from" in hers.get(PROFILE).content.decode()
    answer = save(hers, nickname="second", bio="kept")
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["nickname"]
    assert save(hers, nickname="first", bio="saved").status_code == 303
    alice.nickname_changed_at = timezone.now() - NICKNAME_CHANGE_EVERY - timedelta(hours=1)
    alice.save(update_fields=["nickname_changed_at"])
    assert save(hers, nickname="second").status_code == 303


def test_a_reserved_nickname_given_by_the_site_may_stay(as_: As, admin: "User") -> None:
    assert save(as_(admin), nickname="admin", bio="I look after things.").status_code == 303


def test_too_long_a_text_is_told_in_figures(hers: Client) -> None:
    assert "Use at most 160 characters; now there are 161." in save(hers, bio="x" * 161).content.decode()
