"""A post is passed on, with a script in a dialog and without one on pages, and seen to have spread."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import WALKS, Door, Looks
from tests.journeys.person import Person
from tests.journeys.test_accessibility import barriers

pytestmark = pytest.mark.browser


def opens_the_form(person: Person, card: Locator) -> Locator:
    """From the button below a card; with a script it is in a dialog."""
    card.locator("[data-act=repost]").click()
    form = person.page.locator("form[data-repost]")
    expect(form).to_be_visible()
    expect(person.page.locator("dialog[open]")).to_have_count(1 if person.script else 0)
    return form


def sends(person: Person, form: Locator, words: str) -> None:
    box = form.locator("textarea")
    box.fill(words + box.input_value())
    form.locator("button[data-busy]").click()
    expect(person.page.get_by_text(person.word("Reposted."))).to_be_visible()


@pytest.mark.parametrize("looks", WALKS)
def test_a_post_goes_from_one_to_the_next(visit: Door, looks: Looks) -> None:
    first, second = visit(handle="demo", **looks.how), visit(handle="brand", **looks.how)
    words = f"To be passed on, {looks.name}"
    address = first.post(words)

    second.open(address)
    form = opens_the_form(second, second.card(words).first)
    expect(form).to_contain_text(words)
    expect(form.locator("textarea")).to_have_value("")
    form.locator("[name=also]").check()
    sends(second, form, "好")
    second.open(address)
    expect(second.card(words).first.locator("[data-act=repost] .act-count")).to_have_text("1")
    expect(second.page.locator("#comments, main").first).to_contain_text("好")

    first.open(f"{address}reposts/")
    repost = first.page.locator("[data-feed] article.post").first
    form = opens_the_form(first, repost)
    expect(form.locator("textarea")).to_have_value(re.compile(r"^//@.+:好$"))
    expect(form.locator("[name=also]")).to_have_count(2)
    sends(first, form, "嗯")

    stranger = visit(**looks.how)
    stranger.open(f"{address}reposts/")
    expect(stranger.page.locator("[data-feed] article.post")).to_have_count(2)
    stranger.follow_link("How it spread")
    expect(stranger.page.locator("circle.spread-node")).to_have_count(3)
    expect(stranger.page.locator(".spread-list > li > ul > li > ul > li")).to_have_count(1)
    stranger.open(address)
    stranger.follow_link("Conversation", "order of comments")
    talk = stranger.page.locator("#comments .comment")
    # What the second said as a repost and as a comment, and what the first answered.
    expect(talk).to_have_count(3)
    expect(talk.filter(has_text="好")).to_have_count(3)
    stranger.card(words).first.locator("[data-act=repost]").click()
    expect(stranger.page).to_have_url(re.compile(r"/accounts/login/\?next=/posts/\d+/repost/"))


def test_the_dialog_keeps_words_and_gives_the_focus_back(visit: Door) -> None:
    reader = visit(handle="demo")
    reader.open("/u/star/")
    button = reader.page.locator("article.post [data-act=repost]").first
    button.press("Enter")
    box = reader.page.locator("dialog textarea")
    expect(box).to_be_focused()
    box.fill("字" * 1500 + "//@甲:" + "嗯" * 600 + "//@乙:哈")
    expect(reader.page.locator("dialog [data-dropped]")).to_contain_text("@甲 @乙")
    expect(reader.page.locator("dialog button[data-busy]")).to_be_enabled()
    asked: list[str] = []
    reader.page.once("dialog", lambda question: (asked.append(question.message), question.dismiss()))
    reader.page.keyboard.press("Escape")
    expect(box).to_be_visible()
    assert asked == [reader.word("Close without reposting? Your words will be lost.")]
    reader.page.once("dialog", lambda question: question.accept())
    reader.page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(button).to_be_focused()


def the_form(person: Person) -> None:
    opens_the_form(person, person.page.locator("article.post").first)


def its_tree(person: Person) -> None:
    person.page.locator("article.post").first.locator("details.menu summary").click()
    person.page.locator("article.post").first.get_by_role("link", name=person.word("How it spread")).click()
    person.page.wait_for_url("**/spread/")
    for summary in person.page.locator(".spread-more > summary").all():
        summary.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", [the_form, its_tree])
def test_nothing_of_it_is_a_barrier(visit: Door, state, scheme: str) -> None:
    reader = visit(handle="demo", scheme=scheme)
    reader.open("/u/star/")
    state(reader)
    assert barriers(reader.page) == []


def test_a_refused_comment_is_no_barrier_either(visit: Door) -> None:
    reader = visit(handle="demo")
    reader.open("/u/star/")
    address = reader.page.locator("article.post [data-act=repost]").first.get_attribute("href") or ""
    reader.open(address)
    form = reader.page.locator("form[data-repost]")
    form.locator("textarea").fill("字" * 600)
    form.locator("[name=also]").first.check()
    form.locator("button[data-busy]").click()
    expect(reader.page.locator("form[data-repost] .field-error")).to_be_visible()
    assert barriers(reader.page) == []
