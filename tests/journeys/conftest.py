"""Browsers on the real site. Whatever a page complains of while a test looks at it fails the test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from tests.journeys.person import Person
from tests.live_site import LiveSite

LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
PHONE = 390
HEIGHTS = {1280: 900, PHONE: 844}


class Looks(NamedTuple):
    """How somebody goes through a journey."""

    width: int
    language: str
    script: bool
    scheme: str

    @property
    def name(self) -> str:
        """Tells what one makes from what the others make; a handle may end with it."""
        return f"{self.width}-{self.language[:2]}"

    @property
    def how(self) -> dict[str, Any]:
        return self._asdict()


# Each width with each language, with a script and without, and each language both ways.
WALKS = [
    pytest.param(looks, id=f"{looks.name}-{'script' if looks.script else 'plain'}")
    for looks in (
        Looks(1280, "en", True, "light"),
        Looks(1280, "zh-hans", False, "dark"),
        Looks(PHONE, "en", False, "light"),
        Looks(PHONE, "zh-hans", True, "dark"),
    )
]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Each person of a journey says what they read: none of it is decided beforehand."""
    return {name: value for name, value in browser_context_args.items() if name != "locale"}


@pytest.fixture
def complaints() -> list[str]:
    """Errors in the console (where the content security policy speaks too), in scripts, and missing parts of pages."""
    return []


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Handle → the cookies of a browser that is signed in: once is enough for all that only look."""
    return {}


@dataclass
class Door:
    """Lets people in: each call is somebody with a browser of their own."""

    new_context: Callable[..., BrowserContext]
    address: str
    complaints: list[str]
    sessions: dict[str, Any]

    def __call__(self, *, handle: str = "", **looks: Any) -> Person:
        if handle and handle not in self.sessions:
            member = self.enter()
            member.sign_in(handle)
            self.sessions[handle] = member.page.context.storage_state()
            member.page.context.close()
        return self.enter(storage_state=self.sessions.get(handle), **looks)

    def enter(
        self, *, width: int = 1280, language: str = "en", scheme: str = "light", script: bool = True, **more: Any
    ) -> Person:
        context = self.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHTS[width]},
            locale=LOCALES[language],
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=script,
            is_mobile=width == PHONE,
            has_touch=width == PHONE,
            **more,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        listen(page, self.complaints)
        return Person(page, language, script)


@pytest.fixture
def visit(
    new_context: Callable[..., BrowserContext], live_site: LiveSite, complaints: list[str], sessions: dict[str, Any]
) -> Iterator[Door]:
    """`visit(width=390, language="zh-hans", scheme="dark", script=False)`, or what else a browser's context takes.

    With `handle="demo"` signed in; who means to sign out signs in by hand first.
    """
    yield Door(new_context, live_site.address, complaints, sessions)
    assert complaints == []


def listen(page: Page, complaints: list[str]) -> None:
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if _error(said) else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", lambda response: complaints.append(_told(page, response)) if _broken(response) else None)


def _error(said: ConsoleMessage) -> bool:
    """What did not load is told by its answer: there a page that says 404 itself can be left out."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


def _broken(response: Response) -> bool:
    return response.status >= 400 and not response.request.is_navigation_request()


def _told(page: Page, response: Response) -> str:
    return f"{page.url}: {response.status} for {response.url}"
