"""The frame at every width, in both themes: nothing sticks out, nothing is missing."""

import gzip

import pytest
from playwright.sync_api import Browser, expect

from tests.live_site import LiveSite

pytestmark = pytest.mark.browser
PAGES = ("/", "/u/star/", "/search/", "/help/", "/accounts/login/", "/accounts/signup/", "/nothing-here/")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 900, 390, 320])
def test_never_scrolls_sideways(browser: Browser, live_site: LiveSite, width: int, theme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)
    page = context.new_page()
    for address in PAGES:
        page.goto(live_site.address + address)
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert beyond <= 0, address
    context.close()


@pytest.mark.parametrize(
    ("width", "shown", "hidden"), [(1280, ".side", ".topbar"), (900, ".side", ".topbar"), (390, ".topbar", ".side")]
)
def test_shows_the_way_around_once(browser: Browser, live_site: LiveSite, width: int, shown: str, hidden: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(live_site.address)
    expect(page.locator(shown)).to_be_visible()
    expect(page.locator(hidden)).to_be_hidden()
    page.close()


def test_reports_nothing_in_the_console(browser: Browser, live_site: LiveSite) -> None:
    """The policy of contents refuses no style and no script of ours."""
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in PAGES[:-1]:
        page.goto(live_site.address + address)
    assert said == []
    page.close()


def test_the_first_stop_of_the_keyboard_jumps_over_the_menu(browser: Browser, live_site: LiveSite) -> None:
    page = browser.new_page()
    page.goto(live_site.address)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.close()


def test_loads_one_stylesheet_and_one_script(browser: Browser, live_site: LiveSite) -> None:
    """Page weight: 100 kB of HTML, CSS and JS at most for the first view, compressed; in few requests."""
    page, sizes = browser.new_page(), {}
    page.on("response", lambda answer: sizes.update({answer.url: answer}))
    page.goto(live_site.address, wait_until="networkidle")
    texts = [url for url in sizes if url.endswith((".css", ".js")) or url == f"{live_site.address}/"]
    # Style and script as they were sent, which is compressed; the page as nginx would send it.
    weights = [sizes[url].request.sizes()["responseBodySize"] for url in texts if not url.endswith("/")]
    assert len(texts) <= 4
    assert sum(weights) + len(gzip.compress(page.content().encode(), 5)) <= 100_000
    page.close()
