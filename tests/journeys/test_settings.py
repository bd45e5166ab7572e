"""What a person sets counts at once, and is still so tomorrow and elsewhere."""

import io
import re
import secrets
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.person import Person

pytestmark = pytest.mark.browser

CHINESE, ENGLISH = "简体中文", "English"
# The media worker is niced; a full machine lets it wait.
PREPARED = 40_000


def joined(person: Person) -> str:
    handle = f"settled_{secrets.token_hex(4)}"
    person.open("/accounts/signup/")
    person.sign_up(handle)
    person.page.wait_for_url("**/welcome/")
    return handle


def language_of(person: Person) -> str:
    return person.page.locator("html").get_attribute("lang") or ""


def theme_of(person: Person) -> str:
    return person.page.locator("html").get_attribute("data-theme") or ""


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_visitors_language_and_theme_stay(visit: Callable[..., Person], script: bool):
    me = visit(script=script)
    me.open("/u/star/?tab=about")
    assert (language_of(me), theme_of(me)) == ("en", "system")
    me.page.get_by_role("button", name=CHINESE).filter(visible=True).first.click()
    expect(me.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert me.page.url.endswith("/u/star/?tab=about")
    me.language = "zh-hans"
    me.press("Dark")
    expect(me.page.locator("html")).to_have_attribute("data-theme", "dark")
    me.page.wait_for_load_state("networkidle")
    me.open("/help/")
    assert (language_of(me), theme_of(me)) == ("zh-Hans", "dark")


def test_a_members_language_and_theme_go_along_to_other_devices(visit: Callable[..., Person]):
    me, elsewhere = visit(), visit(width=390)
    handle = joined(me)
    me.open("/settings/appearance/")
    with me.page.expect_response("**/settings/appearance/"):
        me.page.get_by_label(me.word("Dark")).filter(visible=True).first.check()
    expect(me.page.locator("html")).to_have_attribute("data-theme", "dark")
    me.page.get_by_label(CHINESE).check()
    me.page.locator("form[action='/settings/language/'] button", has_text=me.word("Apply")).click()
    expect(me.page.locator("html")).to_have_attribute("lang", "zh-Hans")
    elsewhere.sign_in(handle, "sunlight on the river")
    elsewhere.open("/help/")
    assert (language_of(elsewhere), theme_of(elsewhere)) == ("zh-Hans", "dark")


def picture() -> bytes:
    """A photograph as a phone makes it: wide, with more pixels than are shown."""
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(drawn, "JPEG")
    return drawn.getvalue()


def test_a_new_profile_shows_and_its_picture_when_it_is_ready(visit: Callable[..., Person]):
    me = visit()
    handle = joined(me)
    me.open("/settings/profile/")
    me.page.get_by_label(me.word("About you")).fill("Rows a boat.\nReads on the water.")
    me.page.get_by_label(me.word("Region")).fill("杭州")
    me.page.locator("input[name=avatar]").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    me.press("Save")
    shown = me.page.locator("#avatar-preview img")
    expect(shown).to_have_attribute("src", re.compile("^/media/"), timeout=PREPARED)
    answer = me.page.request.get(shown.get_attribute("src") or "")
    assert answer.headers["content-type"].startswith("image/")
    width, height = Image.open(io.BytesIO(answer.body())).size
    assert width == height
    me.open(f"/u/{handle}/")
    expect(me.page.get_by_text("Reads on the water.")).to_be_visible()
    expect(me.page.locator(".profile .avatar img")).to_have_js_property("complete", True)


def test_ending_another_session_ends_it_there(visit: Callable[..., Person]):
    me, elsewhere = visit(), visit(width=390)
    handle = joined(me)
    elsewhere.sign_in(handle, "sunlight on the river")
    me.open("/settings/sessions/")
    assert me.page.locator(".session").count() == 2
    me.page.locator("form[action$='/end/'] button").click()
    expect(me.page.locator(".session")).to_have_count(1)
    elsewhere.open("/settings/")
    elsewhere.page.wait_for_url("**/accounts/login/**")
    me.open("/settings/")
    expect(me.page.get_by_role("heading", level=1)).to_have_text(me.word("Settings"))
