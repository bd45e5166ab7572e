"""A person with a browser: finds things by the words on the page, in the language they read."""

import re
import time
from dataclasses import dataclass

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

DEMO_PASSWORD = "weibo-demo"
# Seconds, enough for a worker that is busy with another fan-out.
ARRIVAL = 20


@dataclass
class Person:
    page: Page
    language: str = "en"
    script: bool = True

    def word(self, msgid: str, context: str = "") -> str:
        """How the site says it in the person's language."""
        with translation.override(self.language):
            return translation.pgettext(context, msgid) if context else translation.gettext(msgid)

    def find(self, role: str, msgid: str, context: str = "") -> Locator:
        """What is seen under exactly this name: a phone's bar and a wide page's column may hold the same."""
        named = self.page.get_by_role(role, name=self.word(msgid, context), exact=True)  # type: ignore[arg-type]
        return named.filter(visible=True).first

    def press(self, msgid: str, context: str = "") -> None:
        self.find("button", msgid, context).click()

    def follow_link(self, msgid: str, context: str = "") -> None:
        self.find("link", msgid, context).click()

    def card(self, text: str) -> Locator:
        """The post that holds the text."""
        return self.page.locator("article.post").filter(has_text=text)

    def open(self, address: str) -> None:
        self.page.goto(address)

    def sign_up(self, handle: str) -> None:
        self.page.get_by_label(self.word("Handle")).fill(handle)
        self.page.get_by_label(self.word("E-mail address")).fill(f"{handle}@example.org")
        self.page.get_by_label(self.word("Password"), exact=True).fill("sunlight on the river")
        self.press("Sign up")

    def sign_in(self, handle: str, password: str = DEMO_PASSWORD) -> None:
        """From wherever signing in was asked for; else from its page."""
        if "/accounts/login/" not in self.page.url:
            self.open("/accounts/login/")
        self.offer(handle, password)
        self.page.wait_for_url(lambda address: "/accounts/login/" not in address)

    def offer(self, handle: str, password: str) -> None:
        """Type both into the form that asks who one is; whether they go together is for the site to say."""
        self.page.get_by_label(self.word("Handle or e-mail address")).fill(handle)
        self.page.get_by_label(self.word("Password"), exact=True).fill(password)
        self.press("Sign in")

    def post(self, text: str) -> str:
        """Publish it; returns the address of its page."""
        self.open("/compose/")
        return self.send(text)

    def send(self, text: str) -> str:
        self.page.get_by_label(self.word("Your post")).fill(text)
        self.press("Send")
        self.page.wait_for_url("**/p/*/")
        return self.page.url

    def account_menu(self) -> Locator:
        """Opens the menu under one's own picture; returns it."""
        menu = self.page.locator("details.menu", has=self.page.locator("form[action='/accounts/logout/']"))
        seen = menu.filter(visible=True).first
        seen.locator("summary").click()
        return seen

    def sign_out(self) -> None:
        self.account_menu().get_by_role("button", name=self.word("Sign out")).click()
        expect(self.find("link", "Sign up")).to_be_visible()

    def look_again(self) -> None:
        """Back from another window: the page asks for news at once instead of within half a minute."""
        self.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def wait_for_news(self) -> Locator:
        """Until the page tells of new posts; returns what one presses to see them."""
        pill = self.page.locator("a.new-posts")
        deadline = time.monotonic() + ARRIVAL
        while not pill.is_visible() and time.monotonic() < deadline:
            self.look_again()
            self.page.wait_for_timeout(300)
        expect(pill).to_have_text(re.compile(r"\d"))
        return pill
