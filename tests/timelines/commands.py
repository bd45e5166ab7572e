"""`manage.py timelines …`, as an operator gives it."""

import json
from io import StringIO
from typing import Any

from django.core.management import call_command


def timelines(*words: str) -> tuple[int, str]:
    """Its exit status, and what it printed."""
    printed = StringIO()
    try:
        call_command("timelines", *words, stdout=printed, no_color=True)
    except SystemExit as end:
        return int(end.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def timelines_json(*words: str) -> Any:
    return json.loads(timelines(*words, "--json")[1])
