"""Draws the pictures of docs/screenshots/ from a freshly made demo: .venv/bin/python -m scripts.make_screenshots

Look at them before they are committed.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.live_site import start_site
from tests.requirements import chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESKTOP, PHONE = (1280, 900), (390, 844)
CHINESE, ENGLISH = "zh-CN", "en-GB"
# Pictures load lazily: those in sight are waited for.
ALL_SHOWN = """() => [...document.images].every(picture => {
    const {top, bottom, left, right} = picture.getBoundingClientRect();
    const isOutside = bottom < 0 || top > innerHeight || right <= 0 || left >= innerWidth;
    return isOutside || !picture.checkVisibility() || picture.complete;
})"""
# The demo's pictures are prepared after the site is up: a minute of work where nothing else is done. Milliseconds.
WAITING, PREPARED_WITHIN, AGAIN = "[data-pictures-waiting]", 300_000, 1_000
PASSWORD = "weibo-demo"  # noqa: S105  (the demo's, known to everybody)


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    size: tuple[int, int] = DESKTOP
    locale: str = CHINESE
    scheme: str = "light"
    # What is pressed before the picture is taken.
    press: str = ""
    handle: str = "demo"


PICTURES = [
    Picture("home-desktop", "/"),
    Picture("home-phone", "/", PHONE),
    Picture("home-dark", "/", locale=ENGLISH, scheme="dark"),
    Picture("home-phone-dark", "/", PHONE, scheme="dark"),
    Picture("visitor-desktop", "/", locale=ENGLISH, handle=""),
    Picture("profile-desktop", "/u/star/"),
    Picture("profile-phone", "/u/brand/", PHONE, ENGLISH, "dark"),
    Picture("compose-phone", "/compose/", PHONE, press="details.picker summary"),
    Picture("topic-desktop", "/topics/早安/", locale=ENGLISH),
    Picture("profile-dark", "/u/star/", locale=ENGLISH, scheme="dark"),
    Picture("lightbox-desktop", "/u/shanye/", press="[data-picture]"),
    Picture("album-phone", "/u/shanye/?tab=photos", PHONE),
    Picture("first-steps-desktop", "/welcome/"),
    Picture("first-steps-phone", "/welcome/people/", PHONE),
    Picture("desk-desktop", "/admin/accounts/user/?badge__exact=blue", handle="admin"),
]


def draw(browser: Browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        locale=picture.locale,
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if picture.scheme == "dark" else "light",
        device_scale_factor=2 if picture.size == PHONE else 1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.handle:
        sign_in(page, picture.handle)
    go_when_prepared(page, picture.address)
    if picture.press:
        page.locator(picture.press).filter(visible=True).first.click()
    page.wait_for_function(ALL_SHOWN)
    keep(page, FOLDER / f"{picture.name}.png")
    context.close()


def go_when_prepared(page: Page, address: str) -> None:
    """Load the page until none of its pictures is being prepared any more."""
    page.goto(address, wait_until="networkidle")
    for _ in range(PREPARED_WITHIN // AGAIN):
        if not page.locator(WAITING).count():
            return
        page.wait_for_timeout(AGAIN)
        page.goto(address, wait_until="networkidle")
    raise TimeoutError(f"{address} still waits for its pictures")


def sign_in(page: Page, handle: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(handle)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")


def keep(page: Page, file: Path) -> None:
    """With 256 colours, chosen for the picture and mixed where they don't suffice: fewer bytes, and few see it."""
    page.screenshot(path=file)
    with Image.open(file) as picture:
        plain = picture.convert("RGB")
        fewer = plain.quantize(palette=plain.quantize(256, kmeans=3))
    fewer.save(file, optimize=True)


def main(names: list[str]) -> None:
    """Draw those named, or all."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = start_site(Path(folder))
        try:
            site.await_start()
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            for picture in PICTURES:
                if not names or picture.name in names:
                    draw(browser, site.address, picture)
            browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
