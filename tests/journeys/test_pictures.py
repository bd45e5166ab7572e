"""A photograph goes from one person's composer to another's lightbox, with and without a script."""

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from tests.journeys.test_newcomer import WALKS, reloads_until
from tests.media import pictures

pytestmark = pytest.mark.browser

# Milliseconds for the worker: it goes behind everything else, and on a new site the demo's own pictures come first.
PREPARED = 180_000


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files as somebody would choose them."""
    folder = tmp_path_factory.mktemp("album")
    (folder / "phone.jpg").write_bytes(pictures.phone_photograph(6))
    (folder / "wide.png").write_bytes(pictures.encoded(pictures.quarters(900, 300), "PNG"))
    (folder / "long.jpg").write_bytes(pictures.encoded(pictures.quarters(400, 2400)))
    (folder / "words.jpg").write_bytes(b"no picture at all")
    (folder / "torn.jpg").write_bytes(pictures.jpeg(1200, 900)[:9000])
    frames = [pictures.quarters(200, 150).rotate(turn).convert("P") for turn in (0, 90, 180, 270)]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:], duration=120, loop=0)
    return folder


def chosen(me: Person, *files: Path) -> None:
    me.page.locator("[name=images]").set_input_files(list(files))
    if not me.script:
        me.page.locator("button[value=add]").click()


def attachments(me: Person) -> Locator:
    return me.page.locator("[data-attachment-list] > [data-attachment]")


def describes(me: Person, number: int, text: str) -> None:
    item = attachments(me).nth(number)
    item.locator("summary").click()
    item.locator("[name=alt]").fill(text)
    if me.script:
        me.page.keyboard.press("Escape")


def sends(me: Person, text: str) -> str:
    me.page.get_by_label(me.word("Your post")).fill(text)
    me.press("Send")
    me.page.wait_for_url("**/p/*/")
    return me.page.url


def waits_for_pictures(me: Person, number: int) -> Locator:
    """By themselves where there is a script; else one looks again."""
    links = me.page.locator(".picture-link")
    if not me.script:
        reloads_until(me, lambda: links.count() == number)
    expect(links).to_have_count(number, timeout=PREPARED)
    return links


# Each width, language, theme, and with and without a script: twice.
PEOPLE = [WALKS[number] for number in (0, 3, 5, 6)]


@pytest.mark.parametrize(("width", "language", "scheme", "script"), PEOPLE)
def test_a_photograph_reaches_somebody_else(
    visit: Callable[..., Person], album: Path, width: int, language: str, scheme: str, script: bool
) -> None:
    looks = {"width": width, "language": language, "scheme": scheme, "script": script}
    me, reader = visit(handle="demo", **looks), visit(**looks)
    me.open("/compose/")
    chosen(me, album / "phone.jpg", album / "wide.png", album / "long.jpg")
    expect(attachments(me)).to_have_count(3)
    # The second goes before the first.
    attachments(me).nth(1).locator("[data-move='-1']").click()
    expect(attachments(me)).to_have_count(3)
    describes(me, 1, "The house by the river")
    address = sends(me, f"Three pictures {width} {language} {script}")
    waits_for_pictures(me, 3)
    reader.open(address)
    links = waits_for_pictures(reader, 3)
    expect(reader.page.locator(".picture-mark")).to_have_text(reader.word("Long", "picture"))
    expect(links.nth(1).locator("picture img")).to_have_attribute("alt", "The house by the river")
    links.nth(1).click()
    address = looks_at_it(reader)
    holds_nothing_but_pixels(reader, address)
    me.open("/u/demo/?tab=photos")
    expect(me.page.locator(".wall .picture-link").first).to_be_visible()


def looks_at_it(reader: Person) -> str:
    """In the lightbox, or on the picture's page; returns the address of what is shown."""
    if not reader.script:
        reader.page.wait_for_url("**/photo/2/")
        expect(reader.page.locator(".photo-alt")).to_have_text("The house by the river")
        return reader.page.locator(".photo-picture img").get_attribute("src") or ""
    dialog = reader.page.locator("#lightbox")
    expect(dialog).to_be_visible()
    expect(reader.page.locator("[data-lightbox-alt]")).to_have_text("The house by the river")
    expect(reader.page.locator("[data-lightbox-count]")).to_have_text(re.compile("2.*3"))
    reader.page.keyboard.press("ArrowRight")
    expect(reader.page.locator("[data-lightbox-count]")).to_have_text(re.compile("3.*3"))
    expect(dialog.locator(".lightbox-slide").nth(2)).to_have_class(re.compile("is-long"))
    reader.page.keyboard.press("ArrowLeft")
    expect(reader.page.locator("[data-lightbox-count]")).to_have_text(re.compile("2.*3"))
    address = dialog.locator(".lightbox-slide").nth(1).locator("img:not(.lightbox-preview)").get_attribute("src")
    reader.page.go_back()
    expect(dialog).to_be_hidden()
    expect(reader.page.locator(".picture-link").nth(1)).to_be_focused()
    return address or ""


