"""Markup and scripts in every text of the site, drawn by a real browser whose content policy is off: none may run.

The policy would stop them too; here the escaping must do it alone.
"""

import secrets
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.person import Person

pytestmark = pytest.mark.browser

RUN = "window.xss = (window.xss || 0) + 1"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f'"><img src=x onerror="{RUN}">',
    f"'><img src=x onerror='{RUN}'>",
    f'" autofocus onfocus="{RUN}" x="',
    f"' onmouseover='{RUN}' style='position:fixed;inset:0'",
    f"<svg onload={RUN.replace(' ', '')}>",
    f"<svg><animate onbegin={RUN.replace(' ', '')} attributeName=x>",
    f"<details open ontoggle={RUN.replace(' ', '')}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<a href=javascript:{RUN.replace(' ', '')}>click</a>",
    f"javascript:{RUN}",
    f'http://a.cn/"onmouseover="{RUN}',
    f"https://a.cn/'><script>{RUN}</script>",
    f"@star<script>{RUN}</script>",
    f"@<img/src=x/onerror={RUN.replace(' ', '')}>",
    "#<img src=x onerror=xss=1>#",
    '#"onclick=xss=1//#',
    "#'><svg onload=xss=1>#",
    f'[doge]" onerror="{RUN}',
    f"[<script>{RUN}</script>]",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"＜script＞{RUN}＜/script＞",
    f"<scr\u200bipt>{RUN}</scr\u200bipt>",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    "<base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>",
    "<form action=//evil.example><button>Sign in</button>",
    f"<style>*{{display:none}}</style><xss id=x tabindex=1 onfocus={RUN.replace(' ', '')}></xss>",
]
# Passes every element with a pointer and a focus, then tells what ran, and what a page of ours never holds.
LOOK = """async () => {
  for (const each of document.querySelectorAll('main *')) {
    each.dispatchEvent(new Event('mouseover'));
    each.focus();
  }
  await new Promise(done => setTimeout(done, 20));
  const runs = ({name, value}) => name.startsWith('on')
    || /href|src|action/.test(name) && /^\\s*(javascript|data:text)/i.test(value);
  const strange = 'iframe, object, embed, base, meta[http-equiv], style, script:not([src]), [srcdoc], [action*=evil]';
  const foreign = [...document.querySelectorAll('*')]
    .filter(each => each.matches(strange) || [...each.attributes].some(runs))
    .map(each => each.outerHTML.slice(0, 200));
  return {ran: window.xss ?? 0, foreign};
}"""


@pytest.fixture
def author(visit: Callable[..., Person]) -> Person:
    """A new member whom no policy protects, and whose dialogs would be noted."""
    person = visit(bypass_csp=True)
    person.open("/accounts/signup/")
    person.sign_up(f"author_{secrets.token_hex(4)}")
    person.page.wait_for_url("**/welcome/")
    person.page.on("dialog", lambda dialog: person.page.evaluate(RUN) or dialog.dismiss())
    return person


def nothing_ran(page: Page) -> None:
    assert page.evaluate(LOOK) == {"ran": 0, "foreign": []}, page.url


def submit(person: Person, form: str, **typed: str) -> None:
    """Fill the form on the page without a keystroke's care, and send it past the browser's own checks."""
    page = person.page
    for name, text in typed.items():
        page.locator(f"{form} [name={name}]").evaluate("(box, text) => { box.value = text }", text)
    with page.expect_navigation():
        page.locator(form).first.evaluate("form => HTMLFormElement.prototype.submit.call(form)")


def addresses(me: str) -> Iterator[str]:
    """Pages that hold a text of their address, or of what this member wrote."""
    yield from ("/", me, f"{me}?tab=about", "/settings/", "/u/star/followers/")
    yield from (f"/search/?q={quote(payload, safe='')}" for payload in PAYLOADS)
    yield from (f"/compose/?text={quote(payload, safe='')}" for payload in PAYLOADS[::3])
    for payload in PAYLOADS[:6]:
        put = quote(payload, safe="")
        yield from (
            f"/topics/{put}/",
            f"/u/{put}/",
            f"/?cursor={put}",
            f"{me}?tab={put}",
            f"/accounts/email/?next={put}",
        )


def test_no_text_becomes_a_script(author: Person):
    page = author.page
    author.open("/")
    me = page.locator("a.side-link[href^='/u/']").first.get_attribute("href") or ""
    for payload in PAYLOADS:
        author.open("/compose/")
        submit(author, "[data-composer]", text=payload)
        expect(page.locator("article.post")).to_have_count(1)
        nothing_ran(page)
    author.open("/settings/profile/")
    submit(author, "form[enctype]", bio=f"{PAYLOADS[0]} {PAYLOADS[5]}"[:160], region=PAYLOADS[9][:40])
    for address in addresses(me):
        author.open(address)
        nothing_ran(page)


def test_no_refused_text_becomes_a_script(author: Person):
    """What a form gives back to be mended: in its fields, beside them, and on the page for a form that is too old."""
    page = author.page
    for payload in PAYLOADS:
        author.open("/settings/profile/")
        submit(author, "form[enctype]", nickname=payload, bio=payload * 9, region=payload * 9)
        assert page.locator(".field-error").count() >= 2
        nothing_ran(page)
    for payload in PAYLOADS[::3]:
        author.open("/compose/")
        submit(author, "[data-composer]", text=payload, csrfmiddlewaretoken="stale")
        expect(page.locator("textarea[readonly]")).to_have_value(payload)
        nothing_ran(page)


def test_no_text_of_a_visitor_becomes_a_script(visit: Callable[..., Person]):
    visitor = visit(bypass_csp=True)
    for payload in PAYLOADS:
        visitor.open("/accounts/signup/")
        typed = dict.fromkeys(("username", "nickname", "email", "password1"), payload)
        submit(visitor, "form[action='/accounts/signup/']", **typed)
        nothing_ran(visitor.page)
    for payload in PAYLOADS[::4]:
        visitor.open(f"/accounts/login/?next={quote(payload)}")
        submit(visitor, "form[action='/accounts/login/']", login=payload, password=payload)
        nothing_ran(visitor.page)


@pytest.mark.parametrize("payload", [PAYLOADS[9], PAYLOADS[13], PAYLOADS[31]])
def test_a_script_would_be_noticed(visit: Callable[..., Person], payload: str):
    """The tests above can fail: here a page that escapes nothing."""
    visitor = visit(bypass_csp=True)
    visitor.open("/help/")
    visitor.page.locator("main").evaluate("(main, payload) => { main.innerHTML = payload }", payload)
    with pytest.raises(AssertionError):
        nothing_ran(visitor.page)
