"""The site without a mouse."""

import secrets
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from timelines.pages import PAGE

pytestmark = pytest.mark.browser

# A focus ring is an outline; nothing of ours draws it another way.
TOP = "element => element.closest('article').getBoundingClientRect().top + scrollY"
RINGED = "element => getComputedStyle(element).outlineStyle !== 'none' && element.matches(':focus-visible')"
INSIDE = "element => element.contains(document.activeElement)"


def once() -> str:
    """A word that no post has held: the same text twice in a row is refused."""
    return secrets.token_hex(4)


def focused(person: Person) -> Locator:
    return person.page.locator(":focus")


def keys(person: Person, *names: str) -> None:
    for name in names:
        person.page.keyboard.press(name)


def lines_of(summary: Locator) -> Locator:
    """What the menu holds that it opens."""
    return summary.locator("xpath=..").locator(".menu-item")


def test_the_first_stop_skips_to_the_content(visit: Callable[..., Person]):
    me = visit()
    me.open("/")
    keys(me, "Tab")
    expect(focused(me)).to_have_text(me.word("Skip to content"))
    expect(focused(me)).to_be_in_viewport(ratio=1)
    keys(me, "Enter")
    expect(me.page.locator("main")).to_be_focused()
    keys(me, "Tab")
    expect(focused(me)).to_have_attribute(
        "href", me.page.locator("article.post .name a").first.get_attribute("href") or ""
    )


def test_the_stops_follow_the_page_and_each_shows_where_one_is(visit: Callable[..., Person]):
    me = visit()
    me.open("/")
    keys(me, "Tab", "Tab")
    for msgid in ("Home", "Search"):
        keys(me, "Tab")
        expect(focused(me)).to_have_accessible_name(me.word(msgid))
        assert focused(me).evaluate(RINGED)
    heights = []
    for _ in range(12):
        keys(me, "Tab")
        assert focused(me).evaluate(RINGED)
        heights.append(focused(me).evaluate(TOP))
    assert heights == sorted(heights)


def test_a_menu_opens_closes_and_gives_the_place_back(visit: Callable[..., Person]):
    me = visit(handle="demo")
    me.open("/u/demo/")
    summary = me.page.locator("article.post details.menu summary").first
    summary.focus()
    keys(me, "Enter", "Tab")
    expect(focused(me)).to_have_accessible_name(me.word("Copy link"))
    keys(me, "Escape")
    expect(summary).to_be_focused()
    expect(me.find("button", "Copy link")).to_have_count(0)
    keys(me, "Enter", *["Tab"] * (lines_of(summary).count() + 1))
    expect(me.find("button", "Copy link")).to_have_count(0)


def test_the_question_keeps_the_focus_and_gives_it_back(visit: Callable[..., Person]):
    me = visit(handle="demo")
    me.open("/u/demo/")
    summary = me.page.locator("article.post details.menu summary").first
    summary.focus()
    # The last line of the menu.
    keys(me, "Enter", *["Tab"] * lines_of(summary).count(), "Enter")
    dialog = me.page.get_by_role("dialog", name=me.word("Delete this post?"))
    expect(dialog).to_be_visible()
    for step in ("Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab"):
        keys(me, step)
        assert me.page.evaluate("document.activeElement === document.body") or dialog.evaluate(INSIDE)
    keys(me, "Escape")
    expect(dialog).to_be_hidden()
    expect(summary).to_be_focused()


def test_more_posts_come_where_one_is(visit: Callable[..., Person]):
    me = visit()
    me.open("/")
    me.find("link", "Load more").focus()
    keys(me, "Enter")
    cards = me.page.locator("article.post")
    expect(cards).to_have_count(2 * PAGE)
    expect(cards.nth(PAGE)).to_be_focused()
    assert me.page.url.endswith("/")
    keys(me, "Tab")
    assert cards.nth(PAGE).evaluate(INSIDE)


def test_emoticons_and_sending_need_no_mouse(visit: Callable[..., Person]):
    me = visit(handle="demo")
    me.open("/compose/")
    text = me.page.get_by_label(me.word("Your post"))
    expect(text).to_be_focused()
    keys(me, "H", "i", " ")
    summary = me.page.locator("details.picker summary")
    summary.focus()
    keys(me, "Enter", "Tab")
    first = me.page.locator(".picker-item").first
    expect(first).to_be_focused()
    keys(me, "Enter", "Escape")
    expect(summary).to_be_focused()
    expect(first).to_be_hidden()
    expect(text).to_have_value("Hi " + (first.get_attribute("data-insert") or ""))
    text.focus()
    me.page.keyboard.type(f" by keyboard, {once()}")
    keys(me, "Control+Enter")
    me.page.wait_for_url("**/p/*/")
    expect(me.card("by keyboard,").locator("img.emoticon")).to_have_count(1)


def test_news_are_reached_and_followed_by_keyboard(visit: Callable[..., Person]):
    me, brand = visit(handle="demo"), visit(handle="brand")
    me.open("/")
    text = f"Fresh from the kettle, for whoever does not use a mouse: {once()}"
    brand.post(text)
    me.wait_for_news().focus()
    keys(me, "Enter")
    expect(me.card(text)).to_be_focused()
