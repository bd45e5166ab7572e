"""Django admin: what staff finds, what an act needs and leaves behind, and what nobody may do there."""

import re
from collections.abc import Callable

import pytest
from django.contrib.admin import helpers, site
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import User
from core.desk import NOTHING
from core.models import AuditEntry, OutboxRow
from posts.models import Post
from tests import factories
from tests.queries import QueryGuard
from topics.models import Topic

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
USERS, POSTS, TOPICS = "/admin/accounts/user/", "/admin/posts/post/", "/admin/topics/topic/"
OUTBOX, AUDIT = "/admin/core/outboxrow/", "/admin/core/auditentry/"
LISTS = (USERS, POSTS, TOPICS, OUTBOX, AUDIT)


@pytest.fixture
def desk(admin: User, as_: Browser) -> Client:
    return as_(admin)


def do(desk: Client, address: str, action: str, *rows: object, **answers: str) -> object:
    """Choose the rows, the act, and answer what it asks."""
    chosen = {helpers.ACTION_CHECKBOX_NAME: [str(row.pk) for row in rows], "action": action}
    return desk.post(address, chosen | ({"apply": "yes"} | answers if answers else {}))


def found(desk: Client, address: str, **query: str) -> list[object]:
    return list(desk.get(address, query).context["cl"].result_list)


def parked_row(key: str = "post:1") -> OutboxRow:
    now = timezone.now()
    return OutboxRow.objects.create(task="t", key=key, queue="fast", available_at=now, attempts=12, parked_at=now)


