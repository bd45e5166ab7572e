"""Language and appearance: on the row, and in the browser."""

import pytest

from accounts.actions import set_appearance, set_language
from accounts.actions.preferences import UnknownPreference
from accounts.models import User


def test_are_kept_on_the_row(alice: User) -> None:
    set_language(user=alice, language="en")
    set_appearance(user=alice, appearance="dark")
    alice.refresh_from_db()
    assert (alice.language, alice.appearance) == ("en", "dark")


def test_only_what_is_offered_is_taken(alice: User) -> None:
    with pytest.raises(UnknownPreference):
        set_language(user=alice, language="tlh")
    with pytest.raises(UnknownPreference):
        set_appearance(user=alice, appearance="neon")
