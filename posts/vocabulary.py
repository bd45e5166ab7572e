"""The words that the browser's tokenizer shares with ours: `python -m posts.vocabulary` writes its module anew."""

import json
import textwrap
from pathlib import Path

from posts.emoticons import KEYS
from posts.text.addresses import listed_tlds

MODULE = Path(__file__).parents[1] / "static/js/post-vocabulary.js"


def browser_module() -> str:
    """The JavaScript module: top-level domains, and the emoticons' spellings with the keys that they mean."""
    tlds = textwrap.fill(
        " ".join(sorted(listed_tlds())), 110, break_on_hyphens=False, initial_indent="  ", subsequent_indent="  "
    )
    spellings = textwrap.fill(
        ", ".join(_pair(*pair) for pair in KEYS.items()), 110, initial_indent="  ", subsequent_indent="  "
    )
    return (
        "// Written by `python -m posts.vocabulary` from posts/tlds.txt and posts/emoticons.py; a test compares them.\n"
        f"export const TLDS = new Set(`\n{tlds}\n`.trim().split(/\\s+/));\n\n"
        f"export const EMOTICONS = new Map([\n{spellings}\n]);\n"
    )


def _pair(spelling: str, key: str) -> str:
    return f"[{json.dumps(spelling, ensure_ascii=False)},{json.dumps(key)}]"


if __name__ == "__main__":
    MODULE.write_text(browser_module(), encoding="utf-8")
