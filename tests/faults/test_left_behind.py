"""What ends while a post is on its way, or before: nothing of it is left to read. And what nobody put into Redis."""

import pytest

from tests.faults.browser import Browser
from tests.faults.crowd import GARBAGE
from tests.faults.readers import POSTS, Crowd
from tests.faults.site import Site

pytestmark = [pytest.mark.faults, pytest.mark.servers]

# Seconds in which a fan-out that nothing hinders is over.
SOON = 20


def test_a_post_deleted_on_its_way_and_readers_who_left_find_nothing(crowd: Crowd, site: Site) -> None:
    leaver, other = site.members("leaver", "goner")
    for browser in (leaver, other):
        browser.get("/")
        browser.follow("alice")
        assert "/u/alice/" in browser.get("/").text
    *_others, post, _ = crowd.publish(POSTS)
    with site.held_in_the_middle():
        assert crowd.authors[0].send(f"/posts/{post}/delete/").status == 303
        assert leaver.unfollow("alice").status in (200, 303)
        gone = reader_id(site, "goner")
        site.inside("delete_account", handle="goner")
    site.await_outbox(SOON)
    crowd.nobody_finds(post)
    assert site.inside("home_of", handle="leaver") == []
    assert site.inside("list_of", user_id=gone) == []


class TestAnAuthor:
    """Whose post waits while something happens to its author."""

    @pytest.mark.parametrize("end", ["suspend", "delete_account"])
    def test_who_is_gone_before_the_fan_out_is_read_by_nobody(self, end: str, site: Site) -> None:
        author, reader = site.members(f"a_{end}", f"r_{end}")
        reader.get("/")
        reader.follow(f"a_{end}")
        reader.get("/")
        with site.held_back():
            post = author.publish("A last word").post_id
            site.inside(end, handle=f"a_{end}")
            assert site.open_rows() > 0
        site.await_outbox(SOON)
        assert site.parked() == 0
        assert f"post-{post}" not in reader.get("/").text

    def test_who_is_restored_is_read_again(self, site: Site) -> None:
        author, reader = site.members("returning", "patient")
        reader.get("/")
        reader.follow("returning")
        with site.held_back():
            post = author.publish("I shall return").post_id
            site.inside("suspend", handle="returning")
        site.await_outbox(SOON)
        site.inside("restore", handle="returning")
        assert f"post-{post}" in reader.get("/").text


class TestGarbage:
    @pytest.mark.parametrize("kind", GARBAGE)
    def test_in_a_list_is_reported_and_the_list_made_anew(self, kind: str, site: Site) -> None:
        handle = f"spoilt_{list(GARBAGE).index(kind)}"
        reader, post = self._reader_and_post(site, handle)
        site.inside("spoil", room="timeline", handle=handle, kind=kind)
        answer, reported = reader.get("/"), f"of reader {reader_id(site, handle)} held garbage"
        assert answer.status == 200
        assert f"post-{post}" in answer.text
        assert reported in site.stack.log.read_text()
        assert str(post) in site.inside("list_of", user_id=reader_id(site, handle))

    @pytest.mark.parametrize("kind", GARBAGE)
    def test_in_a_list_that_is_pushed_to_does_not_stop_the_fan_out(self, kind: str, site: Site) -> None:
        handle = f"pushed_{list(GARBAGE).index(kind)}"
        reader, _ = self._reader_and_post(site, handle)
        site.inside("spoil", room="timeline", handle=handle, kind=kind)
        later = site.visitor(session=site.inside("session", handle=f"of_{handle}")).publish("Once more").post_id
        site.await_outbox(SOON)
        assert f"post-{later}" in reader.get("/").text

    @pytest.mark.parametrize("kind", GARBAGE)
    def test_in_the_outbox_of_a_large_account_is_passed_over(self, kind: str, site: Site) -> None:
        handle = f"fan_{list(GARBAGE).index(kind)}"
        reader, post = self._reader_and_post(site, handle)
        site.inside("make_large", handle=f"of_{handle}")
        site.inside("spoil", room="timeline", handle=handle, kind="another type")
        reader.get("/")
        site.inside("spoil", room="outbox", handle=f"of_{handle}", kind=kind)
        answer = reader.get("/")
        assert answer.status == 200
        assert f"post-{post}" in answer.text

    def _reader_and_post(self, site: Site, handle: str) -> tuple[Browser, int]:
        author, reader = site.members(f"of_{handle}", handle)
        post = author.publish("To be found").post_id
        reader.get("/")
        reader.follow(f"of_{handle}")
        reader.get("/")
        site.await_outbox(SOON)
        return reader, post


def reader_id(site: Site, handle: str) -> int:
    return site.rows("SELECT id FROM accounts_user WHERE handle = %s", handle)[0][0]


def test_a_reader_of_two_thousand_who_never_wrote_waits_for_nothing(site: Site) -> None:
    [reader] = site.members("hopeful")
    site.inside("follow_dormant", handle="hopeful", number=2000)
    answers = [reader.get("/") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert max(answer.seconds for answer in answers) < 1
