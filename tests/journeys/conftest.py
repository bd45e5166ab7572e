"""Browsers on the real site. Whatever a page complains of while a test looks at it fails the test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from tests.journeys.person import Person
from tests.live_site import LiveSite

LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}
PHONE = 390
HEIGHTS = {1280: 900, PHONE: 844}


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


@pytest.fixture
def visit(
    new_context: Callable[..., BrowserContext],
    live_site: LiveSite,
    complaints: list[str],
    sessions: dict[str, Any],
) -> Iterator[Callable[..., Person]]:
    """`visit(width=390, language="zh-hans", scheme="dark", script=False)`: somebody with a browser of their own.

    With `handle="demo"` signed in; who means to sign out signs in by hand first. `policy=False` turns the content
    security policy off.
    """

    def enter(
        *,
        width: int = 1280,
        language: str = "en",
        scheme: str = "light",
        script: bool = True,
        policy: bool = True,
        cookies: Any = None,
    ) -> Person:
        context = new_context(
            base_url=live_site.address,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale=LOCALES[language],
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=script,
            storage_state=cookies,
            bypass_csp=not policy,
            is_mobile=width <= PHONE,
            has_touch=width <= PHONE,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        listen(page, complaints)
        return Person(page, language, script)

    def somebody(*, handle: str = "", **looks: Any) -> Person:
        if handle and handle not in sessions:
            member = enter()
            member.sign_in(handle)
            sessions[handle] = member.page.context.storage_state()
            member.page.context.close()
        return enter(cookies=sessions.get(handle), **looks)

    yield somebody
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
