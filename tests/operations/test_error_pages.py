"""What a reader is told when something goes wrong, in their language and with what they typed."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from operations import errors


def raising(error: Exception) -> object:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def ended(request: HttpRequest) -> HttpResponse:
    """The server ends this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    return HttpResponse()


@transaction.atomic
def read_only(request: HttpRequest) -> HttpResponse:
    """The server is one that others follow no longer, or follows another."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        cursor.execute("DELETE FROM core_attempt")
    return HttpResponse()


def came_of_it(request: HttpRequest) -> HttpResponse:
    try:
        raise OperationalError("database is locked")
    except OperationalError:
        raise RuntimeError("something else broke") from None


def asks_wrongly(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM nowhere WHERE")
    return HttpResponse()


@require_POST
def takes_forms(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


urlpatterns = [
    path("400/", raising(BadRequest())),
    path("suspicious/", raising(SuspiciousOperation())),
    path("403/", raising(PermissionDenied())),
    path("500/", raising(RuntimeError("a secret of ours"))),
    path("ended/", ended),
    path("ended-in-a-transaction/", transaction.atomic(ended)),
    path("read-only/", read_only),
    path("came-of-it/", came_of_it),
    path("wrong-question/", asks_wrongly),
    path("form/", takes_forms),
    path("", include("weibo_site.urls")),
]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
CHINESE, ENGLISH = {"Accept-Language": "zh-CN"}, {"Accept-Language": "en"}


@pytest.fixture
def forgiving() -> Client:
    """A browser: it shows a 500 instead of raising what caused it."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/400/", 400), ("/suspicious/", 400), ("/403/", 403), ("/nowhere/", 404), ("/500/", 500), ("/form/", 405)],
)
def test_each_status_has_a_page(forgiving: Client, address: str, status: int) -> None:
    answer = forgiving.get(address, headers=ENGLISH)
    assert answer.status_code == status
    page = answer.content.decode()
    assert f">{status}<" in page
    assert '<html lang="en"' in page
    assert "Content-Security-Policy" in answer
    assert "secret" not in page


@pytest.mark.parametrize("address", ["/400/", "/403/", "/nowhere/", "/500/", "/form/"])
def test_in_the_readers_language(forgiving: Client, address: str) -> None:
    forgiving.get(address, headers=ENGLISH)
    assert '<html lang="zh-Hans"' in forgiving.get(address, headers=CHINESE).content.decode()


def test_a_wrong_method_names_the_right_ones(visitor: Client) -> None:
    assert visitor.get("/form/").headers["Allow"] == "POST"


def test_a_request_refused_before_the_middleware_is_told_in_the_readers_language(visitor: Client) -> None:
    visitor.get("/", headers=CHINESE)
    answer = visitor.get("/?q=%ff", headers=ENGLISH)
    assert answer.status_code == 400
    assert '<html lang="en"' in answer.content.decode()


def test_a_foreign_host_is_a_400(visitor: Client) -> None:
    answer = visitor.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_fields_past_a_megabyte_are_a_413(visitor: Client) -> None:
    answer = visitor.post("/form/", {"text": "a" * 1_000_001})
    assert answer.status_code == 413


def test_fields_past_a_megabyte_are_a_413_where_the_form_is_checked_first() -> None:
    browser = Client(enforce_csrf_checks=True)
    body = "text=" + "a" * 1_000_001
    answer = browser.post("/form/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/ended/", "/ended-in-a-transaction/"])
def test_a_database_that_ends_the_session_is_a_503_and_then_pages_are_there_again(
    forgiving: Client, address: str
) -> None:
    """As in a restart: every connection ends in the middle of what it does."""
    answer = forgiving.get(address, headers=ENGLISH)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Back in a moment" in answer.content.decode()
    connection.close()
    assert forgiving.get("/").status_code == 200


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_no_writes_is_a_503(forgiving: Client) -> None:
    assert forgiving.get("/read-only/").status_code == 503


def test_an_error_that_only_came_of_the_databases_is_a_503_too(forgiving: Client) -> None:
    assert forgiving.get("/came-of-it/").status_code == 503


def test_a_503_gives_back_what_was_typed_and_leads_back(forgiving: Client) -> None:
    """Never a password."""
    typed = {"text": "two hours' work <b>", "password": "secret"}
    answer = forgiving.post("/came-of-it/", typed, headers=ENGLISH | {"Referer": "http://testserver/compose/"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "two hours&#x27; work &lt;b&gt;</textarea>" in page
    assert 'href="/compose/"' in page
    assert "secret" not in page
    asked = forgiving.get("/came-of-it/?cursor=7", headers=ENGLISH).content.decode()
    assert 'href="/came-of-it/?cursor=7"' in asked
    assert "<textarea" not in asked


@pytest.mark.django_db(transaction=True)
def test_an_error_in_what_we_ask_of_the_database_is_ours(forgiving: Client) -> None:
    assert forgiving.get("/wrong-question/").status_code == 500


def test_too_many_fields_are_a_400(visitor: Client) -> None:
    assert visitor.post("/form/", {f"f{number}": "" for number in range(300)}).status_code == 400


def test_a_body_past_the_gate_is_refused_unread(visitor: Client) -> None:
    answer = visitor.generic("POST", "/form/", b"", headers={"Content-Length": "100000001"})
    assert answer.status_code == 413


class TestAStaleForm:
    @pytest.fixture
    def browser(self) -> Client:
        return Client(enforce_csrf_checks=True, headers=ENGLISH)

    def test_gives_the_text_back(self, browser: Client) -> None:
        answer = browser.post("/form/", {"text": "今天天气真好 #早安#", "bio": "I bake."})
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "今天天气真好 #早安#" in page
        assert "I bake." in page

    def test_gives_no_password_and_no_token_back(self, browser: Client) -> None:
        typed = {
            "text": "hello",
            "password": "sesame-1",
            "password1": "sesame-2",
            "token": "sesame-3",
            "other": "sesame-4",
        }
        assert "sesame" not in browser.post("/form/", typed).content.decode()

    def test_escapes_what_it_gives_back(self, browser: Client) -> None:
        page = browser.post("/form/", {"text": "</textarea><script>alert(1)</script>"}).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;/textarea&gt;&lt;script&gt;" in page

    def test_gives_back_no_more_than_a_field_takes(self, browser: Client) -> None:
        page = browser.post("/form/", {"text": "长" * 20_000}).content.decode()
        assert page.count("长") == errors.KEPT_LENGTH

    @pytest.mark.parametrize(
        ("referrer", "back"),
        [
            ("http://testserver/u/alice/?tab=posts", "/u/alice/?tab=posts"),
            ("http://evil.example/u/alice/", "/"),
            ("http://testserver//evil.example/", "/evil.example/"),
            ("http://testserver/\\evil.example/", "/evil.example/"),
            ("javascript:alert(1)", "/"),
            ("", "/"),
        ],
    )
    def test_leads_back_to_its_own_page_only(self, browser: Client, referrer: str, back: str) -> None:
        page = browser.post("/form/", {"text": "x"}, headers={"Referer": referrer}).content.decode()
        assert f'href="{back}"' in page
        assert "evil.example" not in page.replace("/evil.example/", "")
