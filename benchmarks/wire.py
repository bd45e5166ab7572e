"""What a home of 25 posts with pictures weighs on a phone, against the same without WEBP: `python -m benchmarks.wire`

A real Chromium, 390 pixels wide with two device pixels each, scrolls to the end, so that every lazy picture loads; it
counts the bytes that came, as they came, and the page as nginx compresses it is added on both sides. A browser that
knows no WEBP is made of the same one: the page is taken on its way, and every <source> left out of it, which leaves the
JPEG of <img>, of one size for all screens. So both count: the format, and that a phone takes what fits it.
"""

import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from benchmarks.crowd import CARDS, follow, member, signed_in
from benchmarks.figures import Figure, tell
from benchmarks.photographs import encoded, photograph
from benchmarks.site import production
from benchmarks.turns import request

if TYPE_CHECKING:
    from accounts.models import User

# How many pictures each post of the page has: most one, some a row or two, one all nine.
COUNTS = (1, 1, 3, 1, 2, 1, 1, 9, 1, 1, 4, 1, 3, 1, 1, 1, 2, 1, 6, 1, 1, 3, 1, 1, 1)
# Of the photographs taken, in turns: landscape, upright, square.
SHAPES = ((2400, 1800), (1800, 2400), (2000, 2000), (2400, 1600))
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
SOURCE = re.compile(r"<source\b[^>]*>")
PREPARED_WITHIN = 600.0
KILOBYTE = 1000
# Every picture of a post, whether it is there.
ALL_LOADED = (
    "() => [...document.querySelectorAll('.picture picture img')].every(each => each.complete && each.naturalWidth)"
)


def main() -> None:
    with production() as stack:
        reader = _home()
        headers = signed_in(reader)
        html = len(request(stack.layout.port, "/", headers | {"Accept-Encoding": "gzip"}))
        with _browser() as browser:
            webp, pictures = _weight(browser, stack.address, headers, without_webp=False)
            jpeg, _ = _weight(browser, stack.address, headers, without_webp=True)
    tell(_figure(html, webp, jpeg, pictures))


def _figure(html: int, webp: int, jpeg: int, pictures: int) -> Figure:
    with_webp, without = (html + webp) / KILOBYTE, (html + jpeg) / KILOBYTE
    return Figure(
        what=f"Home of {CARDS} posts with {pictures} pictures on a phone: bytes against the same without WEBP",
        value=100 * with_webp / without,
        unit="%",
        gate=50,
        detail=f"{with_webp:,.0f} kB, {html / KILOBYTE:.0f} of them HTML",
        reference=f"JPEG: {without:,.0f} kB",
    )


def _home() -> "User":
    """Somebody whose home is one page of posts with pictures, all of them prepared."""
    reader, author = member(), member()
    follow([(reader.pk, author.pk)])
    album = [encoded(photograph(shape, number=number)) for number, shape in enumerate(SHAPES * 2)]
    taken = 0
    for number, count in enumerate(COUNTS):
        _publish(author, number, [album[(taken + place) % len(album)] for place in range(count)])
        taken += count
    _await_prepared()
    return reader


def _publish(author: "User", number: int, contents: Sequence[bytes]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from media.actions import hold
    from posts.actions import import_post
    from posts.pictures import PICTURE, Attachment

    uploads = [SimpleUploadedFile("IMG.jpg", content) for content in contents]
    files = [hold(owner=author, purpose=PICTURE, upload=upload) for upload in uploads]
    attachments = [Attachment(file.key, "What is to be seen in it") for file in files]
    at = timezone.now() - timedelta(minutes=number)
    import_post(author=author, raw=f"第 {number} 天，走到哪里拍到哪里。", at=at, attachments=attachments)


def _await_prepared() -> None:
    from media.models import File

    until = time.monotonic() + PREPARED_WITHIN
    while File.objects.exclude(state=File.State.READY).exists():
        assert time.monotonic() < until, "The pictures are not prepared."
        time.sleep(0.5)


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        installed = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        yield browser
        browser.close()


def _weight(browser: Browser, address: str, headers: dict[str, str], *, without_webp: bool) -> tuple[int, int]:
    """Bytes of all pictures of the page, headers included, and how many pictures those are."""
    context = browser.new_context(base_url=address, locale="zh-CN", **PHONE)  # type: ignore[arg-type]
    context.add_cookies([_cookie(each, address) for each in headers["Cookie"].split("; ")])
    page = context.new_page()
    if without_webp:
        page.route(f"{address}/", _leave_sources_out)
    sizes = _listened(page)
    page.goto("/")
    _read_to_the_end(page)
    pictures = page.locator(".picture picture img").count()
    assert pictures == sum(COUNTS), pictures
    assert len(sizes) == pictures, (len(sizes), pictures)
    context.close()
    return sum(sizes.values()), pictures


def _listened(page: Page) -> dict[str, int]:
    """Request → the bytes that came for it, of requests for pictures."""
    asked: set[str] = set()
    sizes: dict[str, int] = {}
    events = page.context.new_cdp_session(page)
    events.send("Network.enable")

    def on_request(event: dict[str, Any]) -> None:
        if "/media/" in event["request"]["url"]:
            asked.add(event["requestId"])

    def on_end(event: dict[str, Any]) -> None:
        if event["requestId"] in asked:
            sizes[event["requestId"]] = int(event["encodedDataLength"])

    events.on("Network.requestWillBeSent", on_request)
    events.on("Network.loadingFinished", on_end)
    return sizes


def _leave_sources_out(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=SOURCE.sub("", answer.text()))


def _read_to_the_end(page: Page) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    for place in range(0, height, 400):
        page.evaluate(f"scrollTo(0, {place})")
        page.wait_for_timeout(40)
    page.wait_for_function(ALL_LOADED)
    page.wait_for_load_state("networkidle")


def _cookie(text: str, address: str) -> Any:
    name, _, value = text.partition("=")
    return {"name": name, "value": value, "url": address}


if __name__ == "__main__":
    main()
