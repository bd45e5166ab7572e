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
    const {top, bottom} = picture.getBoundingClientRect();
    return !picture.checkVisibility() || bottom < 0 || top > innerHeight || picture.complete;
})"""
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
    page.goto(picture.address, wait_until="networkidle")
    if picture.press:
        page.locator(picture.press).filter(visible=True).first.click()
    page.wait_for_function(ALL_SHOWN)
    keep(page, FOLDER / f"{picture.name}.png")
    context.close()


def sign_in(page: Page, handle: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(handle)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")


def keep(page: Page, file: Path) -> None:
    """With 256 colours, moved to where the picture has them: a third of the bytes, and nobody sees it."""
    page.screenshot(path=file)
    with Image.open(file) as picture:
        fewer = picture.convert("RGB").quantize(256, kmeans=3, dither=Image.Dither.NONE)
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
