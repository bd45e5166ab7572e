"""Which app may import which: the contracts of .importlinter, and the ways around them."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps as installed
from django.conf import settings

from tests.architecture.source import CODE, PAGES, ROOT, Module, app_modules, apps, may_know

DOTTED = re.compile(r"^(\w+)\.\w[\w.]*$")


def test_the_import_contracts_hold():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_app_is_in_the_contracts():
    ours = {config.name for config in installed.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(apps()) - {"weibo_site"}


def test_no_string_names_an_app_above():
    """`apps.get_model("posts.Post")`, `import_module("timelines.store")`: an import that no contract sees."""
    assert [f"{module.name}: {name}" for module in app_modules() for name in named_above(module)] == []


def test_no_app_knows_how_it_is_run_tested_or_measured():
    assert [f"{module.name}: {name}" for module in app_modules() for name in module.imports() if of_code(name)] == []


def of_code(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in CODE


def named_above(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (named := DOTTED.match(node.value)):
            if named[1] in apps() and not may_know(module.app, named[1]):
                yield node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get_model", "get_app_config"):
            first = str(node.args[0].value) if node.args and isinstance(node.args[0], ast.Constant) else ""
            if first in apps() and not may_know(module.app, first):
                yield first


def test_no_foreign_key_points_up():
    wrong = []
    for model in installed.get_models():
        app = model._meta.app_config.name
        for field in model._meta.get_fields() if app in apps() else ():
            target = field.related_model if getattr(field, "concrete", False) else None
            if target is None or target._meta.app_config.name not in apps():
                continue
            # core and media point to the member by the setting's name: the one exception.
            is_member = target._meta.label == settings.AUTH_USER_MODEL and app in ("core", "media")
            if not may_know(app, target._meta.app_config.name) and not is_member:
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert wrong == []


def imported() -> Iterator[tuple[Module, str, list[str]]]:
    """Each import of ours from ours: who, from which app, and the rest of the name."""
    for module in app_modules():
        for name in module.imports():
            app, *rest = name.split(".")
            if app in apps():
                yield module, app, rest


def test_nothing_imports_a_view_but_urls():
    wrong = [
        f"{module.name}: {app}.{'.'.join(rest)}"
        for module, app, rest in imported()
        if "views" in rest and not module.name.endswith("urls") and not module.name.startswith(f"{app}.views")
    ]
    assert wrong == []


def test_a_page_writes_only_through_its_own_apps_actions():
    wrong = [
        f"{module.name}: {app}.{'.'.join(rest)}"
        for module, app, rest in imported()
        if module.is_page and app != module.app and "actions" in rest
    ]
    assert wrong == []


def test_listeners_hear_only_apps_below():
    wrong = [
        f"{module.name}: {app}.events"
        for module, app, rest in imported()
        if module.name.endswith(".listeners")
        and "events" in rest
        and (app == module.app or not may_know(module.app, app))
    ]
    assert wrong == []


def test_the_rooms_of_pages_have_their_privilege():
    contracts = (ROOT / ".importlinter").read_text()
    assert all(f"**.{room}" in contracts for room in PAGES)
