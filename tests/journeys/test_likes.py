"""Liking a post and keeping it, from the button to a folder that somebody else looks into."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import WALKS, Door, Looks
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def pressed(person: Person, act: str, is_so: bool) -> None:
    button = person.page.locator(f"article.post [data-act={act}]").first
    expect(button).to_have_attribute("aria-pressed", "true" if is_so else "false")


@pytest.mark.parametrize("looks", WALKS)
def test_a_reader_likes_a_post_and_puts_it_into_an_open_folder(visit: Door, looks: Looks) -> None:
    reader = visit(handle="demo", **looks.how)
    reader.open("/u/star/?kind=pictures")
    page, card = reader.page, reader.page.locator("article.post").first
    for act in ("like", "favourite"):
        if card.locator(f"[data-act={act}][aria-pressed=true]").count():
            # The demo has done it already.
            card.locator(f"[data-act={act}]").click()
        pressed(reader, act, is_so=False)
        card.locator(f"[data-act={act}]").click()
        pressed(reader, act, is_so=True)
    post = card.get_attribute("id").removeprefix("post-")  # type: ignore[union-attr]
    card.locator("[data-act=like]").click()
    pressed(reader, "like", is_so=False)

    reader.open(f"/posts/{post}/favourite/move/")
    reader.follow_link("New folder")
    page.get_by_label(reader.word("Name", "of a folder")).fill(f"For a walk {looks.name}")
    page.get_by_label(reader.word("Public")).check()
    reader.press("Make the folder")
    page.get_by_role("radio", name=f"For a walk {looks.name}").check()
    reader.press("Move", "favourite")
    page.get_by_role("link", name=f"For a walk {looks.name}").first.click()
    expect(page.locator(f"#post-{post}")).to_be_visible()

    stranger = visit(**looks.how)
    stranger.open(page.url)
    expect(stranger.page.locator(f"#post-{post}")).to_be_visible()
    stranger.page.get_by_role("button", name=stranger.word("Follow this collection")).click()
    expect(stranger.page).to_have_url(re.compile(r"/accounts/login/\?next=%2Ffavourites%2F\d+%2F"))
    page.locator(f"#post-{post} [data-act=favourite]").click()

    member = visit(handle="brand", **looks.how)
    member.open(page.url)
    button = member.page.locator("form[data-follow^=folder] button")
    button.click()
    expect(button).to_have_attribute("data-state", "following")
    member.open("/favourites/collections/")
    expect(member.page.locator(".folder-row").filter(has_text=f"For a walk {looks.name}")).to_be_visible()


def test_the_button_keeps_the_focus_and_says_what_happened(visit: Door) -> None:
    reader = visit(handle="demo")
    reader.open("/u/star/")
    button = reader.page.locator("article.post [data-act=like]").nth(1)
    was = button.get_attribute("aria-pressed")
    for state in ("false" if was == "true" else "true", was or ""):
        button.press("Enter")
        expect(button).to_have_attribute("aria-pressed", state)
        expect(button).to_be_focused()
    said = reader.page.locator("[data-toasts]")
    expect(said).to_contain_text(reader.word("Liked"))
    expect(said).to_contain_text(reader.word("Like taken back"))


def test_without_an_answer_the_plain_form_is_sent(visit: Door) -> None:
    reader = visit(handle="demo")
    reader.open("/u/star/")
    button = reader.page.locator("article.post [data-act=favourite]").nth(1)
    was = button.get_attribute("aria-pressed")
    reader.page.add_init_script("window.fetch = () => Promise.reject(new Error('away'))")
    reader.page.reload()
    with reader.page.expect_navigation():
        button.click()
    expect(reader.page).to_have_url(re.compile(r"/u/star/#post-\d+$"))
    expect(button).to_have_attribute("aria-pressed", "false" if was == "true" else "true")
    with reader.page.expect_navigation():
        button.click()
