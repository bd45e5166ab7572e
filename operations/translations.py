"""The catalogs of translations, read, compiled and brought up to date in pure Python: no machine needs gettext."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

# A comment that keeps an entry though no source of ours marks it: it words a library's string better.
FROM_LIBRARY = "library"
HEADER = r"""# Brought up to date by `make messages`: every string that the source marks, and no other.
msgid ""
msgstr ""
"Language: {language}\n"
"Plural-Forms: {plurals}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


@dataclass(frozen=True)
class Message:
    """What is translated: the English text, its plural, and the context that tells it from the same text elsewhere."""

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.text, self.plural) if self.plural else self.text

    @property
    def order(self) -> tuple[str, ...]:
        return self.text.casefold(), self.text, self.plural or "", self.context or ""


def sources() -> list[Path]:
    return sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file)


def entries(catalog: Catalog) -> dict[Message, Any]:
    """The catalog's entries, the header left out."""
    found = {}
    for entry in catalog:
        if entry.id:
            text, plural = (*entry.id, None)[:2] if isinstance(entry.id, tuple | list) else (entry.id, None)
            found[Message(str(text), plural, entry.context)] = entry
    return found


def is_complete(entry: Any) -> bool:
    """Translated in every form, and not by guess."""
    return not entry.fuzzy and all(entry.string if isinstance(entry.string, tuple) else (entry.string,))


def update(po: Path, marked: Mapping[Message, list[str]], given: Iterable[Catalog] = ()) -> list[Message]:
    """Rewrite the catalog with exactly the marked messages, filled from `given` ones too; returns what lacks still."""
    old = read(po)
    known: dict[Message, Any] = {}
    for catalog in (*given, old):
        known |= {message: entry for message, entry in entries(catalog).items() if is_complete(entry)}
    kept = {message for message, entry in known.items() if FROM_LIBRARY in entry.auto_comments}
    new = Catalog(locale=old.locale)
    for message in sorted({*marked, *kept}, key=lambda message: message.order):
        string = known[message].string if message in known else ""
        # Lines would change the catalog with every edit above a string: they are not written.
        places = [(place, 0) for place in sorted(set(marked.get(message, ())))]
        comments = [FROM_LIBRARY] if message in kept else []
        new.add(message.id, string, locations=places, auto_comments=comments, context=message.context)
    with po.open("wb") as file:
        file.write(HEADER.format(language=old.locale, plurals=old.plural_forms).encode())
        write_po(file, new, width=120, include_lineno=False, omit_header=True)
    return [message for message, entry in entries(new).items() if not is_complete(entry)]


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
    with aside.open("wb") as target:
        write_mo(target, read(po))
    aside.replace(mo)
    return mo
