"""A browser without a face: it keeps cookies, fills in the site's forms, and notes how long each answer took."""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode

# Longer than any proxy waits.
PATIENCE = 40.0
TOKEN = re.compile(r'name="token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    seconds: float
    headers: dict[str, str]

    @property
    def token(self) -> str:
        """Of the form on the page: under one token one post is published."""
        found = TOKEN.search(self.text)
        assert found, f"No form is on this page ({self.status})"
        return found[1]

    @property
    def post_id(self) -> int:
        """The post to which the answer leads."""
        return int(self.headers["Location"].strip("/").split("/")[-1])


@dataclass
class Browser:
    """`address` of the site without the last slash; `session` is the cookie of somebody who is signed in."""

    address: str
    session: str = ""
    language: str = "en"
    # Which address of this machine it comes from: the site counts failures by it.
    origin: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.session:
            self.cookies["session"] = self.session

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def send(self, path: str, **fields: str) -> Answer:
        """A form. A page that shows one must have been looked at before: it brings the cookie."""
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": self.cookies.get("csrf", ""), **fields}))

    def token(self) -> str:
        """Of a composer opened now."""
        return self.get("/compose/").token

    def publish(self, text: str, token: str = "") -> Answer:
        return self.send("/posts/publish/", text=text, token=token or self.token())

    def follow(self, handle: str) -> Answer:
        return self.send(f"/follows/{handle}/follow/")

    def unfollow(self, handle: str) -> Answer:
        return self.send(f"/follows/{handle}/unfollow/")

    def sign_in(self, login: str, password: str) -> Answer:
        self.get("/accounts/login/")
        return self.send("/accounts/login/", login=login, password=password)

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        host = self.address.removeprefix("http://")
        told = {"Accept-Language": self.language, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        line, began = HTTPConnection(host, timeout=PATIENCE, source_address=(self.origin, 0)), time.monotonic()
        try:
            line.request(method, path, body, told | ({"Content-Type": FORM} if body is not None else {}))
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return Answer(answer.status, text, time.monotonic() - began, dict(answer.headers))
