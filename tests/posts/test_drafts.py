"""Drafts: kept, opened, changed, published and thrown away; each its author's alone."""

import pytest

from core.models import Submission
from media.models import File
from posts import actions
from posts.actions import drafts as drafting
from posts.audience import Options
from posts.models import Draft, Post
from posts.pictures import PICTURE
from tests.media.renditions import make_ready, pending
from tests.posts.drafting import files_of, make_draft, opened, save
from tests.posts.forms import send, token_of

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def group(alice):
    from follows.actions import create_group

    return create_group(owner=alice, name="Family")


class TestSaving:
    def test_keeps_everything_and_leads_to_the_list(self, as_, alice, group):
        file = pending(alice, PICTURE)
        fields = {"visibility": f"group:{group.pk}", "comment_policy": "following", "spoiler": "1", "sensitive": "1"}
        answer = save(as_(alice), "  half a thought \r\n", uploads=file.key, alt="A cat", **fields)
        assert (answer.status_code, answer["Location"]) == (303, "/drafts/")
        draft = Draft.objects.get()
        assert (draft.text, draft.visibility, draft.group) == ("  half a thought \n", "group", group)
        assert (draft.comment_policy, draft.spoiler, draft.sensitive) == ("following", True, True)
        assert [(row.file, row.alt) for row in draft.pictures.all()] == [(file, "A cat")]
        assert not Post.objects.exists()

    def test_what_is_too_long_for_a_post_is_kept_and_told_when_it_is_sent(self, as_, alice):
        client = as_(alice)
        assert save(client, "字" * 2100).status_code == 303
        answer = client.post("/posts/publish/", opened(client, Draft.objects.get()))
        assert (answer.status_code, answer.context["composer"].text) == (400, "字" * 2100)
        assert "2,000" in answer.context["composer"].error
        assert Draft.objects.exists()

    @pytest.mark.parametrize("text", ["", " \n\u200b", "a\x00b", "a" * 8001], ids=["empty", "blank", "nul", "huge"])
    def test_nothing_and_what_no_page_can_show_is_not_kept(self, as_, alice, text):
        answer = save(as_(alice), text)
        assert answer.status_code == 400
        assert answer.context["composer"].text == text
        assert not Draft.objects.exists()

    def test_the_same_form_twice_makes_one_draft_and_once_more_changes_it(self, as_, alice):
        client = as_(alice)
        form = {"token": token_of(client), "uploads": pending(alice, PICTURE).key}
        for text in ("once", "once", "went back and wrote on"):
            assert save(client, text, **form).status_code == 303
        draft = Draft.objects.get()
        assert (draft.text, draft.pictures.count()) == ("went back and wrote on", 1)

    def test_going_back_and_sending_it_publishes_the_draft_that_was_saved(self, as_, alice):
        client = as_(alice)
        form = {"token": token_of(client), "uploads": pending(alice, PICTURE).key}
        save(client, "later", **form)
        first, second = send(client, "now after all", **form), send(client, "now after all", **form)
        assert first["Location"] == second["Location"] == Post.objects.get().get_absolute_url()
        assert (Post.objects.get().picture_count, Draft.objects.count()) == (1, 0)

    def test_there_is_room_for_a_hundred(self, as_, alice, monkeypatch):
        monkeypatch.setattr(drafting, "MOST_DRAFTS", 2)
        drafts = [make_draft(alice), make_draft(alice)]
        client = as_(alice)
        answer = save(client, "one too many")
        assert (answer.status_code, answer.context["composer"].text) == (409, "one too many")
        assert client.post("/drafts/save/", opened(client, drafts[0])).status_code == 303
        assert not Submission.objects.exclude(result__startswith="/drafts/").exists()

    def test_a_session_that_ended_loses_nothing(self, visitor, alice):
        form = {
            "text": "一个字也不能丢",
            "visibility": "self",
            "spoiler": "1",
            "publish_at": "2030-01-01T10:00",
            "zone": "UTC",
        }
        assert visitor.post("/drafts/save/", form)["Location"] == "/accounts/login/?next=/compose/"
        visitor.force_login(alice, backend="accounts.backends.StatefulBackend")
        what = visitor.get("/compose/").context["composer"].written
        assert (what.text, what.options) == ("一个字也不能丢", Options("self", spoiler=True))
        assert (what.publish_at, what.zone) == ("2030-01-01T10:00", "UTC")


