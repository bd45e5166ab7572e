"""What one does to somebody from the menu beside their name: attend, sort into a group, mute, block; and back again."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import WALKS, Door, Looks

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("looks", WALKS)
def test_somebody_is_sorted_muted_and_blocked(visit: Door, looks: Looks) -> None:
    me = visit(**looks.how)
    me.open("/accounts/signup/")
    me.sign_up(f"sorter-{looks.name}")
    me.open("/u/brand/")
    page = me.page

    def menu() -> Locator:
        page.locator("[data-person-menu=brand] summary").click()
        return page.locator("[data-person-menu=brand][open] .menu-list")

    button = page.locator("main form[data-follow=brand] button")
    button.click()
    expect(button).to_have_attribute("data-state", "following")
    menu().get_by_role("button", name=me.word("Special attention")).click()
    marks = page.locator("[data-person-tags=brand]")
    expect(marks).to_contain_text(me.word("Special attention"))
    if looks.script:
        expect(page.locator("[data-person-menu=brand] summary")).to_be_focused()
    menu().get_by_role("link", name=me.word("Groups…")).click()
    page.get_by_label(me.word("New group")).fill("Tea")
    me.press("Save")
    expect(marks).to_contain_text("Tea")
    menu().get_by_role("button", name=me.word("Mute")).click()
    expect(marks).to_contain_text(me.word("Muted", "person"))

    me.open(f"/u/sorter-{looks.name}/following/")
    page.get_by_role("navigation", name=me.word("Groups")).get_by_role("link", name="Tea").click()
    expect(page.locator(".person a[href='/u/brand/']").first).to_be_attached()
    menu().get_by_role("link", name=me.word("Block")).click()
    me.press("Block")
    is_missing_for_the_blocked(visit, f"/u/sorter-{looks.name}/", **looks.how)
    # In a list one stays where one was; the page that asks leads on to the person's own.
    me.open("/u/brand/")
    expect(page.get_by_role("button", name=me.word("Unblock"))).to_be_visible()
    me.press("Unblock")
    expect(button).to_have_attribute("data-state", "follow")
    expect(marks).to_be_hidden()


def is_missing_for_the_blocked(visit: Door, address: str, **looks: Any) -> None:
    """And for nobody else."""
    blocked, visitor = visit(handle="brand", **looks), visit(**looks)
    blocked.open(address)
    expect(blocked.page).to_have_title(re.compile(blocked.word("Nothing is at this address")))
    visitor.open(address)
    expect(visitor.page.locator("#profile-name")).to_be_visible()
