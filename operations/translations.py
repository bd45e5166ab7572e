"""Compiles the translations in pure Python, so that no machine needs gettext to run the site."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings


def sources() -> list[Path]:
    return sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def compile_changed() -> list[Path]:
    """Write the .mo file beside each .po file that is newer; returns those written."""
    changed = [po for po in sources() if _is_newer(po, po.with_suffix(".mo"))]
    return [_compile(po) for po in changed]


def _is_newer(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime


def _compile(po: Path) -> Path:
    """Written aside and moved into place: a process that reads at this moment sees the old file or the new one."""
    mo = po.with_suffix(".mo")
    aside = mo.with_name(f"{mo.name}.{os.getpid()}")
    with po.open("rb") as source, aside.open("wb") as target:
        write_mo(target, read_po(source))
    aside.replace(mo)
    return mo
