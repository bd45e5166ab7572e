"""Every kind of page, as axe and a ruler see it: both themes, wide and narrow, for visitors and for members."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.journeys.person import Person

pytestmark = pytest.mark.browser

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
# Colours hardly depend on the width, and nothing else on the theme.
LOOKS = [(1280, "light", RULES), (1280, "dark", COLOURS), (390, "dark", RULES), (390, "light", COLOURS)]
NARROWEST = 320
TALL = 900
RUN = "rules => axe.run({runOnly: rules, resultTypes: ['violations']}).then(found => found.violations)"

OPEN_TO_ALL = [
    "/",
    "/u/star/",
    "/u/star/?tab=about",
    "/u/star/?tab=likes",
    "/u/star/?kind=reposts",
    "/u/star/followers/",
    "/u/demo/following/",
    "/topics/早安/",
    "/search/",
    "/search/?q=s",
    "/search/?q=nothing-begins-so",
    "/settings/appearance/",
    "/help/",
    "/help/verification/",
    "/nothing-here/",
    "/?cursor=tampered",
    "/posts/publish/",
]
SIGNED_OUT = [
    "/accounts/signup/",
    "/accounts/login/?next=/compose/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/accounts/password/reset/sent/",
    "/accounts/password/reset/key/x/y/",
]
MEMBERS = [
    "/compose/",
    "/drafts/",
    "/favourites/",
    "/favourites/collections/",
    "/favourites/folders/",
    "/favourites/folders/new/",
    "/u/demo/",
    "/u/demo/followers/",
    "/settings/",
    "/settings/profile/",
    "/settings/sessions/",
    "/settings/privacy/",
    "/groups/special/",
    "/settings/groups/",
    "/settings/words/",
    "/settings/blocks/",
    "/follows/star/groups/",
    "/follows/star/block/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/welcome/",
    "/welcome/people/",
    "/welcome/hello/",
]


@pytest.mark.parametrize("address", OPEN_TO_ALL + SIGNED_OUT)
def test_visitors_meet_no_barrier(visit: Callable[..., Person], address: str):
    visitor = visit()
    visitor.open(address)
    assert barriers(visitor.page) == []


@pytest.mark.parametrize("address", OPEN_TO_ALL[:-1] + MEMBERS)
def test_members_meet_no_barrier(visit: Callable[..., Person], address: str):
    member = visit(handle="demo")
    member.open(address)
    assert barriers(member.page) == []


def test_staff_meet_no_barrier_on_the_style_page(visit: Callable[..., Person]):
    """All components in all states at once."""
    staff = visit(handle="admin")
    staff.open("/design/")
    assert barriers(staff.page) == []


def a_refused_sign_up(person: Person) -> None:
    person.open("/accounts/signup/")
    person.sign_up("demo")
    expect(person.page.locator(".field-error").first).to_be_visible()


def a_wrong_password(person: Person) -> None:
    person.open("/accounts/login/")
    person.offer("nobody-here", "wrong")
    expect(person.page.get_by_role("alert")).to_be_visible()


def a_code_to_type(person: Person) -> None:
    person.open("/accounts/login/code/")
    person.page.get_by_label(person.word("E-mail address")).fill("somebody@example.org")
    person.press("Send me a code")
    person.page.wait_for_url("**/enter/")


@pytest.mark.parametrize("state", [a_refused_sign_up, a_wrong_password, a_code_to_type])
def test_what_a_visitor_is_told_is_told_to_all(visit: Callable[..., Person], state: Callable[[Person], None]):
    visitor = visit()
    state(visitor)
    assert barriers(visitor.page) == []


def a_refused_post(person: Person) -> None:
    person.open("/compose/")
    person.page.get_by_label(person.word("Your post")).fill("\u202e")
    person.press("Send")
    expect(person.page.locator(".field-error")).to_be_visible()


def a_refused_profile(person: Person) -> None:
    person.open("/settings/profile/")
    person.page.get_by_label(person.word("Nickname")).fill("a b")
    person.press("Save")
    expect(person.page.locator(".field-error").first).to_be_visible()


def a_body_too_large(person: Person) -> None:
    person.open("/compose/")
    person.page.get_by_label(person.word("Your post")).evaluate("box => { box.value = 'x'.repeat(1100000) }")
    person.page.evaluate("document.querySelector('[data-composer]').submit()")
    expect(person.page.locator(".error-code")).to_have_text("413")


def a_form_open_too_long(person: Person) -> None:
    person.open("/compose/")
    person.page.evaluate("document.querySelector('[data-composer] [name=csrfmiddlewaretoken]').value = 'stale'")
    person.page.get_by_label(person.word("Your post")).fill("Nothing typed is lost")
    person.press("Send")
    expect(person.page.locator("textarea[readonly]")).to_have_value("Nothing typed is lost")


def open_emoticons(person: Person) -> None:
    person.open("/compose/")
    person.page.locator("details.picker summary").click()


def open_audience(person: Person) -> None:
    person.open("/compose/")
    person.page.locator("details.audience summary").click()


def a_refused_time(person: Person) -> None:
    person.open("/compose/")
    person.page.locator("details.later summary").click()
    person.page.locator("[name=publish_at]").fill("2020-01-01T10:00")
    person.press("Schedule", "verb")
    expect(person.page.locator("#compose-time_error")).to_be_visible()


def open_card_menu(person: Person) -> None:
    person.open("/")
    person.page.locator("article.post details.menu summary").first.click()


def a_question(person: Person) -> None:
    person.open("/u/demo/followers/")
    person.page.locator(".person-list details.menu summary").first.click()
    person.page.locator(".person-list details.menu [data-confirm]").first.click()
    expect(person.page.get_by_role("dialog")).to_be_visible()


def the_question_without_a_script(person: Person) -> None:
    person.open("/u/demo/followers/")
    person.open(person.page.locator(".person-list [data-confirm]").first.get_attribute("href") or "")


def who_likes_a_post(person: Person) -> None:
    person.open("/u/star/?kind=pictures")
    post = (person.page.locator("article.post").first.get_attribute("id") or "").removeprefix("post-")
    person.open(f"/p/{post}/likes/")
    expect(person.page.locator(".person-list").first).to_be_visible()


def opens_a_talk(person: Person) -> str:
    """The page of a post that has comments; returns its address."""
    person.open("/u/star/")
    talked_of = person.page.locator("article.post [data-act=comment]").filter(has_text=re.compile(r"\d"))
    address = (talked_of.first.get_attribute("href") or "").removesuffix("#comments")
    person.open(address)
    return address


def a_comment_by_itself(person: Person) -> None:
    address = opens_a_talk(person)
    first = person.page.locator("[data-comment]").first.get_attribute("id") or ""
    person.open(f"{address}comments/{first.removeprefix('comment-')}/")
    expect(person.page.locator("[data-comment]").first).to_be_visible()


def the_form_of_a_comment(person: Person) -> None:
    person.open(f"/posts/{opens_a_talk(person).removeprefix('/p/')}comment/")
    expect(person.page.locator("form[data-comment-form]")).to_be_visible()


def a_conversation(person: Person) -> None:
    person.open(f"{opens_a_talk(person)}?view=conversation")
    expect(person.page.locator("[data-comment]").first).to_be_visible()


def a_talk_below_a_post(person: Person) -> None:
    opens_a_talk(person)
    person.page.locator(".comment-menu > summary").first.click()
    expect(person.page.locator("[data-comment] .menu-list").first).to_be_visible()


def an_open_folder(person: Person) -> None:
    person.open("/u/star/?tab=about")
    person.page.locator(".folder-row").first.click()
    expect(person.page.locator("form[data-follow^=folder]")).to_be_visible()


def a_favourite_on_its_way(person: Person) -> None:
    person.open("/favourites/")
    person.page.locator(".favourite-move").first.click()
    expect(person.page.get_by_role("radio").first).to_be_visible()


STATES = [
    who_likes_a_post,
    a_talk_below_a_post,
    a_comment_by_itself,
    the_form_of_a_comment,
    a_conversation,
    an_open_folder,
    a_favourite_on_its_way,
    a_refused_post,
    a_refused_profile,
    a_body_too_large,
    a_form_open_too_long,
    open_emoticons,
    open_audience,
    a_refused_time,
    open_card_menu,
    a_question,
    the_question_without_a_script,
]


@pytest.mark.parametrize("state", STATES)
def test_what_opens_and_what_is_refused_is_no_barrier(visit: Callable[..., Person], state: Callable[[Person], None]):
    member = visit(handle="demo")
    state(member)
    assert barriers(member.page) == []


def test_axe_would_find_something(visit: Callable[..., Person]):
    """The tests above can fail: a picture without words and a box that is too wide."""
    visitor = visit()
    visitor.open("/help/")
    visitor.page.locator("main").evaluate("main => main.append(new Image())")
    visitor.page.locator("main h1").evaluate("title => { title.style.minInlineSize = '600px' }")
    found = " ".join(barriers(visitor.page))
    assert "image-alt" in found
    assert "320: the page is" in found


def barriers(page: Page) -> list[str]:
    """What axe finds, and which widths make the page scroll sideways."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width, scheme, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += too_wide(page, width)
        found += [f"{width} {scheme}: {told(violation)}" for violation in page.evaluate(RUN, rules)]
    return found + too_wide(page, NARROWEST)


def too_wide(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": TALL})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width}: the page is {wide} wide"] if wide > width else []


def told(violation: dict[str, Any]) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:4])
    return f"{violation['id']}: {violation['help']}: {places}"
