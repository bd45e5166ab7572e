"""The source as the architecture tests see it: the layers of `.importlinter`, and every file of ours, parsed once."""

import ast
import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("tests", "benchmarks", "scripts", "deploy")
# Where a page is composed: what DESIGN's page privilege speaks of.
PAGES = {"views", "forms", "admin", "templatetags"}


@cache
def heights() -> dict[str, int]:
    """Each app with its line, counted from the lowest; apps on one line do not know each other."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = reversed(config["importlinter:contract:layers"]["layers"].strip().splitlines())
    return {app.strip(): height for height, line in enumerate(lines) for app in line.split("|")}


def apps() -> list[str]:
    """From the lowest to the highest."""
    return list(heights())


def may_know(app: str, other: str) -> bool:
    """Whether code of `app` may import from `other`."""
    return app == other or heights()[other] < heights()[app]


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        """`posts/text/__init__.py` is `posts.text`."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def app(self) -> str:
        return self.path.relative_to(ROOT).parts[0]

    @property
    def is_page(self) -> bool:
        return bool(PAGES & set(self.name.split(".")[1:2]))

    @cached_property
    def text(self) -> str:
        return self.path.read_text()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> Iterator[str]:
        """Every module and name imported, wherever the import stands: `posts.actions`, `posts.actions.publish`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def app_modules() -> list[Module]:
    """The modules of the apps, migrations left out."""
    return _modules(apps())


@cache
def all_modules() -> list[Module]:
    return _modules([*apps(), *CODE])


def _modules(folders: list[str]) -> list[Module]:
    paths = (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))
    return [Module(path) for path in paths if "migrations" not in path.parts]


def files(*patterns: str) -> list[Path]:
    """Files of ours under templates/ and static/, what others wrote left out."""
    found = (path for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    return [path for path in found if "vendor" not in path.parts]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
