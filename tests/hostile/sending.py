"""Sends forms as a forger would: any bytes in any field."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import CharField, TextField
from django.test import Client

from core.cleaning import forbidden
from tests.architecture.source import apps as ours
from tests.factories import PASSWORD
from tests.hostile.crawl import Form, read

FORM = "application/x-www-form-urlencoded"
# What RELIABILITY allows: seen again, sent on, refused. Nothing past 499.
ANSWERS = {200, 302, 303, 400, 403, 404, 405, 409, 413, 429}
# What a person would have typed, so that one bad field is alone with what it does.
FITTING = {
    "text": "今天天气真好 #早安# @star [doge]",
    "username": "somebody_new",
    "nickname": "某人",
    "email": "somebody@example.org",
    "password1": "sunlight on the river",
    "oldpassword": PASSWORD,
    "login": "alice",
    "password": PASSWORD,
    "bio": "I bake.",
    "region": "杭州",
    "code": "12345678",
    "language": "en",
    "appearance": "dark",
    "q": "star",
}


def filled(form: Form, **changed: str | bytes) -> dict[str, str | bytes]:
    """The form's fields: what the page put there, what fits where it is empty, and what is changed on the way."""
    kept = {name: value or FITTING.get(name, "") for name, value in form.fields.items() if name != "skip"}
    return kept | {name: value for name, value in FITTING.items() if name in kept and name != "nickname"} | changed


def send(client: Client, form: Form, **changed: str | bytes) -> Any:
    """Send it to where its page says, by its method."""
    query = urlencode(filled(form, **changed), errors="surrogatepass")
    if form.method == "get":
        return client.get(f"{form.action}?{query}")
    return client.post(form.action, query, content_type=FORM)


def opened(client: Client, form: Form) -> Form | None:
    """The same form newly opened, where it can be sent only once; None when this browser is not shown it any more.

    It may have come by fields: for each group that was made with it, say.
    """
    if "token" not in form.fields:
        return form
    page = read(form.page, client.get(form.page).content.decode())
    alike = (each for each in page.forms if (each.name, each.method) == (form.name, form.method))
    return next((each for each in alike if set(form.fields) <= set(each.fields)), None)


def stored_brokenly() -> list[str]:
    """The columns of our tables that hold a character that no text of ours may hold."""
    found = []
    for model in (model for model in apps.get_models() if model._meta.app_label in ours()):
        columns = [field.attname for field in model._meta.fields if isinstance(field, CharField | TextField)]
        for row in model._default_manager.values(*columns):
            found += [f"{model.__name__}.{name}: {value!r}" for name, value in row.items() if forbidden(str(value))]
    return found
