"""Finds every form of the site by walking its links, as a search engine with a password would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve


@dataclass
class Form:
    """A form as the page holds it: where it goes, and what its fields hold."""

    page: str
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the address it goes to: forms of one kind share it."""
        return name_of(self.action)

    @property
    def key(self) -> tuple[str, ...]:
        return (self.name, self.method, *sorted(self.fields))


class Page(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._textarea = ""
        # The one question of a page: a script says where it goes, to addresses that are forms of their own.
        self._in_dialog = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        elif tag == "dialog":
            self._in_dialog = True
        elif tag == "form" and not self._in_dialog:
            action = urljoin(self.address, given.get("action") or self.address)
            self._open = Form(self.address, action, given.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open and "formaction" in given:
            # A button that sends the same fields somewhere else.
            if given.get("name"):
                self._open.fields.setdefault(given["name"], given.get("value", ""))
            action = urljoin(self.address, given["formaction"])
            self.forms.append(Form(self.address, action, self._open.method, self._open.fields))
        elif self._open and given.get("name"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._open
        if tag == "textarea":
            self._textarea = given["name"]
            self._open.fields[given["name"]] = ""
        elif given.get("type") != "file":
            self._open.fields.setdefault(given["name"], given.get("value", ""))

    def handle_data(self, text: str) -> None:
        if self._open and self._textarea:
            self._open.fields[self._textarea] += text

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""
        elif tag == "form":
            self._open = None
        elif tag == "dialog":
            self._in_dialog = False


def name_of(address: str) -> str:
    """The URL name of an address of this site; empty for others."""
    parts = urlsplit(address)
    if parts.netloc:
        return ""
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return ""


def forms_of(client: Client, start: list[str]) -> list[Form]:
    """One form of each kind from all pages that links lead to, one page of each kind; the admin is not ours to fuzz."""
    found: dict[tuple[str, ...], Form] = {}
    for page in pages_of(client, start):
        for form in page.forms:
            if form.name and not form.name.startswith("admin:"):
                found.setdefault(form.key, form)
    return list(found.values())


def pages_of(client: Client, start: list[str]) -> Iterator[Page]:
    waiting, seen = list(start), set()
    while waiting:
        address = waiting.pop(0)
        kind = (name_of(address), urlsplit(address).query.partition("=")[0])
        if not kind[0] or kind in seen or kind[0].startswith("admin:"):
            continue
        seen.add(kind)
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = read(address, answer.content.decode())
            waiting += page.links
            yield page


def read(address: str, html: str) -> Page:
    """The links and forms of the page at `address`."""
    page = Page(address)
    page.feed(html)
    return page
