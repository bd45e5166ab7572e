"""What is said below a post: written, answered, liked, put first, hidden and deleted; with a script and without."""

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import WALKS, Door, Looks
from tests.journeys.person import Person

pytestmark = pytest.mark.browser


def says(person: Person, words: str, form: Locator | None = None) -> Locator:
    form = form or person.page.locator("form[data-comment-form='']")
    form.locator("textarea").fill(words)
    form.locator("button[data-busy]").click()
    return comment(person, words)


def comment(person: Person, words: str) -> Locator:
    """With all that hangs below it; its own parts come first."""
    found = person.page.locator("[data-comment]").filter(has_text=words).last
    expect(found).to_be_visible()
    return found


def does(person: Person, to: Locator, verb: str, context: str = "") -> None:
    to.locator(".comment-menu > summary").first.click()
    to.get_by_text(person.word(verb, context), exact=True).first.click()


def numbers(person: Person, number: str) -> None:
    """Below the post and above the lists of its page."""
    expect(person.page.locator("article.post [data-act=comment] .act-count").first).to_have_text(number)
    expect(person.page.locator("a.tab[href$='#comments'] .tab-count")).to_have_text(number or "0")


@pytest.mark.parametrize("looks", WALKS)
def test_two_talk_below_a_post(visit: Door, looks: Looks) -> None:
    author, reader = (visit(handle=who, **looks.how) for who in ("demo", "brand"))
    address = author.post(f"To be talked about, {looks.name}")
    reader.open(address)
    numbers(reader, "")
    said = says(reader, "First of all")
    numbers(reader, "1")
    like = said.locator("[data-comment-like]").first
    like.click()
    expect(comment(reader, "First of all").locator("[data-comment-like]").first).to_have_attribute(
        "aria-pressed", "true"
    )

    author.open(address)
    comment(author, "First of all").locator("[data-reply]").first.click()
    says(author, "So it is", author.page.locator(".reply-form"))
    author.open(address)
    numbers(author, "2")
    does(author, comment(author, "First of all"), "Pin to the top", "a comment")
    expect(author.page.locator("[data-pinned]")).to_contain_text("First of all")
    does(author, comment(author, "So it is"), "Hide from others", "a comment")
    expect(author.page.locator(".is-hidden")).to_contain_text("So it is")

    stranger = visit(**looks.how)
    stranger.open(address)
    expect(stranger.page.locator("[data-comment]")).to_have_count(1)
    expect(stranger.page.locator("form[data-comment-form]")).to_have_count(0)

    reader.open(address)
    does(reader, comment(reader, "First of all"), "Delete")
    (reader.page.locator("#confirm") if looks.script else reader.page.locator("form.ask")).locator(
        ".button-danger"
    ).click()
    expect(reader.page.get_by_text("First of all")).to_have_count(0)
    numbers(reader, "")
