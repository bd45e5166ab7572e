"""Error pages as files, for nginx: what a reader sees where no process of the site answers, or none was asked.

They are the site's own pages in each language, with their style inside and nothing to load.
"""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.template import loader
from django.utils import translation
from django.utils.safestring import SafeString

# nginx' own refusals (deploy/nginx.conf).
STATUSES = (400, 404, 413, 414, 431, 503)
# Here nginx did not come to read which language the browser wants: these speak both.
UNREAD = (400, 414, 431)
# What such a page shows of the site's look.
STYLESHEETS = ("layers", "tokens", "base", "layout", "account", "brand", "button", "card", "empty", "forced-colors")


def write(folder: Path) -> None:
    """Draw each page anew: `<language>/_pages/<status>.html` below `folder`."""
    style = _style()
    for language, _name in settings.LANGUAGES:
        pages = folder / language / "_pages"
        pages.mkdir(parents=True, exist_ok=True)
        for status in STATUSES:
            # Moved into place: nginx may be reading it.
            aside = pages / f"{status}.new"
            aside.write_text(page(status, language, style))
            aside.replace(pages / f"{status}.html")


def page(status: int, language: str, style: str) -> str:
    """The page as it is sent, allowing itself its own style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    inside = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n  <style>{style}</style>'
    others = [other for other, _name in settings.LANGUAGES if other != language and status in UNREAD]
    also = [_drawn(status, other, base="standalone_part.html") for other in others]
    drawn = _drawn(status, language, base="standalone.html", also=also)
    return drawn.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n  {inside}', 1)


def _drawn(status: int, language: str, *, base: str, also: Sequence[SafeString] = ()) -> SafeString:
    context = {"base": base, "SITE_NAME": settings.SITE_NAME, "also": also}
    with translation.override(language):
        return loader.render_to_string(f"errors/{status}.html", context)


def _style() -> str:
    folder = settings.BASE_DIR / "static" / "css"
    return "\n".join((folder / f"{name}.css").read_text() for name in STYLESHEETS)
