"""What the tests of a member's own pages share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from accounts.models import User


@pytest.fixture
def english(settings: Any) -> None:
    """Pages in English, whatever the browser says."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def hers(as_: Callable[["User"], Client], alice: "User") -> Client:
    """The browser in which alice is signed in."""
    return as_(alice)
