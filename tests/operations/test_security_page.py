"""docs/security.md names tests; here they are looked up."""

import re

import pytest
from django.conf import settings

NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
PAGE = (settings.BASE_DIR / "docs" / "security.md").read_text("utf-8")


def rows() -> list[str]:
    table = [line for line in PAGE.splitlines() if line.startswith("|")]
    return [line for line in table if not line.startswith(("| Rule |", "|---"))]


@pytest.mark.parametrize(("path", "name"), NAMED.findall(PAGE))
def test_every_test_named_is_there(path: str, name: str) -> None:
    file = settings.BASE_DIR / path
    assert file.exists()
    assert f"def {name}(" in file.read_text("utf-8") or not name


def test_every_rule_names_a_test() -> None:
    assert [row for row in rows() if not NAMED.search(row)] == []
    assert len(rows()) > 40
