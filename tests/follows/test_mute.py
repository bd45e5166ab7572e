"""Muting people and words: kept as rows, matched as they are, told to nobody."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.refusals import Missing
from follows import words
from follows.actions import MutesOneself, TooManyWords, WordRefused, block, mute, mute_word, unmute, unmute_word
from follows.models import Mute, MutedWord
from follows.relations import Relation, relation
from tests import factories
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


def test_muting_and_its_way_back(alice: User, bob: User) -> None:
    first = mute(muter=alice, muted=bob)
    assert mute(muter=alice, muted=bob) == first
    assert relation(alice, bob).muting
    assert relation(bob, alice) == Relation(following=True)
    assert unmute(muter=alice, muted=bob)
    assert not unmute(muter=alice, muted=bob)


def test_who_can_not_be_muted(alice: User) -> None:
    with pytest.raises(MutesOneself):
        mute(muter=alice, muted=alice)
    with pytest.raises(Missing):
        mute(muter=alice, muted=factories.make_user(state="deleted"))


def test_a_reader_who_opens_the_address_is_asked(alice: User, mallory: User, as_: Browser) -> None:
    browser = as_(alice)
    page = browser.get("/follows/mallory/mute/?next=/search/", headers={"Accept-Language": "en"}).content.decode()
    assert "Mute mallory?" in page
    assert 'name="next" value="/search/"' in page
    assert not Mute.objects.exists()
    answer = browser.post("/follows/mallory/mute/", {"next": "/search/"})
    assert (answer.status_code, answer["Location"]) == (303, "/search/")
    shown = browser.get("/u/mallory/", headers={"Accept-Language": "en"})
    assert 'formaction="/follows/mallory/unmute/"' in shown.content.decode()
    answer = browser.post("/follows/mallory/unmute/", headers={"HX-Request": "true", "Accept-Language": "en"})
    assert 'formaction="/follows/mallory/mute/"' in answer.content.decode()
    assert "data-said" in answer.content.decode()


def test_the_list_of_whom_one_muted(alice: User, bob: User, mallory: User, as_: Browser) -> None:
    browser = as_(alice)
    assert 'class="card empty"' in browser.get("/settings/mutes/").content.decode()
    for person in (bob, mallory):
        mute(muter=alice, muted=person)
    block(blocker=mallory, blocked=alice)
    page = browser.get("/settings/mutes/").content.decode()
    assert "/follows/bob/unmute/" in page
    assert "mallory" not in page


@pytest.mark.parametrize("which", ["blocks", "mutes"])
def test_a_list_costs_the_same_with_twenty_people(
    alice: User, as_: Browser, query_guard: QueryGuard, which: str
) -> None:
    browser = as_(alice)

    def one_more() -> None:
        other = factories.make_user()
        block(blocker=alice, blocked=other) if which == "blocks" else mute(muter=alice, muted=other)

    _, warm = query_guard(page=lambda: browser.get(f"/settings/{which}/"), one_more=one_more)
    assert warm <= 3


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("spoiler", "Big ＳＰＯＩＬＥＲ ahead"),
        ("苹果", "買了一個蘋果"),
        ("蘋果", "苹果手机"),
        ("STRASSE", "die Straße"),
        ("cat", "education"),
        ("the end", "It is THE END."),
        ("the end", "THE\n  END"),
        ("spoiler", "sp\u200boi\u00adler"),
        ("a.c", "a.c"),
        ("[", "an [emoticon]"),
    ],
)
def test_a_word_hides_what_holds_it(alice: User, word: str, text: str) -> None:
    mute_word(owner=alice, word=word)
    assert words.hides(words.read(alice), text)


@pytest.mark.parametrize(("word", "text"), [("a.c", "abc"), ("spoiler", "spoil"), ("(a+)+$", "aaaa"), (".*", "x")])
def test_a_word_is_no_pattern(alice: User, word: str, text: str) -> None:
    mute_word(owner=alice, word=word)
    assert not words.hides(words.read(alice), text)


def test_who_mutes_no_words_is_asked_nothing(alice: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert words.read(alice) == words.read(AnonymousUser()) == words.read(None) == ()
        assert not words.hides((), "text")
    mute_word(owner=alice, word="Spoiler")
    mute_word(owner=alice, word="football")
    with django_assert_num_queries(1):
        assert words.read(alice) == ("spoiler", "football")


def test_the_members_row_says_whether_there_are_words(alice: User) -> None:
    rows = [mute_word(owner=alice, word=word) for word in ("one", "two")]
    assert mute_word(owner=alice, word="ＯＮＥ") == rows[0]
    for row, left in zip(rows, (True, False), strict=True):
        assert unmute_word(owner=alice, word_id=row.pk) == row.word
        alice.refresh_from_db()
        assert alice.mutes_words is left
    with pytest.raises(Missing):
        unmute_word(owner=alice, word_id=rows[0].pk)


@pytest.mark.parametrize("word", ["", "  ", "\u200b", "x" * 31, "ﷺ" * 30, "a\x00b", "a\u202eb"])
def test_what_is_no_word(alice: User, word: str) -> None:
    with pytest.raises(WordRefused):
        mute_word(owner=alice, word=word)


def test_two_hundred_words_at_most(alice: User) -> None:
    MutedWord.objects.bulk_create([MutedWord(owner=alice, word=f"w{n}", folded=f"w{n}") for n in range(200)])
    with pytest.raises(TooManyWords):
        mute_word(owner=alice, word="one more")
    assert mute_word(owner=alice, word="W7").word == "w7"


def test_the_page_of_words(alice: User, mallory: User, as_: Browser, query_guard: QueryGuard) -> None:
    browser = as_(alice)
    assert 'class="card empty"' in browser.get("/settings/words/").content.decode()
    answer = browser.post("/settings/words/", {"word": "  the   end "})
    assert (answer.status_code, answer["Location"]) == (303, "/settings/words/")
    row = MutedWord.objects.get()
    assert row.word == "the end"
    assert "the end" in browser.get("/settings/words/").content.decode()
    # Anybody else's is as missing as none, and reading changes nothing.
    assert as_(mallory).post(f"/settings/words/{row.pk}/remove/").status_code == 404
    assert browser.post(f"/settings/words/{2**63}/remove/").status_code == 404
    assert browser.get(f"/settings/words/{row.pk}/remove/")["Location"] == "/settings/words/"
    assert browser.post(f"/settings/words/{row.pk}/remove/").status_code == 303
    assert not MutedWord.objects.exists()
    turn = iter(range(30))
    query_guard(
        page=lambda: browser.get("/settings/words/"),
        one_more=lambda: mute_word(owner=alice, word=f"word {next(turn)}"),
    )


@pytest.mark.parametrize(("typed", "kept"), [("x" * 10_000, "x" * 10_000), ("", ""), ("a\u202eb", "a\u202eb")])
def test_what_was_typed_is_kept_beside_the_refusal(alice: User, as_: Browser, typed: str, kept: str) -> None:
    answer = as_(alice).post("/settings/words/", {"word": typed})
    assert answer.status_code == 400
    assert f'value="{kept}"' in answer.content.decode() or not kept
    assert "field-error" in answer.content.decode()


def test_too_many_words_are_told_beside_the_field(alice: User, as_: Browser) -> None:
    MutedWord.objects.bulk_create([MutedWord(owner=alice, word=f"w{n}", folded=f"w{n}") for n in range(200)])
    answer = as_(alice).post("/settings/words/", {"word": "one more"})
    assert answer.status_code == 409
    assert 'value="one more"' in answer.content.decode()