class TestTheComposer:
    def test_without_a_script_everything_that_was_chosen_survives_arranging_and_a_refusal(self, as_, alice, group):
        client, file = as_(alice), pending(alice, PICTURE)
        draft = make_draft(alice)
        fields = {
            "visibility": f"group:{group.pk}",
            "comment_policy": "nobody",
            "spoiler": "1",
            "zone": "Europe/Berlin",
        }
        form = opened(client, draft) | fields | {"uploads": file.key, "publish_at": "2030-05-05T10:00"}
        assert client.post("/compose/", form | {"do": f"earlier:{file.key}"}).status_code == 303
        kept = client.get("/compose/").context["composer"].written
        refused = client.post("/posts/publish/", form | {"text": "a\x00b"}).context["composer"].written
        for what in (kept, refused):
            assert what.options == Options(f"group:{group.pk}", "nobody", spoiler=True)
            assert (what.publish_at, what.zone, what.draft) == ("2030-05-05T10:00", "Europe/Berlin", kept.draft)
        assert (kept.draft.pk, kept.draft.version) == (draft.pk, 1)

    def test_an_audience_that_is_not_offered_is_told_beside_it_and_never_replaced(self, as_, alice):
        answer = send(as_(alice), visibility="group:77")
        assert answer.context["composer"].errors.audience
        assert 'value="group:77" checked' in answer.text
        assert send(as_(alice), comment_policy="friends").context["composer"].errors.audience

    def test_home_asks_for_no_groups_until_somebody_wants_one(self, as_, alice, mallory, visitor, group):
        home = as_(alice).get("/").text
        assert 'value="group:' not in home
        assert "/compose/groups/" in home
        assert f'value="group:{group.pk}"' in as_(alice).get("/compose/groups/").text
        assert "Family" not in as_(mallory).get("/compose/groups/").text
        assert visitor.get("/compose/groups/").status_code == 403
        plain = as_(alice)
        answer = plain.post("/compose/", {"text": "For some", "do": "groups", "next": "/"}, follow=True)
        assert (answer.context["composer"].text, answer.context["composer"].next) == ("For some", "/")
        assert '<details class="composer-menu audience" data-menu open>' in answer.text

    def test_a_new_composer_is_for_everybody(self, as_, alice):
        page = as_(alice).get("/compose/").text
        assert 'value="public" checked' in page
        assert '<option value="everyone" selected>' in page


class TestAnOpenedDraft:
    def test_fills_the_composer(self, as_, alice, group):
        draft = make_draft(
            alice, "On the way", pictures=2, options=Options(f"group:{group.pk}", "nobody", spoiler=True)
        )
        shown = as_(alice).get(draft.get_absolute_url()).context["composer"]
        assert (shown.text, shown.options) == ("On the way", Options(f"group:{group.pk}", "nobody", spoiler=True))
        assert [each.file for each in shown.pictures] == files_of(draft)
        assert shown.group_name == "Family"

    def test_is_changed_by_saving(self, as_, alice):
        draft, client = make_draft(alice, pictures=2), as_(alice)
        gone, stays = files_of(draft)
        new = pending(alice, PICTURE)
        answer = client.post("/drafts/save/", opened(client, draft) | {"text": "More", "uploads": [new.key, stays.key]})
        assert answer.status_code == 303
        assert Draft.objects.get().text == "More"
        assert files_of(draft) == [new, stays]
        assert not File.objects.filter(pk=gone.pk).exists()

    def test_is_gone_once_it_is_sent_and_its_pictures_are_the_posts(self, as_, alice):
        draft, client = make_draft(alice, pictures=2), as_(alice)
        dropped, shown = files_of(draft)
        form = opened(client, draft) | {"text": "Done", "uploads": shown.key, "alt": "A cat"}
        first, second = client.post("/posts/publish/", form), client.post("/posts/publish/", form)
        post = Post.objects.get()
        assert first["Location"] == second["Location"] == post.get_absolute_url()
        assert [(row.file, row.alt) for row in post.pictures.all()] == [(shown, "A cat")]
        assert not Draft.objects.exists()
        assert not File.objects.filter(pk=dropped.pk).exists()

    def test_stays_whole_when_it_can_not_be_sent(self, as_, alice):
        client = as_(alice)
        send(client, "said already")
        draft = make_draft(alice, "said already")
        assert client.post("/posts/publish/", opened(client, draft)).status_code == 409
        pictured = make_draft(alice, "Look", pictures=1)
        answer = client.post("/posts/publish/", opened(client, pictured) | {"visibility": "group:1"})
        assert answer.status_code == 400
        assert [each.file for each in answer.context["composer"].pictures] == files_of(pictured)

    def test_in_two_windows_is_not_written_over_silently(self, as_, alice):
        draft, client = make_draft(alice), as_(alice)
        one, other = opened(client, draft), opened(client, draft)
        assert client.post("/drafts/save/", one | {"text": "From one"}).status_code == 303
        told = client.post("/drafts/save/", other | {"text": "From the other"})
        assert (told.status_code, Draft.objects.get().text) == (409, "From one")
        now = told.context["composer"]
        again = other | {"text": now.text, "token": now.token, "draft_version": now.written.draft.version}
        assert client.post("/posts/publish/", again).status_code == 303
        assert Post.objects.get().text == "From the other"

    def test_that_was_sent_in_another_window_leaves_the_words_here(self, as_, alice):
        draft, client = make_draft(alice, "Only once"), as_(alice)
        one, other = opened(client, draft), opened(client, draft)
        client.post("/posts/publish/", one)
        for address in ("/posts/publish/", "/drafts/save/"):
            told = client.post(address, other | {"text": "More words"})
            assert (told.status_code, told.context["composer"].text) == (404, "More words")
            assert told.context["composer"].written.draft is None
        assert Post.objects.count() == 1

    @pytest.mark.parametrize("draft", ["0", "-1", "x", "9" * 30, "1\x00"])
    def test_what_is_no_draft_is_gone(self, as_, alice, draft):
        assert send(as_(alice), draft=draft, draft_version="1").status_code == 404
        assert not Post.objects.exists()


