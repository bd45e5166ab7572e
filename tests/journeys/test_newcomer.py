"""The walk that the whole site is for: a stranger comes, joins, writes, follows, hears, leaves, and comes back."""

import re
import secrets
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import ARRIVAL, Person
from timelines.pages import PAGE

pytestmark = pytest.mark.browser

ABOUT_MORNING = "今天天气真好 #早安# @star [doge]"

WALKS = [
    pytest.param(width, language, scheme, script, id=f"{width}-{language}-{scheme}-{'script' if script else 'plain'}")
    for script in (True, False)
    for width, language, scheme in (
        (1280, "zh-hans", "light"),
        (1280, "en", "dark"),
        (390, "zh-hans", "dark"),
        (390, "en", "light"),
    )
]


@pytest.mark.parametrize(("width", "language", "scheme", "script"), WALKS)
def test_a_stranger_becomes_a_member(visit: Callable[..., Person], width, language, scheme, script):
    me = visit(width=width, language=language, scheme=scheme, script=script)
    handle = f"newcomer_{secrets.token_hex(4)}"
    reads_signed_out(me)
    joins(me, handle)
    takes_first_steps(me)
    address = writes_about_the_morning(me)
    sees_it_at_home_and_on_its_topic(me)
    follows_by_the_mention(me)
    hears_from_those_followed(me, visit(), handle)
    deletes(me, address)
    leaves(me)
    acts_signed_out_and_comes_back(me, handle)


def reads_signed_out(me: Person) -> None:
    me.open("/")
    expect(me.page.locator("html")).to_have_attribute("lang", "en" if me.language == "en" else "zh-Hans")
    expect(me.page.locator("article.post")).to_have_count(PAGE)


def joins(me: Person, handle: str) -> None:
    me.follow_link("Sign up")
    me.sign_up(handle)
    me.page.wait_for_url("**/welcome/")


def takes_first_steps(me: Person) -> None:
    me.page.locator("label.interest").first.click()
    me.press("Continue")
    me.page.wait_for_url("**/welcome/people/")
    assert me.page.locator("input[name=people]:checked").count() > 0
    me.page.locator(".step-foot button:not([name=skip])").click()
    me.page.wait_for_url("**/welcome/hello/")


def writes_about_the_morning(me: Person) -> str:
    me.follow_link("Write my own")
    return me.send(ABOUT_MORNING)


def sees_it_at_home_and_on_its_topic(me: Person) -> None:
    me.follow_link("Home")
    card = me.card("今天天气真好").first
    expect(card.get_by_role("link", name="@star")).to_have_attribute("href", "/u/star/")
    expect(card.locator("img.emoticon")).to_have_attribute("alt", re.compile("doge", re.I))
    card.get_by_role("link", name="#早安#").click()
    expect(me.page.get_by_role("heading", level=1)).to_have_text("#早安#")
    expect(me.card("今天天气真好").first).to_be_visible()


def follows_by_the_mention(me: Person) -> None:
    me.card("今天天气真好").first.get_by_role("link", name="@star").click()
    me.page.wait_for_url("**/u/star/")
    follow = me.page.locator("form[data-follow=star] button").first
    if follow.get_attribute("data-state") == "follow":
        follow.click()
    expect(follow).to_have_attribute("data-state", "following")


def hears_from_those_followed(me: Person, star: Person, handle: str) -> None:
    """star, whom so many follow that posts are merged when read; the first walk of all also makes the timeline."""
    me.open("/")
    star.sign_in("star")
    star.post(f"Hello {handle}, nice to see you here!")
    arrived = me.card(f"Hello {handle},")
    if me.script:
        pill = me.wait_for_news()
        pill.click()
        expect(pill).to_be_hidden()
        expect(arrived).to_be_focused()
    else:
        reloads_until(me, lambda: arrived.count() == 1)
    expect(arrived).to_have_count(1)


def reloads_until(me: Person, true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ARRIVAL
    while not true() and time.monotonic() < deadline:
        me.page.reload()


def deletes(me: Person, address: str) -> None:
    me.open(address)
    card = me.card("今天天气真好")
    card.locator("details.menu summary").click()
    card.get_by_role("link", name=me.word("Delete")).click()
    me.press("Delete")
    me.page.wait_for_url(lambda url: "/p/" not in url and "/delete/" not in url)
    expect(me.card("今天天气真好")).to_have_count(0)
    assert me.page.request.get(address).status == 404


def leaves(me: Person) -> None:
    me.sign_out()
    me.open("/")
    expect(me.page.locator("article.post")).to_have_count(PAGE)


def acts_signed_out_and_comes_back(me: Person, handle: str) -> None:
    me.open("/u/brand/?tab=about")
    me.page.locator("form[data-follow=brand] button").first.click()
    me.page.wait_for_url("**/accounts/login/**")
    me.sign_in(handle, "sunlight on the river")
    me.page.wait_for_url("**/u/brand/?tab=about")
