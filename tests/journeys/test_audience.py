"""Who reads a post: its author's followers and nobody else; who is removed from them; and words one does not want."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WALKS, Door, Looks
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def joins(visit: Door, looks: Looks, handle: str) -> Person:
    somebody = visit(**looks.how)
    somebody.open("/accounts/signup/")
    somebody.sign_up(handle)
    somebody.page.wait_for_url("**/welcome/")
    return somebody


def presses(person: Person, state: str, handle: str) -> None:
    """The follow button on somebody's page, until it shows this state."""
    button = person.page.locator(f"main form[data-follow={handle}] button").first
    button.click()
    expect(button).to_have_attribute("data-state", state)


def missing_for(somebody: Person, address: str) -> None:
    somebody.open(address)
    expect(somebody.page).to_have_title(re.compile(somebody.word("Nothing is at this address")))


@pytest.mark.parametrize("looks", WALKS)
def test_only_followers_read_what_is_for_them_until_they_are_removed(visit: Door, looks: Looks) -> None:
    handle = f"quiet-{looks.name}"
    author, reader = joins(visit, looks, handle), visit(handle="demo", **looks.how)
    visitor, stranger = visit(**looks.how), visit(handle="brand", **looks.how)
    reader.open(f"/u/{handle}/")
    presses(reader, "following", handle)

    author.open("/compose/")
    sheet = author.page.locator("details.audience > summary")
    sheet.click()
    author.page.get_by_role("radio", name=author.word("Followers", "audience")).check()
    # On a telephone it lies above what opened it.
    author.page.keyboard.press("Escape") if looks.script else sheet.click()
    address = author.send("Only for those who follow me")
    reader.open(address)
    expect(reader.card("Only for those who follow me")).to_contain_text(reader.word("Followers", "audience"))
    for somebody in (stranger, visitor):
        missing_for(somebody, address)

    author.open(f"/u/{handle}/followers/")
    row = author.page.locator(".person-list li", has=author.page.locator("[data-person-menu=demo]"))
    row.locator("[data-person-menu=demo] > summary").click()
    row.get_by_role("link", name=author.word("Remove follower")).click()
    (author.page.locator("#confirm") if looks.script else author.page.locator("form.ask")).get_by_role(
        "button", name=author.word("Remove")
    ).click()
    expect(row).to_have_count(0)
    missing_for(reader, address)


@pytest.mark.parametrize("looks", WALKS)
def test_a_word_that_one_does_not_want_to_read_stays_out_of_home(visit: Door, looks: Looks) -> None:
    handle, word = f"weary-{looks.name}", f"zebra{looks.name.replace('-', '')}"
    visit(handle="brand", **looks.how).post(f"All there is about {word} today")
    me = joins(visit, looks, handle)
    me.open("/u/brand/")
    presses(me, "following", "brand")
    me.open("/")
    expect(me.card(word)).to_be_visible()
    me.open("/settings/words/")
    me.page.locator("input[name=word]").fill(word.upper())
    me.press("Mute this word")
    expect(me.page.locator(".list-row")).to_contain_text(word.upper())
    me.open("/")
    expect(me.page.locator("article.post").first).to_be_visible()
    expect(me.card(word)).to_have_count(0)
    me.open("/settings/words/")
    me.page.locator(".list-row button").click()
    me.open("/")
    expect(me.card(word)).to_be_visible()
