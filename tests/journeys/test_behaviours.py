"""What scripts add to pages that work without them, in a real browser."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.live_site import LiveSite

pytestmark = pytest.mark.browser
PASSWORD = "weibo-demo"


@pytest.fixture(scope="module")
def signed_in(browser: Browser, live_site: LiveSite) -> Iterator[Callable[[str], Page]]:
    """A page of the site for a member of the demo, signed in once."""
    opened: dict[str, Page] = {}

    def page_of(handle: str) -> Page:
        if handle not in opened:
            page = browser.new_context(locale="en-GB").new_page()
            page.goto(f"{live_site.address}/accounts/login/")
            page.fill("input[name=login]", handle)
            page.fill("input[type=password]", PASSWORD)
            page.click("form:has(input[type=password]) button:not([type])")
            page.wait_for_url(f"{live_site.address}/")
            opened[handle] = page
        return opened[handle]

    yield page_of
    for page in opened.values():
        page.context.close()


@pytest.fixture
def home(signed_in: Callable[[str], Page], live_site: LiveSite) -> Page:
    page = signed_in("demo")
    page.goto(f"{live_site.address}/")
    return page


def publish(page: Page, text: str) -> None:
    page.fill("[data-composer] textarea", text)
    with page.expect_navigation():
        page.click("[data-composer] [data-busy]")


def test_puts_emoticons_and_topics_where_one_writes(home: Page) -> None:
    box = home.locator("[data-composer] textarea")
    box.fill("Good morning ")
    home.click(".picker summary")
    home.locator(".picker-item").first.click()
    home.keyboard.press("Escape")
    expect(home.locator(".picker summary")).to_be_focused()
    home.click("[data-insert-topic]")
    home.keyboard.type("early")
    expect(box).to_have_value("Good morning [smile]#early#")


def test_counts_down_when_it_matters(home: Page) -> None:
    box, counter = home.locator("[data-composer] textarea"), home.locator("[data-counter]")
    box.fill("short")
    expect(counter).to_be_hidden()
    box.fill("好" * 1990)
    expect(counter).to_contain_text("10")
    box.fill("好" * 2005)
    expect(counter).to_contain_text("5")
    expect(home.locator("[data-composer] [data-busy]")).to_be_disabled()


def test_sends_with_control_and_enter(home: Page) -> None:
    home.fill("[data-composer] textarea", "Sent from the keyboard.")
    with home.expect_navigation():
        home.keyboard.press("Control+Enter")
    expect(home.locator(".post-text").first).to_have_text("Sent from the keyboard.")


def test_expands_a_long_post_where_it_stands(home: Page) -> None:
    publish(home, "A long story. " * 40 + "The end.")
    card = home.locator("article.post").first
    expect(card.locator(".post-text")).not_to_contain_text("The end.")
    card.locator("[data-expand]").click()
    expect(card.locator(".post-text")).to_contain_text("The end.")
    expect(card.locator("[data-expand]")).to_have_count(0)


def test_asks_before_it_deletes(home: Page) -> None:
    publish(home, "Not for long.")
    card = home.locator("article.post", has_text="Not for long.")
    card.locator(".menu summary").click()
    card.locator("[data-confirm]").click()
    expect(home.locator("#confirm")).to_be_visible()
    home.click("[data-confirm-cancel]")
    expect(home.locator("#confirm")).to_be_hidden()
    card.locator(".menu summary").click()
    card.locator("[data-confirm]").click()
    home.click("#confirm [data-confirm-action]")
    expect(home.locator("article.post", has_text="Not for long.")).to_have_count(0)


def test_loads_older_posts_below_and_goes_on_there(home: Page) -> None:
    before = home.locator("[data-feed] > article").count()
    home.focus("[data-load-more]")
    home.keyboard.press("Enter")
    first_of_the_older = home.locator("[data-feed] > article").nth(before)
    expect(first_of_the_older).to_be_focused()
    ids = home.locator("[data-feed] > article").evaluate_all("cards => cards.map(card => card.id)")
    assert len(ids) == len(set(ids)) > before


def test_follows_without_leaving_the_page(home: Page) -> None:
    button = home.locator(".aside form.follow button").first
    button.click()
    expect(button).to_have_attribute("data-state", re.compile("following|mutual"))
    expect(button).to_be_focused()
    button.click()
    expect(button).to_have_attribute("data-state", "follow")


def test_says_that_newer_posts_wait_and_brings_them_in(
    home: Page, signed_in: Callable[[str], Page], live_site: LiveSite
) -> None:
    star = signed_in("star")
    star.goto(f"{live_site.address}/")
    publish(star, "Fresh from the stage.")
    pill = home.locator("[data-new-posts]")
    for _ in range(20):
        home.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        home.wait_for_timeout(250)
        if pill.is_visible():
            break
    pill.click()
    newest = home.locator("[data-feed] > article").first
    expect(newest).to_contain_text("Fresh from the stage.")
    expect(newest).to_be_focused()
    expect(pill).to_be_hidden()


def test_a_home_that_was_empty_is_opened_anew(home: Page) -> None:
    home.evaluate("document.querySelectorAll('[data-feed] > article').forEach((card) => card.remove())")
    home.evaluate("Object.assign(document.querySelector('[data-new-posts]'), { hidden: false, textContent: '1' })")
    with home.expect_navigation():
        home.locator("[data-new-posts]").click()
    expect(home.locator("[data-feed] > article").first).to_be_visible()


def test_wears_the_dark_at_once_and_keeps_it(home: Page) -> None:
    with home.expect_response("**/settings/appearance/"):
        home.click(".footer [value=dark]")
    expect(home.locator("html")).to_have_attribute("data-theme", "dark")
    home.reload()
    expect(home.locator("html")).to_have_attribute("data-theme", "dark")
    with home.expect_response("**/settings/appearance/"):
        home.click(".footer [value=system]")


def test_closes_menus_with_escape_and_with_a_click_elsewhere(home: Page) -> None:
    summary = home.locator(".me summary")
    summary.click()
    expect(home.locator(".me .menu-list")).to_be_visible()
    home.keyboard.press("Escape")
    expect(summary).to_be_focused()
    summary.click()
    home.click("h1", force=True, position={"x": 0, "y": 0})
    expect(home.locator(".me .menu-list")).to_be_hidden()
