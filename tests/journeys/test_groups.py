"""Timelines of groups: the tabs above home, in their own strip, and what stands below each."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WALKS, Door, Looks

pytestmark = pytest.mark.browser
NAMES = ("Tea", "From the old office", "看星星的人", "Writing about food")


@pytest.mark.parametrize("looks", WALKS)
def test_a_reader_goes_from_home_to_a_group_and_back(visit: Door, looks: Looks) -> None:
    me = visit(**looks.how)
    me.open("/accounts/signup/")
    me.sign_up(f"reader-{looks.name}")
    page = me.page
    for handle in ("star", "brand"):
        me.open(f"/u/{handle}/")
        button = page.locator(f"main form[data-follow={handle}] button")
        button.click()
        expect(button).to_have_attribute("data-state", "following")
    me.open("/")
    tabs = page.get_by_role("navigation", name=me.word("Timelines"))
    expect(tabs).to_be_hidden()
    for name in NAMES:
        me.open("/settings/groups/")
        page.locator("input[name=name]").fill(name)
        me.press("Make a group")
        page.wait_for_url("**/add/")
    page.locator(".person-choice", has_text="@star").get_by_role("checkbox").check()
    page.locator(".step-foot button").click()

    me.open("/")
    expect(tabs.get_by_role("link", name=me.word("All", "timeline"))).to_have_attribute("aria-current", "page")
    tabs.get_by_role("link", name=NAMES[-1]).click()
    expect(page).to_have_title(re.compile(NAMES[-1]))
    opened = tabs.get_by_role("link", name=NAMES[-1])
    expect(opened).to_have_attribute("aria-current", "page")
    if looks.script:
        expect(opened).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    authors = page.locator("article.post .post-head a.avatar-link, article.post .post-head > a")
    assert {link.get_attribute("href") for link in authors.all()} == {"/u/star/"}
    tabs.get_by_role("link", name=NAMES[0]).click()
    expect(page.locator(".empty")).to_contain_text(me.word("Nobody is in this group yet"))
    me.follow_link("Add people")
    expect(page.get_by_role("checkbox")).to_have_count(2)
