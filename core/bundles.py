"""One stylesheet and one script for a reader, many small files for us: collectstatic joins them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

CSS_BUNDLE, JS_BUNDLE = "css/site.css", "js/site.js"
# A script that exports something is a library: a behaviour imports it when a page has use for it.
LIBRARY = re.compile(r"^export\b", re.MULTILINE)


def stylesheets() -> list[str]:
    """The stylesheets of every page; the first declares the order of the layers, so the others may come in any."""
    names = sorted(f"css/{path.name}" for path in _folder("css").glob("*.css"))
    return sorted(names, key=lambda name: name != "css/layers.css")


def behaviours() -> list[str]:
    """The scripts of every page: each improves what it finds there, and knows no other."""
    return sorted(f"js/{path.name}" for path in _folder("js").glob("*.js") if not LIBRARY.search(path.read_text()))


@cache
def linked(bundle: str) -> list[str]:
    """What a page links: the bundle where collectstatic made it, else each file by itself."""
    if isinstance(staticfiles_storage, BundledStaticFilesStorage):
        return [bundle]
    return stylesheets() if bundle == CSS_BUNDLE else behaviours()


def _folder(name: str) -> Path:
    return Path(str(finders.find(name)))


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, with the two bundles made first, and with hashed names in our scripts' imports."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        (
            "js/*.js",
            (
                (r"""(?P<matched>\bfrom\s*["'](?P<url>\./[^"']+)["'])""", 'from "%(url)s"'),
                (r"""(?P<matched>\bimport\(["'](?P<url>\./[^"']+)["']\))""", 'import("%(url)s")'),
            ),
        ),
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths[CSS_BUNDLE] = self._join(CSS_BUNDLE, stylesheets(), "{}\n")
            # A block of its own for each behaviour: they share the file, not their names.
            paths[JS_BUNDLE] = self._join(JS_BUNDLE, behaviours(), "{{\n{}}}\n")
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, bundle: str, names: Iterable[str], frame: str) -> tuple[Any, str]:
        text = "".join(frame.format(self.open(name).read().decode()) for name in names)
        self.delete(bundle)
        self.save(bundle, ContentFile(text.encode()))
        return self, bundle