def holds_nothing_but_pixels(reader: Person, address: str) -> None:
    content = reader.page.request.get(address).body()
    assert pictures.SECRET_MAKER.encode() not in content
    picture = Image.open(io.BytesIO(content))
    assert not picture.getexif()
    # Turned by its orientation: 400 × 300 stands upright.
    assert picture.height > picture.width


def test_what_can_not_be_taken_is_told_beside_it_and_the_rest_is_sent(
    visit: Callable[..., Person], album: Path, complaints: list[str]
) -> None:
    me = visit(handle="demo")
    me.open("/")
    chosen(me, album / "words.jpg", album / "wide.png", album / "torn.jpg")
    states = me.page.locator("[data-attachment-state]")
    expect(states.nth(0)).to_have_text(re.compile("JPEG, PNG"))
    expect(states.nth(2)).to_have_text(re.compile("damaged"), timeout=PREPARED)
    me.page.get_by_label(me.word("Your post")).fill("One of three")
    me.press("Send")
    expect(me.page.locator("[data-attachment-errors]")).to_contain_text("could not be added")
    for number in (2, 0):
        attachments(me).nth(number).locator("[data-remove]").click()
    expect(attachments(me)).to_have_count(1)
    me.press("Send")
    expect(me.card("One of three").first.locator("[data-pictures]")).to_be_visible()
    # The words that call themselves a picture are refused, as they should be.
    assert [complaint for complaint in complaints if ": 400 for" not in complaint] == []
    complaints.clear()


def test_what_was_chosen_is_there_again_after_a_reload(visit: Callable[..., Person], album: Path) -> None:
    me = visit(handle="demo")
    me.open("/compose/")
    chosen(me, album / "wide.png")
    expect(attachments(me)).to_have_attribute("data-state", re.compile("queued|ready"))
    # What is said of a picture is none of the post's words.
    describes(me, 0, "long " * 60)
    me.page.wait_for_timeout(300)
    expect(me.page.locator("[data-counter]")).to_be_hidden()
    describes(me, 0, "Kept")
    me.page.locator("#compose-text").focus()
    me.page.reload()
    expect(attachments(me)).to_have_count(1)
    expect(attachments(me).locator("[name=alt]")).to_have_value("Kept")
    attachments(me).locator("[data-remove]").click()
    expect(me.page.locator("#compose-text")).to_be_focused()


def test_a_tenth_picture_is_not_taken(visit: Callable[..., Person], album: Path) -> None:
    me = visit(handle="demo")
    me.open("/compose/")
    chosen(me, *[album / "wide.png"] * 10)
    expect(attachments(me)).to_have_count(9)
    expect(me.page.locator("[data-attachment-errors]")).to_contain_text("nine")


