"""Which app may import which: the contracts of .importlinter, and the ways around them."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.architecture.source import PAGES, ROOT, Module, app_modules, height, layers


def test_the_import_contracts_hold():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_app_is_in_the_contracts():
    ours = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert ours == set(layers()) - {"weibo_site"}


def test_no_string_names_an_app_above():
    """`apps.get_model("posts.Post")`, `import_module("timelines.store")`: an import that no contract sees."""
    assert [f"{module.name}: {name}" for module in app_modules() for name in named_above(module)] == []


def named_above(module: Module) -> Iterator[str]:
    dotted = re.compile(rf"^({'|'.join(layers()[height(module.app) + 1 :]) or '(?!)'})\.\w[\w.]*$")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and dotted.match(node.value):
            yield node.value
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get_model", "get_app_config"):
            first = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else ""
            if first in layers()[height(module.app) + 1 :]:
                yield str(first)


def test_no_foreign_key_points_up():
    wrong = []
    for model in apps.get_models():
        app = model._meta.app_config.name
        for field in model._meta.get_fields() if app in layers() else ():
            target = field.related_model if getattr(field, "concrete", False) else None
            if target is None or target._meta.app_config.name not in layers():
                continue
            # core and media point to the member by the setting's name: the one exception.
            is_member = target._meta.label == settings.AUTH_USER_MODEL and app in ("core", "media")
            if height(target._meta.app_config.name) > height(app) and not is_member:
                wrong.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    assert wrong == []


def test_nothing_imports_a_view_but_urls():
    wrong = []
    for module in app_modules():
        for name in module.imports():
            parts = name.split(".")
            is_view = parts[0] in layers() and "views" in parts[1:]
            if is_view and not module.name.endswith(".urls") and not module.name.startswith(f"{parts[0]}.views"):
                wrong.append(f"{module.name}: {name}")
    assert wrong == []


def test_a_page_writes_only_through_its_own_apps_actions():
    wrong = []
    for module in app_modules():
        for name in module.imports() if module.is_page else ():
            parts = name.split(".")
            if parts[0] in layers() and parts[0] != module.app and "actions" in parts[1:]:
                wrong.append(f"{module.name}: {name}")
    assert wrong == []


def test_listeners_hear_only_apps_below():
    wrong = []
    for module in (module for module in app_modules() if module.name.split(".")[1:2] == ["listeners"]):
        for name in module.imports():
            app, *rest = name.split(".")
            if app in layers() and "events" in rest and height(app) >= height(module.app):
                wrong.append(f"{module.name}: {name}")
    assert wrong == []


def test_the_page_rooms_are_what_the_contracts_call_them():
    contracts = (ROOT / ".importlinter").read_text()
    assert all(f"**.{room}" in contracts for room in PAGES)
