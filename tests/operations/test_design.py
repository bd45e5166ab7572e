"""The style page: every component in every state."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_shows_every_component_to_staff(as_, admin) -> None:
    page = as_(admin).get("/design/")
    assert page.status_code == 200
    classes = {name for attribute in re.findall(r'class="([^"]*)"', page.text) for name in attribute.split()}
    assert classes >= {
        "composer",
        "person",
        "profile",
        "post",
        "empty",
        "new-posts",
        "field",
        "switch",
        "dialog",
        "skeleton",
    }


def test_shows_pictures_in_every_state(as_, admin) -> None:
    page = as_(admin).get("/design/")
    classes = {name for attribute in re.findall(r'class="([^"]*)"', page.text) for name in attribute.split()}
    assert classes >= {
        *("pictures-one", "pictures-grid", "pictures-four", "picture-mark", "picture-play"),
        *("picture-waiting", "picture-failed", "veil", "attachment", "attachment-retry"),
    }


def test_shows_every_state_of_a_card(as_, admin) -> None:
    page = as_(admin).get("/design/")
    classes = {name for attribute in re.findall(r'class="([^"]*)"', page.text) for name in attribute.split()}
    assert classes >= {"acts", "post-root", "post-shell", "post-audience", "post-expand", "veil-words"}
    assert classes >= {"comment", "reply", "is-hidden", "comment-author", "comment-mark", "comment-note"}
    assert classes >= {"pinned", "undo"}
    assert 'aria-pressed="true"' in page.text and "/p/9/edits/" in page.text


def test_shows_drafts_in_every_state(as_, admin) -> None:
    page = as_(admin).get("/design/")
    classes = {name for attribute in re.findall(r'class="([^"]*)"', page.text) for name in attribute.split()}
    assert classes >= {"draft", "draft-wait", "draft-picture", "draft-delete", "composer-sheet", "audience", "later"}


def test_is_not_there_for_others(as_, alice, visitor: Client) -> None:
    assert as_(alice).get("/design/").status_code == 404
    assert visitor.get("/design/").status_code == 404


def test_shows_every_state_of_following(as_, admin) -> None:
    page = as_(admin).get("/design/").text
    for state in ("follow", "following", "mutual"):
        assert f'data-state="{state}"' in page