def test_a_picture_that_moves_is_started_and_stopped(visit: Callable[..., Person], album: Path) -> None:
    """The visitors of these tests ask for less motion: nothing begins by itself."""
    me = visit(handle="demo")
    me.open("/compose/")
    chosen(me, album / "moving.gif")
    sends(me, "It moves")
    waits_for_pictures(me, 1)
    button = me.page.locator("[data-motion]")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(me.page.locator(".picture-moving")).to_be_visible()
    button.click()
    expect(me.page.locator(".picture-moving")).to_have_count(0)


def test_what_is_sensitive_is_shown_when_asked_for(visit: Callable[..., Person], album: Path) -> None:
    for script in (True, False):
        me = visit(handle="demo", script=script)
        me.open("/compose/")
        chosen(me, album / "wide.png")
        me.page.locator("[name=sensitive]").check()
        sends(me, f"Covered {script}")
        cover = me.page.locator(".veil-cover")
        expect(cover).to_be_visible()
        expect(me.page.locator("[data-pictures]")).to_be_hidden()
        cover.click()
        expect(me.page.locator("[data-pictures]")).to_be_visible()


# What a browser hands over when a file is dropped on an element, or pasted into it.
HANDED = """([selector, kind, name, words]) => {
  const given = new DataTransfer();
  const file = Uint8Array.from(atob(window.picture), (letter) => letter.charCodeAt(0));
  given.items.add(new File([file], name, { type: "image/png" }));
  if (words) given.setData("text/plain", words);
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true })
    : new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


def hands_over(me: Person, album: Path, kind: str, words: str = "") -> None:
    content = base64.b64encode((album / "wide.png").read_bytes()).decode()
    me.page.evaluate("(content) => { window.picture = content; }", content)
    me.page.evaluate(HANDED, ["#compose-text", kind, f"{kind}.png", words])


def test_pictures_are_dropped_and_pasted_and_words_stay_words(visit: Callable[..., Person], album: Path) -> None:
    me = visit(handle="demo")
    me.open("/compose/")
    hands_over(me, album, "dragover")
    expect(me.page.locator("form.composer")).to_have_class(re.compile("is-over"))
    hands_over(me, album, "drop")
    expect(attachments(me)).to_have_count(1)
    expect(me.page.locator("form.composer")).not_to_have_class(re.compile("is-over"))
    hands_over(me, album, "paste")
    expect(attachments(me)).to_have_count(2)
    # The cells of a spreadsheet come with a picture of themselves.
    hands_over(me, album, "paste", words="a\tb")
    me.page.wait_for_timeout(500)
    expect(attachments(me)).to_have_count(2)
    for _ in range(2):
        attachments(me).first.locator("[data-remove]").click()
    expect(attachments(me)).to_have_count(0)


def test_arrows_move_a_picture_and_keep_the_focus(visit: Callable[..., Person], album: Path) -> None:
    me = visit(handle="demo")
    me.open("/compose/")
    chosen(me, album / "wide.png", album / "phone.jpg")
    expect(attachments(me)).to_have_count(2)
    last = attachments(me).nth(1)
    last.locator("[data-move='-1']").focus()
    me.page.keyboard.press("Enter")
    expect(attachments(me).nth(0).locator("[data-move='1']")).to_be_focused()
    expect(attachments(me).nth(0).locator("[data-remove]")).to_have_accessible_name("Remove picture 1")
    for _ in range(2):
        attachments(me).first.locator("[data-remove]").click()
    expect(attachments(me)).to_have_count(0)


def test_one_way_back_leads_out_of_the_lightbox_however_often_it_is_pressed(
    visit: Callable[..., Person], album: Path
) -> None:
    me = visit(handle="demo")
    me.open("/compose/")
    chosen(me, album / "wide.png")
    address = sends(me, "One way back")
    waits_for_pictures(me, 1).click()
    expect(me.page.locator("#lightbox")).to_be_visible()
    me.page.locator("[data-lightbox-close]").dblclick()
    expect(me.page.locator("#lightbox")).to_be_hidden()
    me.page.wait_for_timeout(300)
    assert me.page.url == address
