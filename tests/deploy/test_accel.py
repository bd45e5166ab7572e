"""Pictures that the site allows and nginx hands over: the real view, behind the real nginx (MEDIA_ACCEL=on)."""

from collections.abc import Iterator
from email.utils import formatdate
from http.client import HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.pictures import AVATAR
from deploy import nginx
from deploy.servers import spare_port
from media import actions, purposes, storage
from media.models import File, Rendition, new_key
from media.purposes import Purpose
from operations import static_pages
from tests.deploy.front import Front, started

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
WEBP = bytes(range(256)) * 80


@pytest.fixture
def front(live_server: LiveServer, settings: Settings, tmp_path: Path) -> Iterator[Front]:
    """nginx in front of a server inside this process. Pictures lie where the site has them, all else in a folder."""
    settings.MEDIA_ACCEL = True
    port = spare_port()
    static_pages.write(site.VAR_DIR / "pages")
    text = nginx.rendered(folder=tmp_path, sockets=tmp_path, var=site.VAR_DIR, listen=f"127.0.0.1:{port}")
    for name in ("web-1", "web-2"):
        text = text.replace(f"unix:{tmp_path}/{name}.sock", live_server.url.removeprefix("http://"))
    with started(tmp_path, port, text) as front:
        yield front


@pytest.fixture
def rendition(alice: User) -> Rendition:
    file = actions.adopt(owner=alice, purpose=AVATAR, pictures={"192": WEBP})
    return file.renditions.get()


def stored(rendition: Rendition) -> Path:
    return Path(site.MEDIA_ROOT) / storage.rendition_name(rendition.key)


def names(answer: HTTPResponse) -> list[str]:
    return [name.lower() for name, _ in answer.getheaders()]


@pytest.fixture
def private(rendition: Rendition, monkeypatch: pytest.MonkeyPatch) -> Rendition:
    letter = Purpose("letter", AVATAR.recipe, lambda file: False, lambda file, viewer: viewer.pk == file.owner_id)
    monkeypatch.setitem(purposes._registered, letter.name, letter)
    File.objects.update(purpose=letter.name)
    return rendition


def cookie(client: Client) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())}


def test_a_public_picture_comes_whole_with_the_sites_headers_and_each_once(front: Front, rendition: Rendition) -> None:
    answer = front.ask(f"/media/{rendition.key}")
    assert (answer.status, answer.text) == (200, WEBP)
    told = {
        "Content-Type": "image/webp",
        "Content-Length": str(len(WEBP)),
        "Content-Disposition": f'inline; filename="{rendition.key}.webp"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Accept-Ranges": "bytes",
    }
    assert {name: answer.headers[name] for name in told} == told
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert len(names(answer)) == len(set(names(answer)))
    assert not {"x-accel-redirect", "set-cookie"} & set(names(answer))


def test_a_head_tells_the_same_without_bytes(front: Front, rendition: Rendition) -> None:
    answer = front.ask(f"/media/{rendition.key}", method="HEAD")
    assert (answer.status, answer.text, answer.headers["Content-Length"]) == (200, b"", str(len(WEBP)))
    assert answer.headers["Content-Type"] == "image/webp"


def test_a_part_is_a_part(front: Front, rendition: Rendition) -> None:
    answer = front.ask(f"/media/{rendition.key}", {"Range": "bytes=100-199"})
    assert (answer.status, answer.text) == (206, WEBP[100:200])
    assert answer.headers["Content-Range"] == f"bytes 100-199/{len(WEBP)}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    etag = answer.headers["ETag"]
    same = front.ask(f"/media/{rendition.key}", {"Range": "bytes=-5", "If-Range": etag})
    assert (same.status, same.text) == (206, WEBP[-5:])
    assert front.ask(f"/media/{rendition.key}", {"Range": f"bytes={len(WEBP)}-"}).status == 416


def test_who_has_it_already_gets_no_bytes(front: Front, rendition: Rendition) -> None:
    first = front.ask(f"/media/{rendition.key}")
    seen = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
    for told, asked in seen.items():
        answer = front.ask(f"/media/{rendition.key}", {asked: first.headers[told]})
        assert (answer.status, answer.text) == (304, b"")
        assert answer.headers["Cache-Control"] == first.headers["Cache-Control"]
        assert len(names(answer)) == len(set(names(answer)))


