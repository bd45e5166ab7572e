"""Both languages are whole: every string is marked, and every marked string is translated."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from operations import translations
from operations.extraction import calls, marked
from tests.architecture.source import ROOT, Module, app_modules, apps, files, shown

HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}|[\u3400-\u9fff]")
# What a template shows is what is left after these are taken away.
NOT_SHOWN = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}|<!--.*?-->|"
    r"<(script|svg|code|kbd)\b.*?</\1>|{%.*?%}|{{.*?}}|&\w+;",
    re.DOTALL,
)
SHOWN_ATTRIBUTE = re.compile(r"""\s(?:alt|title|placeholder|aria-label|aria-description)\s*=\s*"([^"]*)\"""")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
# Keyword arguments whose text people read.
READ = {"label", "help_text", "message", "placeholder", "empty_label"}
# What holds words as content or samples, not as interface.
SAMPLES = ("templates/operations/_design_", "templates/operations/design")
CONTENT = (
    "operations.demo",
    "operations.design",
    "posts.emoticons",
    "accounts.folding",
    "accounts.names",
    "weibo_site.settings",
)


@cache
def strings() -> dict[translations.Message, list[str]]:
    return marked(ROOT, apps())


@pytest.mark.parametrize("po", translations.sources(), ids=lambda po: po.parts[-3])
def test_every_marked_string_is_translated(po):
    entries = translations.entries(translations.read(po))
    lacking = [m.text for m in strings() if m not in entries or not translations.is_complete(entries[m])]
    assert lacking == []


@pytest.mark.parametrize("po", translations.sources(), ids=lambda po: po.parts[-3])
def test_no_translation_is_left_of_a_string_that_went(po):
    entries = translations.entries(translations.read(po))
    stale = [m.text for m, entry in entries.items() if m not in strings() and "library" not in entry.auto_comments]
    assert stale == []


@pytest.mark.parametrize("po", translations.sources(), ids=lambda po: po.parts[-3])
def test_a_translation_fills_the_same_places(po):
    """A name that the translation lost, or one that the source never gives, would fail when the page is rendered."""
    places = re.compile(r"%\((\w+)\)")
    wrong = []
    for message, entry in translations.entries(translations.read(po)).items():
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        given = set(places.findall(message.text + (message.plural or "")))
        # A plural form may leave its number out ("an hour ago"), and so may one that stands for all numbers.
        wrong += [text for text in forms if text and not set(places.findall(text)) <= given]
    assert wrong == []


def test_templates_show_no_bare_text():
    wrong = {shown(path): bare(path.read_text()) for path in files("templates/**/*.html")}
    assert {name: words for name, words in wrong.items() if words and not name.startswith(SAMPLES)} == {}


def bare(template: str) -> list[str]:
    text = NOT_SHOWN.sub(" ", template)
    pieces = [*SHOWN_ATTRIBUTE.findall(text), *TAG.sub("\n", text).splitlines()]
    return [piece.strip() for piece in pieces if WORD.search(piece)]


def test_python_shows_no_bare_text():
    assert {module.name: found for module in app_modules() if (found := list(bare_in_python(module)))} == {}


def bare_in_python(module: Module) -> Iterator[str]:
    if module.name.startswith(CONTENT):
        return
    documented = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and node.arg in READ and isinstance(node.value, ast.Constant):
            if isinstance(node.value.value, str) and WORD.search(node.value.value):
                yield node.value.value
        elif isinstance(node, ast.Constant) and id(node) not in documented and HAN.search(str(node.value)):
            yield str(node.value)


def test_the_checks_find_what_they_look_for():
    assert bare('<p class="x">{{ name }} likes <b title="Really">this</b></p>') == ["Really", "likes", "this"]
    assert bare('{% translate "Home" %}<p>{# Home #}{{ Home }} · 12</p>') == []
    found = calls(ast.parse('ngettext("%(n)s day", "%(n)s days", n); pgettext("verb", "Post"); _(name)'))
    assert list(found) == [
        translations.Message("%(n)s day", "%(n)s days"),
        translations.Message("Post", context="verb"),
    ]