class TestLists:
    @pytest.mark.parametrize("address", LISTS)
    def test_open(self, desk: Client, post: Post, address: str) -> None:
        assert desk.get(address).status_code == 200

    @pytest.mark.parametrize("address", LISTS)
    def test_are_not_for_members_nor_visitors(self, visitor: Client, alice: User, as_: Browser, address: str) -> None:
        assert visitor.get(address, follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")
        assert as_(alice).get(address, follow=True).status_code == 403

    def test_of_members_costs_the_same_with_more(self, desk: Client, query_guard: QueryGuard) -> None:
        query_guard(page=lambda: desk.get(USERS), one_more=factories.make_user)

    def test_of_posts_costs_the_same_with_more(self, desk: Client, query_guard: QueryGuard) -> None:
        query_guard(page=lambda: desk.get(POSTS), one_more=factories.make_post)

    def test_count_no_further_than_anybody_leafs(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("core.desk.COUNTED", 3)
        for _ in range(5):
            factories.make_user()
        assert desk.get(USERS).context["cl"].result_count == 3

    def test_hold_our_own_rows_only(self) -> None:
        assert {model._meta.app_label for model in site._registry} == {"accounts", "core", "posts", "topics"}

    @pytest.mark.parametrize("address", LISTS)
    def test_offer_nothing_that_passes_the_actions_by(self, desk: Client, post: Post, address: str) -> None:
        page = desk.get(address).content.decode()
        assert "delete_selected" not in page
        assert desk.get(f"{address}add/").status_code == 403

    @pytest.mark.parametrize("query", ["password__startswith=a", "email__contains=a", "names__folded=a", "pk__gt=1"])
    def test_answer_no_question_but_their_filters(self, desk: Client, query: str) -> None:
        """A free lookup would read hashes and addresses out letter by letter."""
        assert desk.get(f"{USERS}?{query}").status_code == 400
        assert desk.get(f"{USERS}?badge__exact=blue&state__exact=active&staff=yes").status_code in (200, 302)

    @pytest.mark.parametrize("chosen", ["abc", "0", "-1", "9" * 30, "１"])
    def test_take_no_choice_but_their_own(self, desk: Client, chosen: str) -> None:
        answer = desk.post(USERS, {helpers.ACTION_CHECKBOX_NAME: chosen, "action": "suspend"})
        assert answer.status_code == 400


class TestPages:
    def test_the_first_says_what_waits(self, desk: Client) -> None:
        parked_row()
        page = desk.get("/admin/", headers={"accept-language": "en"}).content.decode()
        assert "1 waiting" in page
        assert "Find people" in page

    def test_follow_the_appearance_chosen_on_the_site(self, desk: Client) -> None:
        desk.cookies["appearance"] = "dark"
        assert '<meta name="color-scheme" content="dark">' in desk.get("/admin/").content.decode()

    def test_a_row_leads_to_what_was_done_to_it(self, desk: Client, alice: User) -> None:
        do(desk, USERS, "suspend", alice, reason="sells followers")
        assert f"{AUDIT}?q=accounts.user:{alice.pk}" in desk.get(f"{USERS}{alice.pk}/change/").content.decode()
        assert len(found(desk, AUDIT, q=f"accounts.user:{alice.pk}")) == 1

    def test_the_audit_log_is_said_in_the_readers_language(self, desk: Client, alice: User) -> None:
        do(desk, USERS, "suspend", alice, reason="卖粉")
        page = desk.get(AUDIT, headers={"accept-language": "zh-CN"}).content.decode()
        assert "停用账号" in page
        assert f'<a href="{USERS}{alice.pk}/change/">用户 {alice.pk}</a>' in page

    def test_the_audit_log_outlives_the_rows_it_tells_of(self, desk: Client) -> None:
        AuditEntry.objects.create(verb="delete post", subject="oldapp.thing:7")
        assert "oldapp.thing:7" in desk.get(AUDIT).content.decode()

    def test_groups_have_names_in_the_readers_language(self, desk: Client, alice: User, moderator: User) -> None:
        page = desk.get(f"{USERS}{alice.pk}/change/", headers={"accept-language": "zh-CN"}).content.decode()
        assert "版主" in page


class TestSearch:
    @pytest.mark.parametrize("term", ["star", "STA", "@star", "阿星", "阿", "star@example.org"])
    def test_finds_members_by_each_of_their_names(self, desk: Client, star: User, term: str) -> None:
        assert found(desk, USERS, q=term) == [star]

    def test_finds_nobody_by_nothing_known(self, desk: Client, star: User) -> None:
        assert found(desk, USERS, q="nobody@example.org") == []

    def test_finds_posts(self, desk: Client, alice: User) -> None:
        post = factories.make_post(author=alice, text="Snow on the pass")
        factories.make_post(text="No snow here")
        for term in (str(post.pk), "@alice", "Snow on"):
            assert found(desk, POSTS, q=term) == [post], term

    def test_finds_topics(self, desk: Client, alice: User) -> None:
        factories.make_post(author=alice, text="#早安# #Morning#")
        assert [topic.name for topic in found(desk, TOPICS, q="#早")] == ["早安"]
        assert [topic.name for topic in found(desk, TOPICS, q="MORN")] == ["Morning"]

    @pytest.mark.parametrize("address", LISTS)
    @pytest.mark.parametrize("term", ["'", "%", "9" * 40, "\\", "@", " ", "𝔞" * 300])
    def test_takes_anything(self, desk: Client, post: Post, address: str, term: str) -> None:
        assert desk.get(address, {"q": term}).status_code == 200


class TestActs:
    def test_ask_for_a_reason(self, desk: Client, alice: User) -> None:
        asked = do(desk, USERS, "suspend", alice)
        assert asked.status_code == 200
        assert 'name="reason"' in asked.content.decode()
        alice.refresh_from_db()
        assert alice.is_active

    def test_need_one(self, desk: Client, alice: User) -> None:
        assert do(desk, USERS, "suspend", alice, reason="  ").status_code == 400
        alice.refresh_from_db()
        assert alice.is_active

    def test_suspend_and_restore(self, desk: Client, admin: User, alice: User) -> None:
        do(desk, USERS, "suspend", alice, reason="sells followers")
        alice.refresh_from_db()
        assert alice.state == User.State.SUSPENDED
        do(desk, USERS, "restore", alice, reason="a mix-up")
        alice.refresh_from_db()
        assert alice.is_active
        entries = AuditEntry.objects.filter(subject=f"accounts.user:{alice.pk}").order_by("pk")
        acts = [(entry.actor, entry.verb, entry.reason) for entry in entries]
        assert acts == [(admin, "suspend", "sells followers"), (admin, "restore", "a mix-up")]

    def test_grant_and_revoke_the_v(self, desk: Client, alice: User) -> None:
        do(desk, USERS, "grant_v", alice, kind="media", declaration="The Morning Post", reason="letter seen")
        alice.refresh_from_db()
        assert (alice.badge, alice.badge_kind, alice.declaration) == ("blue", "media", "The Morning Post")
        do(desk, USERS, "revoke_v", alice, reason="term over")
        alice.refresh_from_db()
        assert (alice.badge, alice.declaration) == ("none", "")

    @pytest.mark.parametrize(
        "answers",
        [{"kind": "royal", "declaration": "Queen"}, {"kind": "media", "declaration": "x" * 61}, {"kind": "media"}],
    )
    def test_grant_no_v_on_wrong_answers(self, desk: Client, alice: User, answers: dict[str, str]) -> None:
        assert do(desk, USERS, "grant_v", alice, reason="why", **answers).status_code == 400
        alice.refresh_from_db()
        assert alice.badge == "none"

    def test_tell_what_was_refused_and_go_on(self, desk: Client, admin: User, alice: User) -> None:
        told = do(desk, USERS, "suspend", admin, alice, reason="both")
        page = desk.get(told["Location"]).content.decode()
        assert "errornote" in page or 'class="error"' in page
        admin.refresh_from_db()
        alice.refresh_from_db()
        assert admin.is_active
        assert not alice.is_active

    def test_restore_no_active_member(self, desk: Client, alice: User) -> None:
        do(desk, USERS, "restore", alice, reason="?")
        assert not AuditEntry.objects.filter(verb="restore").exists()

    def test_delete_a_post(self, desk: Client, admin: User, post: Post) -> None:
        do(desk, POSTS, "remove", post, reason="a stranger's address")
        post.refresh_from_db()
        assert post.deleted_at
        post.author.refresh_from_db()
        assert post.author.post_count == 0
        entry = AuditEntry.objects.get(verb="delete post")
        assert (entry.actor, entry.reason) == (admin, "a stranger's address")

    def test_delete_a_post_once(self, desk: Client, post: Post) -> None:
        do(desk, POSTS, "remove", post, reason="first")
        do(desk, POSTS, "remove", post, reason="second")
        post.author.refresh_from_db()
        assert post.author.post_count == 0
        assert AuditEntry.objects.filter(verb="delete post").count() == 1

    def test_delete_a_suspended_members_post(self, desk: Client, post: Post) -> None:
        actions.suspend(user=post.author, by=None, reason="spam")
        do(desk, POSTS, "remove", post, reason="spam")
        post.refresh_from_db()
        assert post.deleted_at

    def test_try_parked_work_again(self, desk: Client) -> None:
        row = parked_row()
        do(desk, OUTBOX, "retry", row, reason="the disk is mended")
        row.refresh_from_db()
        assert (row.parked_at, row.attempts) == (None, 0)
        assert AuditEntry.objects.get(verb="retry outbox row").reason == "the disk is mended"
        do(desk, OUTBOX, "retry", row, reason="again")
        assert AuditEntry.objects.filter(verb="retry outbox row").count() == 1

    def test_only_open_work_has_a_next_try(self, desk: Client) -> None:
        row = parked_row()
        assert self.next_try(desk) == NOTHING
        do(desk, OUTBOX, "retry", row, reason="the disk is mended")
        assert "20" in self.next_try(desk)

    def next_try(self, desk: Client) -> str:
        page = desk.get(OUTBOX).content.decode()
        shown = re.search(r'class="field-next_try">(.*?)</td>', page)
        assert shown
        return shown[1]

    @pytest.mark.parametrize(("state", "number"), [("open", 1), ("parked", 1), ("done", 1), ("", 3)])
    def test_filter_the_outbox(self, desk: Client, state: str, number: int) -> None:
        parked_row("a")
        now = timezone.now()
        for key, done_at in (("b", None), ("c", now)):
            OutboxRow.objects.create(task="t", key=key, queue="fast", available_at=now, done_at=done_at)
        assert len(found(desk, OUTBOX, state=state)) == number


class TestRights:
    def test_an_administrator_makes_staff_on_the_record(self, desk: Client, admin: User, alice: User) -> None:
        answer = desk.post(f"{USERS}{alice.pk}/change/", {"is_staff": "on"})
        assert answer.status_code == 302
        alice.refresh_from_db()
        assert alice.is_staff
        assert not alice.is_superuser
        entry = AuditEntry.objects.get(verb="change rights")
        assert (entry.actor, entry.detail) == (admin, {"staff": True, "superuser": False, "groups": []})

    def test_nothing_else_of_a_member_is_written(self, desk: Client, alice: User) -> None:
        before = User.objects.filter(pk=alice.pk).values().get()
        tampered = {"handle": "eve", "nickname": "eve", "badge": "blue", "follower_count": "9", "password": "x"}
        desk.post(f"{USERS}{alice.pk}/change/", tampered)
        assert User.objects.filter(pk=alice.pk).values().get() == before

    def test_a_moderator_sees_topics_alone(self, moderator: User, as_: Browser) -> None:
        desk = as_(moderator)
        assert desk.get(TOPICS).status_code == 200
        for address in set(LISTS) - {TOPICS}:
            assert desk.get(address).status_code == 403

    def test_a_moderator_describes_a_topic(self, moderator: User, as_: Browser, alice: User) -> None:
        factories.make_post(author=alice, text="#早安#")
        topic = Topic.objects.get()
        given = {"description": "一天的第一句话", "post_count": "99"}
        answer = as_(moderator).post(f"{TOPICS}{topic.pk}/change/", given)
        assert answer.status_code == 302
        topic.refresh_from_db()
        assert (topic.description, topic.post_count) == ("一天的第一句话", 1)
        entry = AuditEntry.objects.get(verb="describe topic")
        assert (entry.actor, entry.detail) == (moderator, {"before": ""})

    @pytest.mark.parametrize("description", ["x" * 301, "\u202egnirts", "nul\x00"])
    def test_a_bad_description_is_told(self, desk: Client, alice: User, description: str) -> None:
        factories.make_post(author=alice, text="#早安#")
        topic = Topic.objects.get()
        page = desk.post(f"{TOPICS}{topic.pk}/change/", {"description": description}).content.decode()
        assert "errorlist" in page
        topic.refresh_from_db()
        assert topic.description == ""

    def test_a_post_is_read_and_not_edited(self, desk: Client, post: Post) -> None:
        address = f"{POSTS}{post.pk}/change/"
        assert "<textarea" not in desk.get(address).content.decode()
        assert desk.post(address, {"text": "other words"}).status_code == 403
        assert desk.post(f"{POSTS}{post.pk}/delete/", {"post": "yes"}).status_code == 403
