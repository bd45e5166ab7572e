"""Every field of every form, with everything that should not be in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter

from accounts.models import User
from tests.hostile.addresses import ALL
from tests.hostile.conftest import Actor, every_form
from tests.hostile.crawl import Form
from tests.hostile.payloads import BROKEN, ODD
from tests.hostile.sending import ANSWERS, opened, send, stored_brokenly

pytestmark = pytest.mark.django_db

# A forger's business, which tests of the middleware mind.
NOT_READ = "csrfmiddlewaretoken"


def answers(actor: Actor, form: Form) -> Iterator[tuple[str, HttpResponse]]:
    """What was sent in which field, and how it was answered. A form that was refused can be sent again as it is."""
    client, shown = actor.browser(), None
    for field in set(form.fields) - {NOT_READ}:
        for name, value in (BROKEN | ODD).items():
            shown = shown or opened(client, form)
            if shown is None:
                client = actor.browser()
                shown = opened(client, form)
                assert shown
            answer = send(client, shown, **{field: value})
            yield f"{form.name}: {name} in {field}", answer
            shown = shown if answer.status_code == 400 else None


@contextmanager
def undone() -> Iterator[None]:
    """What one form did (a block, say) hides the next form from nobody."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_whatever_is_typed_is_answered_and_nothing_broken_is_kept(actors: list[Actor]):
    """NUL, other control characters, bidi overrides, bytes that are no text, too much, too odd."""
    forms = every_form(actors)
    assert len(forms) > 25
    wrong, broken = [], []
    for actor, form in forms:
        with undone():
            wrong += [
                (sent, answer.status_code) for sent, answer in answers(actor, form) if answer.status_code not in ANSWERS
            ]
            broken += stored_brokenly()
    assert wrong == []
    assert broken == []


# What is kept in a row and shown to others.
STORED = {"text", "username", "nickname", "email", "bio", "region"}


def test_broken_text_is_refused_beside_its_field_and_kept(bearer: Actor, member: Actor):
    told = {}
    for actor in (bearer, member):
        for form in actor.forms():
            for field in STORED & set(form.fields):
                with undone():
                    client = actor.browser()
                    for name, broken in BROKEN.items():
                        typed = b"Kept" + broken if isinstance(broken, bytes) else f"Kept{broken}"
                        answer = send(client, opened(client, form) or form, **{field: typed})
                        page = answer.content.decode()
                        told[form.name, field, name] = (answer.status_code, "field-error" in page, "Kept" in page)
    assert len(told) >= 9 * len(BROKEN)
    assert {case: told for case, told in told.items() if told != (400, True, True)} == {}


ARGUMENTS = {"handle": "alice", "name": "avatar"}


# Their buttons send the page's form of verbs (`form="acts"`), which holds a token and an address only; undoing what was
# never done is no error.
VERBS = {"follows:unblock", "follows:unmute"}


def test_no_form_is_left_out(actors: list[Actor], alice: User, as_: Callable[[User], Client]):
    """Whatever takes a POST was found on some page above."""
    found = {form.name for _actor, form in every_form(actors)}
    wrong = {}
    for name, entry in ALL.items():
        arguments = {
            argument: 1 if isinstance(converter, IntConverter) else ARGUMENTS.get(argument, "x")
            for argument, converter in entry.pattern.converters.items()
        }
        if name not in found | VERBS and "key" not in arguments:
            status = as_(alice).post(reverse(name, kwargs=arguments)).status_code
            if status not in (404, 405, 409):
                wrong[name] = status
    assert wrong == {}
