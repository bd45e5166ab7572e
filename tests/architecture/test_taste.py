"""Sizes, names and habits that keep the code readable. A limit that bites says: look for the second idea."""

import ast
import re
from collections.abc import Iterator
from statistics import median

import pytest

from tests.architecture.source import Module, all_modules, app_modules, files, shown

MODULE_LINES, FUNCTION_LINES, FUNCTION_MEDIAN, TEMPLATE_LINES, ASSET_LINES = 300, 40, 8, 80, 120
VAGUE = {"utils", "util", "helpers", "helper", "services", "service", "managers", "manager", "misc", "common"}
MODEL_SIGNALS = re.compile(r"^django\.db\.models\.signals\.(?!post_migrate$)")
# What runs in a page without an address of its own; a data block (application/json) does not run.
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script": re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
}


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def lines(text: str) -> int:
    return len(text.splitlines())


def too_long(patterns: tuple[str, ...], limit: int) -> list[str]:
    counts = {shown(path): lines(path.read_text()) for path in files(*patterns)}
    return [f"{name}: {count} lines" for name, count in counts.items() if count > limit]


def test_modules_stay_short():
    counts = {module.name: lines(module.text) for module in all_modules()}
    assert [f"{name}: {count} lines" for name, count in counts.items() if count > MODULE_LINES] == []


def test_no_function_holds_two_ideas():
    found = ((module.name, node) for module in all_modules() for node in module.functions())
    assert [f"{name}.{node.name}: {length(node)} lines" for name, node in found if length(node) > FUNCTION_LINES] == []


def test_the_median_function_is_small():
    assert median(length(node) for module in app_modules() for node in module.functions()) <= FUNCTION_MEDIAN


def test_templates_stay_short():
    assert too_long(("templates/**/*.html",), TEMPLATE_LINES) == []


def test_stylesheets_and_behaviours_stay_short():
    assert too_long(("static/**/*.css", "static/**/*.js"), ASSET_LINES) == []


def test_no_module_has_a_vague_name():
    assert [module.name for module in all_modules() if VAGUE & set(module.name.split("."))] == []


def test_no_model_signals():
    found = ((module.name, name) for module in all_modules() for name in module.imports())
    assert [f"{module}: {name}" for module, name in found if MODEL_SIGNALS.match(name)] == []


def test_no_work_in_save():
    assert [f"{module.name}: {name}" for module in app_modules() for name in overrides(module)] == []


def overrides(module: Module) -> Iterator[str]:
    """Models' own `save` and `delete`: a model is a class that stands in a `models` module."""
    if "models" not in module.name.split("."):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield from (
                f"{node.name}.{child.name}"
                for child in node.body
                if isinstance(child, ast.FunctionDef) and child.name in ("save", "delete")
            )


@pytest.mark.parametrize("kind", INLINE)
def test_templates_run_nothing_inline(kind):
    assert [shown(path) for path in files("templates/**/*.html") if INLINE[kind].search(path.read_text())] == []


def test_no_rule_of_style_is_forced():
    assert [shown(path) for path in files("static/**/*.css") if "!important" in path.read_text()] == []
