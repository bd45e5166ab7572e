"""Every emoticon has its drawing, its two spellings and its name in both languages."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils.translation import override

from posts.emoticons import EMOTICONS, KEYS, Emoticon, sheet
from posts.text import tokenize

DRAWINGS = Path(settings.BASE_DIR) / "static/img/emoticons"
SVG = "{http://www.w3.org/2000/svg}"
each = pytest.mark.parametrize("emoticon", EMOTICONS.values(), ids=list(EMOTICONS))


def test_there_are_enough() -> None:
    assert len(EMOTICONS) >= 48


def test_the_sheet_shows_each_once() -> None:
    shown = [emoticon.key for group in sheet() for emoticon in group.emoticons]
    assert sorted(shown) == sorted(EMOTICONS)
    assert [group.key for group in sheet()] == ["faces", "gestures", "things"]


def test_no_spelling_means_two_things() -> None:
    spellings = [spelling for one in EMOTICONS.values() for spelling in {one.key, one.chinese}]
    assert len(spellings) == len(set(spellings)) == len(KEYS)


def test_each_drawing_is_used() -> None:
    assert {path.stem for path in DRAWINGS.iterdir()} == set(EMOTICONS)


@each
def test_both_spellings_are_read(emoticon: Emoticon) -> None:
    text = emoticon.code("zh-hans") + emoticon.code("en")
    assert [(token.kind, token.value) for token in tokenize(text)] == [("emoticon", emoticon.key)] * 2


@each
def test_spellings_need_no_escaping_in_a_pattern(emoticon: Emoticon) -> None:
    assert emoticon.key.isalnum()
    assert emoticon.chinese.isalnum()


@each
def test_the_drawing_is_small_and_plain(emoticon: Emoticon) -> None:
    drawing = Path(settings.BASE_DIR) / "static" / emoticon.path
    source = drawing.read_text(encoding="utf-8")
    root = ElementTree.fromstring(source)  # noqa: S314
    assert len(source) <= 2_500
    assert root.get("viewBox") == "0 0 32 32"
    assert {node.tag for node in root.iter()} <= {SVG + tag for tag in ("svg", "g", "path", "circle", "ellipse")}
    assert not re.search(r'href|url\(|style=|class=|id="', source)


@each
def test_it_has_a_name_in_english(emoticon: Emoticon) -> None:
    with override("en"):
        assert str(emoticon.label)
