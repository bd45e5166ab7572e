"""Finds every string that is marked for translation, in Python and in templates, without gettext's programs."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from operations.translations import Message

PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}
# What templatize leaves of a template: calls like these, everything else blanked.
CALL = re.compile(r"\b(?:n?p?gettext|_)\((?:[^()'\"]|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")*\)", re.DOTALL)


def marked(root: Path, apps: Iterable[str]) -> dict[Message, list[str]]:
    """Each marked string with the files that hold it."""
    found: dict[Message, list[str]] = {}
    for path, messages in (*_in_python(root, apps), *_in_templates(root)):
        for message in messages:
            found.setdefault(message, []).append(str(path.relative_to(root)))
    return found


def calls(tree: ast.AST) -> Iterator[Message]:
    """The constant strings given to gettext and its kin."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in PLAIN | WITH_CONTEXT:
                yield from _message(name, [_constant(argument) for argument in node.args])


def _message(name: str, given: list[str | None]) -> Iterator[Message]:
    context = given.pop(0) if name in WITH_CONTEXT and given else None
    if not given or given[0] is None:
        return
    plural = given[1] if name.startswith("n") and len(given) > 1 else None
    yield Message(given[0], plural, context)


def _constant(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _in_python(root: Path, apps: Iterable[str]) -> Iterator[tuple[Path, Iterator[Message]]]:
    for app in apps:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, calls(ast.parse(path.read_text()))


def _in_templates(root: Path) -> Iterator[tuple[Path, Iterator[Message]]]:
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".xml"):
            yield path, _calls_in_template(path.read_text())


def _calls_in_template(text: str) -> Iterator[Message]:
    for call in CALL.findall(templatize(text)):
        yield from calls(ast.parse(call.strip(), mode="eval"))
