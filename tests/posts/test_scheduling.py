"""Posts that wait for their time: told by the author's clock, published once, or kept with the reason."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone, translation
from django.utils.html import escape

from accounts.models import User
from core.models import OutboxRow
from media.models import File
from posts import actions, timing
from posts.actions import scheduling
from posts.audience import Options
from posts.models import Draft, Post
from posts.timing import TimeRefused
from tests.factories import make_post
from tests.posts.drafting import files_of, make_draft, opened
from tests.posts.forms import send

ENGLISH = {"Accept-Language": "en"}
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "zone", "moment"),
    [
        ("2026-03-02T09:30", "Asia/Shanghai", "2026-03-02T01:30"),
        ("2026-03-02T09:30:15", "America/New_York", "2026-03-02T14:30:15"),
        # Before and after clocks are put forward, and when they show an hour twice: the first one.
        ("2026-03-28T09:00", "Europe/Berlin", "2026-03-28T08:00"),
        ("2026-03-29T09:00", "Europe/Berlin", "2026-03-29T07:00"),
        ("2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30"),
        # What is no zone: the reader's, as far as it is known.
        ("2026-03-02T09:30", "Nowhere/At_All", "2026-03-02T01:30"),
        ("2026-03-02T09:30", "", "2026-03-02T01:30"),
    ],
)
def test_a_time_is_meant_by_the_clock_that_the_form_names(shown, zone, moment):
    assert timing.read(shown, zone, now=NOW) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("2026-03-01T12:00", TimeRefused.too_soon),
        ("2026-03-01T12:00:59", TimeRefused.too_soon),
        ("1970-01-01T00:00", TimeRefused.too_soon),
        ("0001-01-01T00:00", TimeRefused.message),
        ("2027-03-01T12:01", TimeRefused.too_late),
        ("9999-12-31T23:59", TimeRefused.too_late),
        ("2026-03-29T02:30", TimeRefused.skipped),
        ("2026-03-02T09:30+01:00", TimeRefused.message),
        ("tomorrow", TimeRefused.message),
        ("2026-02-30T10:00", TimeRefused.message),
        ("２０２６-03-02T09:30", TimeRefused.message),
    ],
)
def test_a_time_that_can_not_be_meant_is_refused(shown, said):
    with pytest.raises(TimeRefused) as refused:
        timing.read(
            shown,
            "Europe/Berlin" if said == TimeRefused.skipped else "UTC" if "0001" not in shown else "Asia/Shanghai",
            now=NOW,
        )
    assert refused.value.message == said


def in_the_field(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.django_db
class TestTheForm:
    def test_keeps_it_until_then_and_shows_the_time_by_the_readers_clock(self, as_, alice):
        at = (timezone.now() + timedelta(days=3)).replace(second=0, microsecond=0)
        client = as_(alice)
        answer = send(client, "Soon", publish_at=in_the_field(at), zone="Asia/Shanghai", visibility="followers")
        assert (answer.status_code, answer["Location"]) == (303, "/drafts/")
        draft = Draft.objects.get()
        assert (draft.publish_at, draft.visibility, Post.objects.count()) == (at, "followers", 0)
        shanghai = f"{timezone.localtime(at):%H:%M}"
        assert shanghai in client.get("/drafts/").text
        client.cookies["timezone"] = "America/New_York"
        composer = client.get(draft.get_absolute_url()).context["composer"]
        assert (composer.zone, composer.written.publish_at[-5:] == shanghai) == ("America/New_York", False)
        assert client.post("/posts/publish/", opened(client, draft)).status_code == 303
        assert Draft.objects.get().publish_at == at

    def test_says_whose_clock_it_goes_by(self, as_, alice):
        client = as_(alice)
        assert "Time zone: Shanghai" in client.get("/compose/", headers=ENGLISH).text
        client.cookies["timezone"] = "Europe/Berlin"
        page = client.get("/", headers=ENGLISH).text
        assert "Time zone: Berlin" in page
        assert 'name="zone" value="Europe/Berlin"' in page

    def test_what_is_no_zone_is_not_kept(self, as_, alice):
        answer = send(as_(alice), "When?", publish_at="2020-01-01T10:00" + "x" * 5000, zone="Mars/" + "x" * 5000)
        shown = answer.context["composer"]
        assert (answer.status_code, shown.zone) == (400, "Asia/Shanghai")
        assert "Time zone: Shanghai" in as_(alice).get("/compose/", headers=ENGLISH).text
        assert "x" * 100 not in answer.text

    def test_a_time_in_the_past_is_told_beside_the_field_and_all_is_kept(self, as_, alice):
        fields = {"publish_at": "2020-01-01T10:00", "zone": "UTC", "visibility": "self", "spoiler": "1"}
        answer = send(as_(alice), "Too late", **fields)
        shown = answer.context["composer"]
        assert (answer.status_code, shown.errors.time) == (400, str(TimeRefused.too_soon))
        assert (shown.text, shown.options) == ("Too late", Options("self", spoiler=True))
        assert (shown.written.publish_at, shown.zone) == ("2020-01-01T10:00", "UTC")
        assert 'id="compose-time_error"' in answer.text
        assert not Draft.objects.exists()

    def test_what_could_not_be_published_is_told_at_once(self, as_, alice):
        at = in_the_field(timezone.now() + timedelta(days=1))
        assert send(as_(alice), "字" * 2001, publish_at=at).status_code == 400
        assert send(as_(alice), "Words", publish_at=at, visibility="group:9").status_code == 400

    def test_the_time_is_changed_taken_back_and_not_needed(self, as_, alice):
        draft, client = make_draft(alice, publish_at=timezone.now() + timedelta(days=1)), as_(alice)
        later = (timezone.now() + timedelta(days=9)).replace(second=0, microsecond=0)
        client.post("/posts/publish/", opened(client, draft) | {"publish_at": in_the_field(later)})
        assert Draft.objects.get().publish_at == later
        client.post(f"{draft.get_absolute_url()}unschedule/")
        assert Draft.objects.get().publish_at is None
        client.post("/posts/publish/", opened(client, draft) | {"publish_at": in_the_field(later)})
        client.post("/posts/publish/", opened(client, draft) | {"publish_at": ""})
        assert (Draft.objects.count(), Post.objects.count()) == (0, 1)


def due(author, text: str = "Its time has come", **fields) -> Draft:
    return make_draft(author, text, publish_at=timezone.now() - timedelta(seconds=1), **fields)


def told(reason: str) -> str:
    with translation.override("en"):
        return escape(str(scheduling.REASONS[reason]))


def pass_on(minutes: int) -> None:
    """So much time later: all that is planned is that much nearer."""
    for draft in Draft.objects.all():
        for name in ("publish_at", "next_try_at"):
            if moment := getattr(draft, name):
                setattr(draft, name, moment - timedelta(minutes=minutes))
        draft.save()


@pytest.mark.django_db
class TestWhenItIsTime:
    def test_it_is_published_once_with_all_that_belongs_to_it(self, alice, bob):
        draft = due(alice, "Its time has come #soon#", pictures=2, options=Options("followers", "nobody", spoiler=True))
        files = files_of(draft)
        make_draft(alice, "No time"), make_draft(alice, "Not yet", publish_at=timezone.now() + timedelta(minutes=1))
        before = timezone.now()
        assert (actions.publish_due(), actions.publish_due()) == (1, 0)
        post = Post.objects.get()
        assert [row.file for row in post.pictures.order_by("position")] == files
        assert (post.visibility, post.comment_policy, post.spoiler) == ("followers", "nobody", True)
        assert post.created_at >= before
        assert OutboxRow.objects.filter(task="timelines.tasks.fan_out").count() == 1
        assert {left.text for left in Draft.objects.all()} == {"No time", "Not yet"}

    def test_a_worker_that_ends_in_the_midst_leaves_the_draft_and_no_post(self, alice, monkeypatch):
        due(alice, pictures=1)

        def killed(**fields):
            actions.publish(**fields)
            raise SystemExit

        monkeypatch.setattr(scheduling, "publish", killed)
        with pytest.raises(SystemExit):
            actions.publish_due()
        assert (Post.objects.count(), Draft.objects.count()) == (0, 1)
        monkeypatch.undo()
        assert actions.publish_due() == 1
        assert (Post.objects.get().picture_count, Draft.objects.count()) == (1, 0)

    def test_one_that_breaks_holds_nobody_up_and_is_tried_again(self, as_, alice, bob, monkeypatch):
        broken = due(alice, "Broken")
        due(bob, "Whole")

        def publish(*, raw, **fields):
            if raw == "Broken":
                raise RuntimeError
            return actions.publish(raw=raw, **fields)

        monkeypatch.setattr(scheduling, "publish", publish)
        assert actions.publish_due() == 1
        assert actions.publish_due() == 0
        monkeypatch.undo()
        broken.refresh_from_db()
        assert (broken.is_scheduled, broken.refusal) == (True, "fault")
        assert "Something broke on our side." in as_(alice).get("/drafts/", headers=ENGLISH).text
        pass_on(minutes=6)
        assert actions.publish_due() == 1

    @override_settings(OPEN_LIMITS=False)
    def test_the_limit_of_an_hour_makes_it_wait_and_a_day_of_it_ends_it(self, as_, alice):
        for _ in range(30):
            make_post(author=alice)
        due(alice)
        assert actions.publish_due() == 0
        assert "most posts for one hour" in as_(alice).get("/drafts/", headers=ENGLISH).text
        pass_on(minutes=6)
        assert actions.publish_due() == 0
        waits = Draft.objects.get()
        assert (waits.is_scheduled, waits.next_try_at > timezone.now()) == (True, True)
        pass_on(minutes=24 * 60)
        actions.publish_due()
        assert told(scheduling.NOT_IN_TIME) in as_(alice).get("/drafts/", headers=ENGLISH).text

    @pytest.mark.parametrize("why", ["repeated", "may_not_post", "visibility", "picture_unfit"])
    def test_a_refusal_keeps_it_as_a_draft_that_says_why(self, as_, alice, why):
        from follows.actions import create_group

        group, options = create_group(owner=alice, name="Family"), Options()
        if why == "repeated":
            make_post(author=alice, text="Its time has come")
        if why == "visibility":
            options = Options(f"group:{group.pk}")
        draft = due(alice, options=options, pictures=1 if why == "picture_unfit" else 0)
        group.delete()
        File.objects.update(state=File.State.FAILED, reason=File.Reason.DAMAGED)
        User.objects.filter(pk=alice.pk).update(state="suspended" if why == "may_not_post" else "active")
        posts = Post.objects.count()
        assert (actions.publish_due(), actions.publish_due()) == (0, 0)
        User.objects.update(state="active")
        draft.refresh_from_db()
        assert (draft.refusal, draft.publish_at, Post.objects.count()) == (why, None, posts)
        assert draft.pictures.count() == (1 if why == "picture_unfit" else 0)
        assert told(why) in as_(alice).get("/drafts/", headers=ENGLISH).text

    def test_saving_it_again_forgets_why(self, as_, alice):
        draft, client = make_draft(alice), as_(alice)
        Draft.objects.update(refusal="repeated")
        client.post("/drafts/save/", opened(client, draft) | {"text": "Another word"})
        assert Draft.objects.get().refusal == ""
