"""The help pages: for everybody, in both languages, and true."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.kinds import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/help/", "/help/verification/"])
def test_is_for_everybody(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_every_kind_of_verification_is_told(visitor: Client) -> None:
    page = visitor.get("/help/verification/", headers={"Accept-Language": "en"}).content.decode()
    for kind in KINDS.values():
        assert str(kind.label) in page
    assert page.count('<th scope="row"') == len(KINDS)


def test_says_where_to_write_when_somebody_reads_it(visitor: Client, settings: Settings) -> None:
    assert "mailto:" not in visitor.get("/help/").content.decode()
    settings.CONTACT_EMAIL = "people@example.org"
    assert 'href="mailto:people@example.org"' in visitor.get("/help/").content.decode()
