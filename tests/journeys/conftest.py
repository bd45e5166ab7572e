"""Browsers on the real site. Whatever a page complains of while a test looks at it fails the test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Response

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
    """Errors in the console (the content security policy speaks there too), in scripts, and parts of pages that are missing."""
    return []


@pytest.fixture
def visit(
    new_context: Callable[..., Any], live_site: LiveSite, complaints: list[str]
) -> Iterator[Callable[..., Person]]:
    """`visit(width=390, language="zh-hans", scheme="dark", script=False)`: somebody with a browser of their own."""

    def somebody(*, width: int = 1280, language: str = "en", scheme: str = "light", script: bool = True) -> Person:
        phone = {"is_mobile": True, "has_touch": True} if width <= PHONE else {}
        context = new_context(
            base_url=live_site.address,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale=LOCALES[language],
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=script,
            **phone,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        listen(page, complaints)
        return Person(page, language, script)

    yield somebody
    assert complaints == []


def listen(page: Page, complaints: list[str]) -> None:
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "response", lambda response: complaints.append(f"{page.url}: {_told(response)}") if _broken(response) else None
    )


def _broken(response: Response) -> bool:
    return response.status >= 400 and not response.request.is_navigation_request()


def _told(response: Response) -> str:
    return f"{response.status} for {response.url}"
