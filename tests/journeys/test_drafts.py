"""A post that is not for now, or not for everybody: chosen in the composer, kept, changed, and sent."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WALKS, Door, Looks
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def chooses(me: Person, sheet: str) -> None:
    """Opens one of the composer's sheets, or closes it again."""
    me.page.locator(f"details.{sheet} > summary").click()


def leaves(me: Person, sheet: str) -> None:
    if me.script:
        me.page.keyboard.press("Escape")
    else:
        chooses(me, sheet)


@pytest.mark.parametrize("looks", WALKS)
def test_one_chooses_for_whom_and_when_keeps_it_and_sends_it(visit: Door, looks: Looks) -> None:
    me = visit(handle="demo", **looks.how)
    me.open("/compose/")
    text = f"Walked by {looks.name}"
    me.page.get_by_label(me.word("Your post")).fill(text)
    chooses(me, "audience")
    me.page.get_by_role("radio", name=me.word("Only me", "audience")).check()
    me.page.get_by_label(me.word("Who may comment")).select_option("nobody")
    me.page.get_by_role("checkbox", name=me.word("Spoiler")).check()
    leaves(me, "audience")
    expect(me.page.locator(".audience-self")).to_be_visible()
    expect(me.page.locator(".audience-public")).to_be_hidden()
    chooses(me, "later")
    at = datetime.now() + timedelta(days=2)
    me.page.locator("[name=publish_at]").fill(f"{at:%Y-%m-%dT07:45}")
    leaves(me, "later")
    me.press("Schedule", "verb") if me.script else me.press("Send")
    me.page.wait_for_url("**/drafts/")
    row = me.page.locator("article.draft").filter(has_text=text)
    expect(row).to_contain_text("07:45")
    expect(row).to_contain_text(me.word("Only me", "audience"))
    row.get_by_role("link", name=me.word("Change"), exact=True).click()
    expect(me.page.locator("[name=publish_at]")).to_have_value(f"{at:%Y-%m-%dT07:45}")
    chooses(me, "later")
    me.page.locator("[name=publish_at]").fill("")
    me.press("Save as draft")
    me.page.wait_for_url("**/drafts/")
    expect(row).not_to_contain_text("07:45")
    row.get_by_role("button", name=me.word("Publish now")).click()
    me.page.wait_for_url("**/p/*/")
    expect(me.page.locator("article.post").first).to_contain_text(me.word("Only me", "audience"))


def test_home_fetches_groups_when_they_are_wanted_and_escape_leads_back(visit: Door) -> None:
    me = visit(handle="demo")
    me.open("/")
    box = me.page.get_by_label(me.word("Your post"))
    box.fill("For some")
    chooses(me, "audience")
    me.press("A group…")
    expect(me.page.locator("details.audience a.audience-make")).to_be_visible()
    expect(box).to_have_value("For some")
    me.page.keyboard.press("Escape")
    expect(me.page.locator("details.audience > summary")).to_be_focused()


def test_a_draft_is_thrown_away_after_a_question(visit: Door) -> None:
    me = visit(handle="demo")
    me.open("/compose/?text=Rather+not")
    chooses(me, "later")
    me.press("Save as draft")
    row = me.page.locator("article.draft").filter(has_text="Rather not")
    row.get_by_role("link", name=me.word("Delete")).click()
    me.page.locator("dialog [data-confirm-action]").click()
    expect(row).to_have_count(0)
