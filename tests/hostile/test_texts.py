"""Posts of 5,000 characters that were made to be slow: the whole way, from the form to the page."""

import time

import pytest

from posts.models import Post
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
        began = time.process_time()
        answer = send(client, text)
        assert time.process_time() - began < ENOUGH
        assert answer.status_code in (303, 400)
    for post in Post.objects.all():
        began = time.process_time()
        assert client.get(post.get_absolute_url()).status_code == 200
        assert time.process_time() - began < ENOUGH