def test_who_had_it_of_the_site_itself_gets_no_bytes_either(front: Front, rendition: Rendition) -> None:
    assert front.ask(f"/media/{rendition.key}", {"If-None-Match": f'"{rendition.key}"'}).status == 304


@pytest.mark.parametrize("area", ["originals", "renditions"])
def test_what_is_stored_has_no_address_of_its_own(front: Front, rendition: Rendition, area: str) -> None:
    folder = f"/_stored/{area}/{rendition.key[:2]}"
    for path in (f"{folder}/{rendition.key}", f"/{folder}/{rendition.key}", folder, f"{folder}/", "/_stored/"):
        answer = front.ask(path, {"Accept-Language": "en", "X-Accel-Redirect": path})
        assert (answer.status, b">404<" in answer.text) == (404, True), path


def test_a_picture_that_this_reader_may_not_see_is_missing(front: Front, private: Rendition, as_, mallory) -> None:
    for headers in ({}, cookie(as_(mallory))):
        answer = front.ask(f"/media/{private.key}", headers)
        assert (answer.status, b">404<" in answer.text) == (404, True)
        assert answer.headers["Content-Type"].startswith("text/html")
    seen = front.ask(f"/media/{private.key}", cookie(as_(private.file.owner)))
    assert (seen.status, seen.text) == (200, WEBP)
    assert seen.headers["Cache-Control"] == "private, no-cache"
    assert seen.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Cookie" in seen.headers["Vary"]


def test_unchanged_or_in_part_it_is_still_this_readers_alone(front: Front, private: Rendition, as_) -> None:
    mine = front.ask(f"/media/{private.key}", cookie(as_(private.file.owner)))
    for headers in ({"If-None-Match": mine.headers["ETag"]}, {"If-None-Match": "*"}, {"Range": "bytes=0-5"}):
        assert front.ask(f"/media/{private.key}", headers).status == 404


def test_a_lost_file_and_an_unknown_key_are_the_sites_page(front: Front, rendition: Rendition) -> None:
    stored(rendition).unlink()
    for key in (rendition.key, new_key()):
        answer = front.ask(f"/media/{key}", {"Accept-Language": "en"})
        assert (answer.status, b">404<" in answer.text) == (404, True)
        assert answer.headers["Content-Type"].startswith("text/html")
        assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_file_lost_between_the_site_and_nginx_is_the_sites_page_too(
    front: Front, rendition: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By then nginx has taken over what the picture's answer was; what the page says of itself weighs more."""
    opened = storage.open_stored
    monkeypatch.setattr(storage, "open_stored", lambda name: (opened(name), stored(rendition).unlink())[0])
    answer = front.ask(f"/media/{rendition.key}", {"Accept-Language": "en"})
    assert (answer.status, b">404<" in answer.text) == (404, True)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "no-cache" in str(answer.headers.get_all("Cache-Control"))


def test_a_disk_that_cannot_be_read_is_a_503_with_a_page(front: Front, rendition: Rendition) -> None:
    stored(rendition).unlink()
    # A name that leads to itself: ELOOP, whoever asks.
    stored(rendition).symlink_to(stored(rendition))
    answer = front.ask(f"/media/{rendition.key}", {"Accept-Language": "en"})
    stored(rendition).unlink()
    assert (answer.status, answer.headers["Retry-After"]) == (503, str(storage.COME_AGAIN))
    assert b">503<" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_without_the_setting_the_site_sends_the_bytes_itself(
    front: Front, rendition: Rendition, settings: Settings
) -> None:
    settings.MEDIA_ACCEL = False
    answer = front.ask(f"/media/{rendition.key}", {"X-Accel-Redirect": "/_stored/x"})
    assert (answer.status, answer.text) == (200, WEBP)
    assert answer.headers["ETag"] == f'"{rendition.key}"'


def test_a_picture_by_nginx_lies_where_it_is_looked_for() -> None:
    """The setting of the site and the alias of nginx name one folder."""
    from media.views.serving import HANDED_OVER

    assert Path(site.MEDIA_ROOT) == Path(site.VAR_DIR) / "media"
    assert f"location ^~ {HANDED_OVER} {{\n            internal;\n            alias ${{VAR_DIR}}/media/;" in (
        nginx.TEMPLATE.read_text()
    )


def test_the_date_is_of_the_file(front: Front, rendition: Rendition) -> None:
    told = formatdate(stored(rendition).stat().st_mtime, usegmt=True)
    assert front.ask(f"/media/{rendition.key}").headers["Last-Modified"] == told
