"""A post with a slip in it: mended, looked back at, pinned, deleted and brought back, with and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WALKS, Door, Looks
from tests.journeys.person import Person
from tests.journeys.test_accessibility import barriers

pytestmark = pytest.mark.browser


def does(me: Person, text: str, msgid: str) -> None:
    """Chooses a line of the post's menu."""
    card = me.card(text)
    card.locator("details.menu > summary").click()
    card.locator(".menu-item").filter(has_text=me.word(msgid)).click()


@pytest.mark.parametrize("looks", WALKS)
def test_one_mends_pins_deletes_and_brings_back_a_post(visit: Door, looks: Looks) -> None:
    me, stranger = visit(handle="demo", **looks.how), visit(**looks.how)
    address = me.post("Coffe first, then the news")
    does(me, "Coffe first", "Edit")
    meets_no_barrier(me)
    me.page.get_by_label(me.word("Your post")).fill("Coffee first, then the news")
    me.press("Save")
    expect(me.card("Coffee first")).to_contain_text(me.word("Edited"))

    stranger.open(address)
    stranger.page.locator("a[href$='/edits/']").first.click()
    expect(stranger.page.locator("article.edit")).to_have_count(2)
    expect(stranger.page.locator("del")).to_contain_text("Coffe")
    expect(stranger.page.locator("ins")).to_contain_text("Coffee")
    meets_no_barrier(stranger)

    me.open("/u/demo/")
    does(me, "Coffee first", "Pin to my page")
    stranger.open("/u/demo/")
    expect(stranger.page.locator(".pinned article")).to_contain_text("Coffee first")

    does(me, "Coffee first", "Who may see this")
    meets_no_barrier(me)
    me.page.get_by_role("radio", name=me.word("Only me", "audience")).check()
    # The card above has a button of that name, too.
    me.page.locator(".form-foot").get_by_role("button", name=me.word("Save")).click()
    expect(me.page.locator(".messages")).to_contain_text(me.word("Saved."))
    stranger.page.reload()
    expect(stranger.card("Coffee first")).to_have_count(0)

    me.open("/u/demo/")
    deletes(me, "Coffee first")
    expect(me.card("Coffee first")).to_have_count(0)
    expect(me.page.locator("[data-undo]")).to_be_visible()
    me.page.locator("[data-undo]").click()
    expect(me.card("Coffee first")).to_have_count(1)
    deletes(me, "Coffee first")


def meets_no_barrier(me: Person) -> None:
    if me.script:
        assert barriers(me.page) == []


def deletes(me: Person, text: str) -> None:
    does(me, text, "Delete")
    me.press("Delete")


def test_the_bar_has_the_focus_and_goes_with_its_time(visit: Door) -> None:
    me = visit(handle="demo")
    me.post("Gone in ten seconds")
    me.page.clock.install()
    me.open("/u/demo/")
    deletes(me, "Gone in ten seconds")
    bar = me.page.locator("[data-deleted]")
    expect(bar.locator("button")).to_be_focused()
    expect(bar).to_contain_text(re.compile(r"Undo\s*10"))
    for _ in range(10):
        me.page.clock.run_for(1000)
    expect(bar).to_have_count(0)
