"""What nginx lets through, adds, retries and refuses, by the configuration that the stack and the containers use."""

import http.server
import json
import os
import socketserver
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy import nginx, programs
from deploy.servers import spare_port
from operations import static_pages
from tests.deploy.front import Front, started

pytestmark = pytest.mark.servers
CHINESE, ENGLISH = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}, {"Accept-Language": "en-GB,en;q=0.9"}


class Echo(http.server.BaseHTTPRequestHandler):
    """A web process that tells what reached it. Asked for /die with the other one alive, it dies in mid-request."""

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/die" and self.server.dies:
            return
        told = {"headers": dict(self.headers), "path": self.path, "length": len(body), "who": self.server.name}
        content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if self.path == "/hand-over":
            self.send_header("X-Accel-Redirect", "/_stored/renditions/aa/secret")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def log_message(self, *args: object) -> None:
        pass

    def address_string(self) -> str:
        return ""


class Web(socketserver.ThreadingUnixStreamServer):
    def __init__(self, folder: Path, name: str, *, dies: bool = False) -> None:
        self.name, self.dies = name, dies
        super().__init__(str(folder / f"{name}.sock"), Echo)
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()
        Path(self.server_address).unlink()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder, port = tmp_path_factory.mktemp("n"), spare_port()
    configuration = nginx.rendered(folder=folder, sockets=folder, var=folder, listen=f"127.0.0.1:{port}")
    (folder / "static").mkdir()
    (folder / "static" / "site.css").write_text("a{}")
    static_pages.write(folder / "pages")
    with started(folder, port, configuration) as front:
        yield front


def echo(front: Front, path: str, **given: object) -> dict:
    return json.loads(front.ask(path, **given).text)


@pytest.fixture
def webs(front: Front) -> Iterator[None]:
    two = [Web(front.folder, "web-1"), Web(front.folder, "web-2")]
    yield
    for web in two:
        web.close()


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Proto", "X-Forwarded-Protocol"])
def test_what_a_client_claims_of_itself_ends_at_nginx(front, webs, header):
    reached = echo(front, "/", headers={header: "198.51.100.9"})["headers"]
    assert "198.51.100.9" not in str(reached)
    assert reached["X-Forwarded-For"] == "127.0.0.1"
    assert reached["X-Forwarded-Proto"] == "http"


def test_an_address_arrives_as_it_was_sent(front, webs):
    assert echo(front, "/topics/%E6%97%A9%E5%AE%89/?q=a%2Bb")["path"] == "/topics/%E6%97%A9%E5%AE%89/?q=a%2Bb"


def test_an_address_in_plain_chinese_arrives_encoded(front, webs):
    """http.client takes ASCII only; its bytes go over a line of our own."""
    assert json.loads(front.say("GET /topics/早安/?q=a%2Bb HTTP/1.1").partition("\r\n\r\n")[2])["path"] == (
        "/topics/%E6%97%A9%E5%AE%89/?q=a%2Bb"
    )


@pytest.mark.parametrize(
    ("line", "status"),
    [("GET /?q=早安 HTTP/1.1", 400), ("TRACE / HTTP/1.1", 405), ("GET / HTTP/2.0", 505)],
)
def test_what_no_browser_says_is_a_page_of_ours_too(front, webs, line, status):
    answer = front.say(line)
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert ">400<" in answer


def test_a_folder_of_static_files_is_the_sites_to_tell(front, webs):
    (front.folder / "static" / "img").mkdir(exist_ok=True)
    assert echo(front, "/static/img/")["path"] == "/static/img/"
    assert front.ask("/static/img", {"Host": "elsewhere.example"}).headers["Location"] == "/static/img/"


def test_a_post_in_a_process_that_dies_is_answered_by_the_other(front):
    dying, other = Web(front.folder, "web-1", dies=True), Web(front.folder, "web-2")
    try:
        answers = [echo(front, "/die", body=b"x" * 200_000) for _ in range(4)]
    finally:
        dying.close()
        other.close()
    assert {(answer["who"], answer["length"]) for answer in answers} == {("web-2", 200_000)}


