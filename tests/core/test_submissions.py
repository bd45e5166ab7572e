"""One form, one object, however often and from wherever it is sent."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from core.models import Submission
from posts.models import Post
from tests.factories import make_user
from tests.posts.forms import send, token_of


@pytest.mark.django_db(transaction=True)
def test_forty_sends_at_once_make_one_post(as_):
    author = make_user(handle="forty")
    clients = [as_(author) for _ in range(8)]
    token = token_of(clients[0])

    def one(number: int) -> tuple[int, str]:
        try:
            answer = send(clients[number % 8], "only once", token=token)
            return answer.status_code, answer["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(one, range(40)))
    assert answers == {(303, Post.objects.get().get_absolute_url())}
    assert Submission.objects.count() == 1
    author.refresh_from_db()
    assert author.post_count == 1


@pytest.mark.django_db
def test_a_token_of_another_browser_of_the_same_member_counts(as_, alice):
    assert send(as_(alice), token=token_of(as_(alice))).status_code == 303
