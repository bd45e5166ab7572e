"""What every answer tells the browser, and how production's cookies are locked."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests import factories

Browser = Callable[[User], Client]
PAGES = ("/", "/help/", "/accounts/login/", "/accounts/signup/", "/search/")
PAGES += ("/nowhere/", "/?q=%ff", "/readyz", "/healthz")
MEMBER_PAGES = ("/", "/compose/", "/settings/profile/")
STAFF_PAGES = ("/admin/", "/admin/accounts/user/", "/admin/posts/post/")
PRODUCTION = {"SITE_MODE": "production", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "weibo.example", "PROXY_HOPS": "1"}
DUMP = """
import json
from weibo_site import settings
locks = ("COOKIE", "SECURE_", "X_FRAME")
kept = {name: getattr(settings, name) for name in dir(settings) if any(lock in name for lock in locks)}
print(json.dumps({name: value for name, value in kept.items() if isinstance(value, (str, bool, int))}))
"""


def policy(answer: object) -> dict[str, set[str]]:
    directives = (part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip())
    return {name: set(sources) for name, *sources in directives}


def start(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with nothing of ours in its environment but what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        env=kept | {"VAR_DIR": str(folder)} | environment,
        cwd=project.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def production_settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    done = start(tmp_path_factory.mktemp("production"), "-c", DUMP, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.django_db
class TestEveryAnswer:
    def answers(self, visitor: Client, admin: User, as_: Browser) -> list[object]:
        desk = as_(admin)
        return [visitor.get(page) for page in PAGES] + [desk.get(page) for page in (*MEMBER_PAGES, *STAFF_PAGES)]

    def test_allows_nothing_inline_and_nobody_elses_code(self, visitor: Client, admin: User, as_: Browser) -> None:
        for answer in self.answers(visitor, admin, as_):
            directives = policy(answer)
            assert directives["default-src"] == {"'none'"}
            assert not any("unsafe" in source for sources in directives.values() for source in sources)
            assert directives["style-src"] == {"'self'"}
            assert all(source == "'self'" or source.startswith("'nonce-") for source in directives["script-src"])
            assert directives["frame-ancestors"] == directives["base-uri"] == directives["object-src"] == {"'none'"}
            assert directives["form-action"] == {"'self'"}

    def test_is_neither_guessed_nor_framed_nor_told_on(self, visitor: Client, admin: User, as_: Browser) -> None:
        for answer in self.answers(visitor, admin, as_):
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["Referrer-Policy"] == "same-origin"
            assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
            assert answer["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_a_visitor_who_only_reads_is_given_no_session(self, visitor: Client) -> None:
        visitor.get("/help/")
        assert "session" not in visitor.cookies

    def test_pages_hold_no_inline_style_or_handler(self, visitor: Client, admin: User, as_: Browser) -> None:
        for answer in self.answers(visitor, admin, as_):
            page = answer.content.decode()
            assert " style=" not in page
            assert " onclick=" not in page
            assert "javascript:" not in page


@pytest.mark.django_db
class TestProductionCookies:
    @pytest.fixture
    def https(self, production_settings: dict[str, object], settings: Settings) -> Client:
        for name, value in production_settings.items():
            setattr(settings, name, value)
        return Client()

    def test_are_bound_to_host_and_https(self, https: Client, alice: User) -> None:
        answer = https.post("/accounts/login/", {"login": "alice", "password": factories.PASSWORD}, secure=True)
        assert answer.status_code == 303
        https.get("/settings/profile/", secure=True)
        for name in ("__Host-session", "__Host-csrf"):
            cookie = https.cookies[name]
            assert (cookie["secure"], cookie["path"]) == (True, "/"), name
            assert not cookie["domain"]
            assert cookie["samesite"] == "Lax"
            assert cookie["httponly"]

    def test_of_choices_are_locked_too(self, https: Client) -> None:
        https.post("/settings/language/", {"language": "en"}, secure=True)
        https.post("/settings/appearance/", {"appearance": "dark"}, secure=True)
        for name in ("language", "appearance"):
            assert https.cookies[name]["secure"]
            assert https.cookies[name]["samesite"] == "Lax"

    def test_https_is_insisted_on(self, https: Client) -> None:
        assert https.get("/help/")["Location"].startswith("https://")
        assert https.get("/healthz").status_code == 200
        kept = https.get("/help/", secure=True)["Strict-Transport-Security"]
        assert kept == "max-age=31536000; includeSubDomains; preload"


class TestProductionStarts:
    def test_with_all_that_it_needs(self, production_settings: dict[str, object]) -> None:
        assert production_settings["SESSION_COOKIE_SECURE"] is True

    @pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "PROXY_HOPS"])
    def test_not_without(self, tmp_path: Path, missing: str) -> None:
        given = {name: value for name, value in PRODUCTION.items() if name != missing}
        done = start(tmp_path, "-c", "import weibo_site.settings", **given)
        assert done.returncode != 0
        assert missing in done.stderr.splitlines()[-1]

    @pytest.mark.parametrize(
        ("name", "nonsense"),
        [("SECRET_KEY", "short"), ("PROXY_HOPS", "many"), ("SITE_MODE", "prod"), ("HTTPS", "maybe")],
    )
    def test_not_on_nonsense(self, tmp_path: Path, name: str, nonsense: str) -> None:
        done = start(tmp_path, "-c", "import weibo_site.settings", **PRODUCTION | {name: nonsense})
        assert done.returncode != 0
        assert name in done.stderr.splitlines()[-1]

    def test_bare_settings_are_production(self, tmp_path: Path) -> None:
        done = start(tmp_path, "-c", "import weibo_site.settings")
        assert done.returncode != 0
        assert "production" in done.stderr.splitlines()[-1]

    def test_without_demo_data(self, tmp_path: Path) -> None:
        done = start(tmp_path, "manage.py", "seed_demo", **PRODUCTION)
        assert done.returncode != 0
        assert "no place in production" in done.stderr
