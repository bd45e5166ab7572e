"""What a browser does to send the composer."""

from typing import Any

from django.test import Client


def token_of(client: Client) -> str:
    """The hidden token of a freshly opened composer."""
    return client.get("/compose/").context["composer"].token


def send(client: Client, text: object = "今天天气真好 #早安#", **fields: Any) -> Any:
    """Post the composer's form as the page would, with a fresh token unless one is given."""
    form = {"text": text, "visibility": "public", "token": fields.pop("token", None) or token_of(client)} | fields
    return client.post("/posts/publish/", form)
