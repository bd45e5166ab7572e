"""The catalogs follow the source: filled, sorted, without what went."""

import gettext
import os
from pathlib import Path

import pytest

from operations import translations
from operations.translations import Message

PO = r"""
msgid ""
msgstr ""
"Language: zh_Hans\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"Content-Type: text/plain; charset=utf-8\n"

msgid "Home"
msgstr "首页"

msgid "Gone"
msgstr "没了"

#, fuzzy
msgid "Guessed"
msgstr "猜的"

#. library
msgid "Theirs"
msgstr "别人的"
"""
DAYS = Message("%(n)d day", "%(n)d days")


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "django.po"
    path.write_text(PO)
    return path


def texts(po: Path) -> dict[str, object]:
    return {message.text: entry.string for message, entry in translations.entries(translations.read(po)).items()}


def test_it_holds_what_is_marked_and_no_more(po):
    lacking = translations.update(po, {Message("Home"): ["a.py"], Message("New"): ["b.html"], DAYS: ["c.py"]})
    assert texts(po) == {"%(n)d day": ("",), "Home": "首页", "New": "", "Theirs": "别人的"}
    assert lacking == [DAYS, Message("New")]


def test_a_guess_is_no_translation(po):
    assert translations.update(po, {Message("Guessed"): []}) == [Message("Guessed")]


def test_other_catalogs_fill_what_it_lacks_and_overrule_nothing(po, tmp_path):
    other = tmp_path / "other.po"
    other.write_text('msgid "New"\nmsgstr "新的"\n\nmsgid "Home"\nmsgstr "主页"\n')
    assert translations.update(po, {Message("Home"): [], Message("New"): []}, [translations.read(other)]) == []
    assert texts(po) == {"Home": "首页", "New": "新的", "Theirs": "别人的"}


def test_a_context_tells_equal_texts_apart(po):
    marked = {Message("Post"): [], Message("Post", context="verb"): []}
    assert translations.update(po, marked) == list(marked)


def test_it_is_compiled_when_it_changed(po, settings, tmp_path):
    folder = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    moved = po.rename(folder / "django.po")
    os.utime(moved, (1, 1))
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    [mo] = translations.compile_changed()
    with mo.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Home") == "首页"
    assert translations.compile_changed() == []
    os.utime(moved, (2**31, 2**31))
    assert translations.compile_changed() == [mo]
