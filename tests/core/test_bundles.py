"""The bundles: what a reader loads is all that we wrote, in one file of each kind."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import Context, Template
from django.utils.functional import empty

from core import bundles

STYLES = "{% load bundles %}{% stylesheets %}"
SCRIPTS = "{% load bundles %}{% behaviours %}"


def page(source: str) -> str:
    return Template(source).render(Context())


@pytest.fixture
def collected(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Static files collected as on a server: their plain names with their hashed ones."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "core.bundles.BundledStaticFilesStorage"},
    }
    staticfiles_storage._wrapped = empty
    bundles.linked.cache_clear()
    call_command("collectstatic", interactive=False, verbosity=0)
    yield json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    staticfiles_storage._wrapped = empty
    bundles.linked.cache_clear()


def test_links_each_file_where_nothing_was_collected() -> None:
    assert page(STYLES).count("<link") == len(bundles.stylesheets()) > 20
    assert page(SCRIPTS).count("<script") == len(bundles.behaviours()) > 10


def test_declares_the_layers_first() -> None:
    assert bundles.stylesheets()[0] == "css/layers.css"


def test_leaves_libraries_to_the_behaviours_that_import_them() -> None:
    assert "js/counter.js" in bundles.behaviours()
    assert "js/post-text.js" not in bundles.behaviours()


def test_no_behaviour_imports_at_its_top() -> None:
    """Inside the bundle each stands in a block, where only `import()` is allowed."""
    for name in bundles.behaviours():
        assert not re.search(r"^import\b", Path(str(finders.find(name))).read_text(), re.MULTILINE), name


def test_links_one_file_of_each_kind_once_collected(collected: dict[str, str], tmp_path: Path) -> None:
    assert page(STYLES).count("<link") == page(SCRIPTS).count("<script") == 1
    assert collected["css/site.css"] in page(STYLES)
    styles = (tmp_path / collected["css/site.css"]).read_text()
    assert styles.startswith("/* The order") and ".composer" in styles and "--accent" in styles


def test_imports_hashed_libraries(collected: dict[str, str], tmp_path: Path) -> None:
    script = (tmp_path / collected["js/site.js"]).read_text()
    library = Path(collected["js/post-text.js"]).name
    assert f'import("./{library}")' in script or f'/static/js/{library}")' in script
    assert "./tlds.js" not in (tmp_path / collected["js/post-text.js"]).read_text()
