"""Posts of 5,000 characters that were made to be slow: the whole way, from the form to the page."""

import pytest
from django.core.cache import cache
from django.test import Client

from posts.models import Post
from tests.effort import TRIES, effort
from tests.posts.forms import send

pytestmark = pytest.mark.django_db

# Seconds of computing. The tokenizer may take 0.05; the rest is a request as any other.
ENOUGH = 0.5
LENGTH = 5000
PIECES = {
    "hashes": "#",
    "wide hashes": "＃＃",
    "topics": "#a#",
    "topics that never close": "#a ",
    "mentions": "@a ",
    "mentions of all": "@alice",
    "brackets": "[",
    "emoticons": "[doge]",
    "near emoticons": "[dog",
    "addresses": "http://a.cn/ ",
    "hosts": "a.cn",
    "dots": "a.",
    "schemes": "http://",
    "chains": "//@a:",
    "all openers": "#@[＃＠h",
    "blanks": "a\n \n",
    "marks": "e\u0301\u0301\u0301\u0301",
    "joined": "👩\u200d",
    "ligatures": "ﷺ",
    "flags": "🇨🇳",
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_hostile_text_takes_no_longer_than_a_letter(as_, alice, piece: str):
    """Refused for its length, most of them: that must be as quick. The longest that is taken is drawn too."""
    client = as_(alice)
    hostile = (piece * LENGTH)[:LENGTH]
    for text in (hostile, hostile[:1900]):
        # Each try is another text, because the same one would be refused before it is looked at.
        tries = (f"{number}{text}" for number in range(TRIES))
        assert effort(lambda: answers_to(client, next(tries)), enough=ENOUGH) < ENOUGH  # noqa: B023
    for post in Post.objects.all():
        assert effort(lambda: shown(client, post), enough=ENOUGH) < ENOUGH  # noqa: B023


def answers_to(client: Client, text: str) -> None:
    assert send(client, text).status_code in (303, 400)


def shown(client: Client, post: Post) -> None:
    """A second try must draw the card again too."""
    cache.clear()
    assert client.get(post.get_absolute_url()).status_code == 200