class TestAnothers:
    def test_draft_is_missing_wherever_its_id_is_sent(self, as_, alice, mallory):
        draft, client = make_draft(alice, "Secret", pictures=1), as_(mallory)
        for address in (
            draft.get_absolute_url(),
            f"{draft.get_absolute_url()}delete/",
            f"{draft.get_absolute_url()}publish/",
        ):
            assert client.get(address).status_code == 404
        for verb in ("publish", "unschedule", "delete"):
            assert client.post(f"{draft.get_absolute_url()}{verb}/", {"token": token_of(client)}).status_code == 404
        for address in ("/posts/publish/", "/drafts/save/"):
            form = {"text": "Mine", "token": token_of(client), "draft": draft.pk, "draft_version": 1}
            answer = client.post(address, form)
            assert answer.status_code == 404
            assert "Secret" not in answer.text
        assert (Draft.objects.get().text, Post.objects.count()) == ("Secret", 0)

    def test_picture_of_a_draft_is_seen_and_taken_by_nobody_else(self, as_, alice, bob):
        draft = make_draft(alice, pictures=1)
        (file,) = files_of(draft)
        make_ready(file)
        address = file.renditions.first().address
        assert as_(alice).get(address).status_code == 200
        assert as_(bob).get(address).status_code == 404
        assert send(as_(bob), uploads=file.key).status_code == 409
        assert send(as_(alice), uploads=file.key).status_code == 409, "a form beside the draft takes it neither"
        as_(alice).post(f"/media/uploads/{file.key}/discard/")
        assert files_of(draft) == [file]


def test_pictures_of_a_draft_are_not_swept(alice):
    from datetime import timedelta

    from media import sweeping

    draft = make_draft(alice, pictures=1)
    old = draft.created_at - timedelta(days=40)
    File.objects.update(created_at=old, state=File.State.READY)
    sweeping.forget_passed()
    assert len(files_of(draft)) == 1


def test_throwing_one_away_asks_first_and_takes_its_files_along(as_, alice):
    draft, client = make_draft(alice, pictures=1), as_(alice)
    assert client.get(f"{draft.get_absolute_url()}delete/").status_code == 200
    assert client.post(f"{draft.get_absolute_url()}delete/")["Location"] == "/drafts/"
    assert (Draft.objects.count(), File.objects.count()) == (0, 0)
    assert client.post(f"{draft.get_absolute_url()}delete/").status_code == 404


class TestTheList:
    def test_publishes_at_once_and_once(self, as_, alice):
        draft, client = make_draft(alice, "Now", options=Options("followers"), pictures=1), as_(alice)
        token = client.get("/drafts/").context["rows"][0]["token"]
        answers = [client.post(f"{draft.get_absolute_url()}publish/", {"token": token}) for _ in range(2)]
        post = Post.objects.get()
        assert [answer["Location"] for answer in answers] == [post.get_absolute_url()] * 2
        assert (post.text, post.visibility, post.picture_count, Draft.objects.count()) == ("Now", "followers", 1, 0)

    def test_what_can_not_be_published_is_shown_in_the_composer_with_the_reason(self, as_, alice):
        draft, client = make_draft(alice, "字" * 2001), as_(alice)
        answer = client.post(f"{draft.get_absolute_url()}publish/", {"token": token_of(client)})
        assert (answer.status_code, answer.context["composer"].text) == (400, "字" * 2001)
        assert client.post(f"{draft.get_absolute_url()}publish/", {"token": "stale"}).status_code == 400

    def test_says_what_each_is_for_whom_and_what_is_due(self, as_, alice, group):
        make_draft(alice, "字" * 300, options=Options(f"group:{group.pk}", "nobody", spoiler=True), pictures=3)
        actions.save_draft(author=alice, raw="With words", options=Options("self"))
        page = as_(alice).get("/drafts/", headers=ENGLISH).text
        for said in ("Family", "3 pictures", "Spoiler", "Only me", "With words"):
            assert said in page
        group.delete()
        assert "A group that is gone" in as_(alice).get("/drafts/", headers=ENGLISH).text

    def test_costs_the_same_for_one_and_twenty(self, as_, alice, query_guard, group):
        client = as_(alice)
        more = lambda: make_draft(alice, pictures=2, options=Options(f"group:{group.pk}"))  # noqa: E731
        cold, _warm = query_guard(page=lambda: client.get("/drafts/"), one_more=more)
        assert cold <= 12

    def test_is_for_those_who_are_signed_in(self, as_, visitor, alice):
        assert visitor.get("/drafts/")["Location"] == "/accounts/login/?next=/drafts/"
        assert "No drafts" in as_(alice).get("/drafts/", headers=ENGLISH).text
        assert as_(alice).get("/drafts/save/")["Location"] == "/drafts/"