def test_a_process_that_is_being_replaced_is_not_missed(front):
    only = Web(front.folder, "web-1")
    try:
        assert {front.ask("/").status for _ in range(6)} == {200}
    finally:
        only.close()


@pytest.mark.parametrize(("headers", "language"), [(CHINESE, "zh-Hans"), (ENGLISH, "en"), ({}, "zh-Hans")])
def test_without_any_process_the_site_says_that_it_will_be_back(front, headers, language):
    answer = front.ask("/u/alice/", headers)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert f'<html lang="{language}"' in answer.text.decode()


def test_the_language_chosen_on_the_site_is_kept(front):
    answer = front.ask("/", CHINESE | {"Cookie": "csrf=x; language=en"})
    assert '<html lang="en"' in answer.text.decode()


def test_a_page_of_nginx_loads_nothing_and_allows_nothing(front):
    answer = front.ask("/")
    page = answer.text.decode()
    assert "default-src 'none'; style-src 'sha256-" in page
    assert not any(word in page for word in ("<script", "<link", "src=", "url(", "@import"))
    assert (answer.headers["X-Frame-Options"], answer.headers["Cache-Control"]) == ("DENY", "no-store")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/?" + "a" * 5000, {}, 414),
        ("/", {"X-Long": "a" * 9000}, 431),
        ("/%00", {}, 400),
        ("/readyz", {}, 404),
        ("//readyz?x=1", {}, 404),
        ("/_pages/503.html", {}, 404),
    ],
)
def test_a_refusal_of_nginx_is_a_page_of_ours(front, webs, path, headers, status):
    answer = front.ask(path, headers | ENGLISH)
    assert answer.status == status
    assert f">{status}<" in answer.text.decode()


def test_a_body_past_the_gate_is_refused_before_it_is_read(front, webs):
    answer = front.ask("/posts/publish/", {"Content-Length": "100000001"}, body=b"")
    assert (answer.status, b">413<" in answer.text) == (413, True)


def test_static_files_are_kept_for_ever_and_missing_ones_are_the_sites_to_tell(front, webs):
    there = front.ask("/static/site.css")
    assert there.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert there.headers["Content-Type"].startswith("text/css")
    assert echo(front, "/static/other.css")["path"] == "/static/other.css"


def test_pages_are_compressed(front, webs):
    answer = front.ask("/", {"Accept-Encoding": "gzip", "X-Filler": "a" * 2000})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_only_what_answers_below_media_hands_files_over(front, webs):
    """Another view that could be brought to send the header opens nobody's pictures; and it never leaves nginx."""
    stored = front.folder / "media" / "renditions" / "aa" / "secret"
    stored.parent.mkdir(parents=True)
    stored.write_text("bytes")
    answer = front.ask("/hand-over")
    assert json.loads(answer.text)["path"] == "/hand-over"
    assert "X-Accel-Redirect" not in answer.headers


@pytest.mark.parametrize("tls", ["/dev/null", "deploy/tls.conf"])
def test_nginx_accepts_the_configuration_of_the_containers(tmp_path, tls):
    """With a certificate made for the occasion in the place where the containers have theirs."""
    text = nginx.rendered(
        folder=tmp_path, sockets=Path("/run/weibo"), var=tmp_path, listen="8080", access_log="/dev/stdout"
    )
    if tls != "/dev/null":
        text = text.replace("include /dev/null;", Path(tls).read_text()).replace(
            "/etc/nginx/certificate", str(tmp_path)
        )
        make_certificate(tmp_path)
    (tmp_path / "nginx.conf").write_text(text)
    argv = [str(programs.nginx()), "-t", "-q", "-e", "stderr", "-c", str(tmp_path / "nginx.conf")]
    checked = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def make_certificate(folder: Path) -> None:
    keys = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    argv = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=example.org", *keys]
    subprocess.run(argv, check=True, capture_output=True, env=os.environ)
