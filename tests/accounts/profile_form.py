"""The profile form, sent as its page sends it."""

from typing import Any

from django.test import Client

PROFILE = "/settings/profile/"


def save(hers: Client, **fields: Any) -> Any:
    return hers.post(PROFILE, {"nickname": "alice", "bio": "", "region": ""} | fields)
