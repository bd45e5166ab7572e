"""The demo's people, posts and follows: exact in every counter, made once, never in production."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from django.utils import timezone
from pytest_django import Settings

from accounts.interests import Field
from accounts.models import ReservedName, User
from core.models import AuditEntry, OutboxRow
from follows.models import Follow
from interactions.models import Comment, Favourite, Folder, Like, Spread
from media import storage, sweeping
from media.decoder import LONG_AT
from media.models import File, Rendition
from operations.demo import content, crowd, seeding, shelves, sign_ins, talk
from operations.demo.photographs import camera, moving
from operations.demo.photographs.lights import LIGHTS
from operations.groups import MODERATORS
from posts import counts
from posts.models import MAX_ALT, MAX_PICTURES, Mention, Post, PostPicture, PostTopic
from posts.text import FOLD_UNITS, count_units
from tests import factories
from topics.models import Topic

pytestmark = pytest.mark.django_db
CROWD = 60
NOW = timezone.now()


@pytest.fixture
def seeded(monkeypatch: pytest.MonkeyPatch) -> seeding.Seeded:
    """Some posts and no pictures, which take longer than all the rest."""
    written = content.posts
    talked_about = [(handle, at) for handle, at, _ in talk.lines(NOW)]
    some = [post for n, post in enumerate(written(NOW)) if n % 10 == 0 or (post.handle, post.at) in talked_about]
    monkeypatch.setattr(content, "posts", lambda now: some)
    monkeypatch.setattr(seeding, "_illustrate", lambda *_: None)
    monkeypatch.setattr(seeding, "_attachments", lambda *_: ())
    return seeding.seed(now=NOW, size=CROWD)


def seed(**options: object) -> str:
    told = StringIO()
    call_command("seed_demo", stdout=told, **options)
    return told.getvalue()


def everything() -> dict[str, object]:
    tables = (User, ReservedName, Follow, Post, PostTopic, Mention, Topic, File, Rendition, AuditEntry, OutboxRow)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in tables}


def test_every_counter_is_what_a_recount_says(seeded: seeding.Seeded) -> None:
    standing = Count("posts", filter=Q(posts__deleted_at=None), distinct=True)
    people = User.objects.annotate(
        own=standing, read=Count("followings", distinct=True), readers=Count("followers", distinct=True)
    )
    for person in people:
        counted = (person.own, person.read, person.readers)
        assert (person.post_count, person.following_count, person.follower_count) == counted, person
    for topic in Topic.objects.annotate(number=Count("uses")):
        assert topic.post_count == topic.number, topic


def test_people_talk_about_posts_and_every_number_is_right(seeded: seeding.Seeded) -> None:
    posts = Post.objects.all()
    assert Comment.objects.filter(parent=None).exists() and Comment.objects.exclude(answered=None).exists()
    assert Spread.objects.filter(depth__gt=1).exists()
    assert Spread.objects.count() == posts.exclude(root=None).count() > 0
    numbers = counts.of(posts.values_list("pk", flat=True))
    for post in posts:
        passed_on = posts.filter(Q(root=post) | Q(parent=post)).count()
        likes, comments = Like.objects.filter(post=post).count(), Comment.objects.filter(post=post).count()
        assert numbers[post.pk] == {"likes": likes, "comments": comments, "reposts": passed_on}
    for comment in Comment.objects.all():
        assert (comment.like_count, comment.reply_count) == (comment.likes.count(), comment.replies.count())


def test_people_keep_posts_in_folders_that_others_follow(seeded: seeding.Seeded) -> None:
    for folder in Folder.objects.annotate(number=Count("follows")):
        assert folder.follower_count == folder.number
    assert Folder.objects.count() == len(shelves.SHELVES)
    assert Favourite.objects.filter(user__handle="demo", folder=None).exists()
    assert not Favourite.objects.exclude(post__visibility="public").exists()


def test_everybody_has_their_names_to_themselves(seeded: seeding.Seeded) -> None:
    assert ReservedName.objects.filter(is_handle=True).values("owner").distinct().count() == seeded.people + CROWD
    assert ReservedName.objects.filter(is_nickname=True).values("owner").distinct().count() == seeded.people + CROWD


def test_five_sign_in_and_nobody_else_can(seeded: seeding.Seeded) -> None:
    can = [user.handle for user in User.objects.order_by("pk") if user.has_usable_password()]
    assert sorted(can) == sorted(sign_ins.HANDLES)
    assert all(User.objects.get(handle=handle).check_password("weibo-demo") for handle in sign_ins.HANDLES)


def test_the_cast_is_who_it_should_be(seeded: seeding.Seeded) -> None:
    cast = {user.handle: user for user in User.objects.filter(handle__in=sign_ins.HANDLES)}
    assert (cast["star"].badge, cast["brand"].badge, cast["demo"].badge) == ("orange", "blue", "none")
    assert cast["star"].follower_count >= CROWD
    assert cast["demo"].following_count == 30
    assert cast["moderator"].is_staff
    assert [group.name for group in cast["moderator"].groups.all()] == [MODERATORS]
    assert cast["admin"].is_superuser


def test_every_field_has_an_official_account(seeded: seeding.Seeded) -> None:
    official = User.objects.filter(badge="blue").values_list("field", flat=True)
    assert set(official) == set(Field.values)


def test_all_of_it() -> None:
    made = seeding.seed(now=timezone.now(), size=CROWD)
    assert made.posts == Post.objects.count() >= 300
    assert Mention.objects.count() >= 20
    assert Topic.objects.exclude(description="").count() >= 40
    taken = [post for post in content.posts(timezone.now()) if post.pictures]
    assert Post.objects.filter(picture_count__gt=0).count() == len(taken) >= 50
    assert Post.objects.filter(sensitive=True).count() >= 2
    waiting = File.objects.filter(purpose="post", state=File.State.QUEUED).exclude(claimed_at=None)
    assert waiting.count() == PostPicture.objects.count() == sum(len(post.pictures) for post in taken)
    assert all(storage.exists(storage.original_name(file.key)) for file in waiting)
    posted = dict(PostPicture.objects.values_list("file", "post__created_at"))
    turns = [posted[row.payload["file"]] for row in OutboxRow.objects.filter(queue="media").order_by("pk")]
    assert turns == sorted(turns, reverse=True)
    assert not Topic.objects.filter(post_count=0).exists()
    # Imported posts are fanned out to nobody.
    assert set(OutboxRow.objects.values_list("task", flat=True)) == {"media.tasks.make_renditions"}
    shown = Rendition.objects.in_bulk(field_name="key")
    keys = [key for user in User.objects.all() for key in (user.avatar_key, user.cover_key) if key]
    assert len(keys) == len(shown) > 50
    assert all(storage.exists(storage.rendition_name(key)) for key in keys)


def test_a_second_run_changes_nothing(seeded: seeding.Seeded) -> None:
    before = everything()
    assert seed() == ""
    assert everything() == before


def test_all_of_it_or_nothing() -> None:
    factories.make_user(handle="Nora")
    with pytest.raises(CommandError, match="database of its own"):
        seed()
    assert User.objects.count() == 1
    assert not seeding.is_seeded()


def test_not_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        seed()
    assert not User.objects.exists()


class TestPasswords:
    def test_new_ones_are_told_and_hold(self, seeded: seeding.Seeded) -> None:
        told = dict(line.split() for line in seed(new_passwords=True).splitlines())
        assert set(told) == set(sign_ins.HANDLES)
        for handle, password in told.items():
            user = User.objects.get(handle=handle)
            assert user.check_password(password)
            assert not user.check_password(sign_ins.PASSWORD)

    def test_each_run_makes_others(self, seeded: seeding.Seeded) -> None:
        assert seed(new_passwords=True) != seed(new_passwords=True)

    def test_the_known_ones_come_back(self, seeded: seeding.Seeded) -> None:
        seed(new_passwords=True)
        seed()
        assert User.objects.get(handle="demo").check_password(sign_ins.PASSWORD)

    def test_what_a_guest_chose_stays(self, seeded: seeding.Seeded) -> None:
        demo = User.objects.get(handle="demo")
        demo.set_password("chosen by a guest")
        demo.save(update_fields=["password"])
        seed()
        demo.refresh_from_db()
        assert demo.check_password("chosen by a guest")


def test_a_failed_seeding_leaves_nothing_but_bytes_for_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    pictured = [post for post in content.posts(timezone.now()) if post.pictures]
    monkeypatch.setattr(content, "posts", lambda now: pictured[:1])
    monkeypatch.setattr(seeding, "_describe_topics", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        seeding.seed(now=timezone.now(), size=CROWD)
    assert not any(everything().values())
    monkeypatch.setattr(sweeping, "YOUNG", timedelta(0))
    assert len(sweeping.sweep(remove=True).orphans) > len(pictured[0].pictures)
    assert sweeping.sweep(remove=True).orphans == []


class TestPhotographs:
    def test_every_scene_and_light_can_be_taken(self) -> None:
        scenes, lights = camera.SCENES.keys() | moving.SCENES.keys(), LIGHTS.keys()
        pictures = [picture for post in content.posts(timezone.now()) for picture in post.pictures]
        assert {picture.scene for picture in pictures} <= scenes
        assert {picture.light for picture in pictures} <= lights

    def test_counts_shapes_and_descriptions_of_all_kinds(self) -> None:
        posts = [post for post in content.posts(timezone.now()) if post.pictures]
        assert {1, 2, 3, 4, 6, 9} <= {len(post.pictures) for post in posts}
        pictures = [picture for post in posts for picture in post.pictures]
        assert sum(height >= LONG_AT * width for width, height in (picture.size for picture in pictures)) >= 2
        assert sum(picture.scene in moving.SCENES for picture in pictures) >= 2
        assert any(not picture.alt for picture in pictures)
        assert max(len(picture.alt) for picture in pictures) <= MAX_ALT
        assert max(len(post.pictures) for post in posts) <= MAX_PICTURES

    def test_no_line_of_a_picture_is_taken_for_text(self) -> None:
        assert [
            post for post in content.posts(timezone.now()) if "!" in {line[:1] for line in post.text.split("\n")}
        ] == []

    @pytest.mark.parametrize("scene", ["tree", "octopus_at_the_switch"])
    def test_a_photograph_is_the_same_each_time_and_another_for_another_post(self, scene: str) -> None:
        first, again, other = (
            camera.photograph(scene, "noon", (120, 90), series=text) for text in ("a post", "a post", "another")
        )
        assert first == again != other


class TestContent:
    def test_every_author_is_known(self) -> None:
        handles = {person.handle for person in content.people()}
        assert {post.handle for post in content.posts(timezone.now())} == handles

    def test_every_follow_is_among_people_who_exist(self) -> None:
        handles = {person.handle for person in content.people()}
        assert {handle for pair in content.follows() for handle in pair} <= handles

    def test_posts_are_of_the_last_thirty_days_and_none_is_to_come(self) -> None:
        now = timezone.now()
        ages = [(now - post.at).total_seconds() / 86400 for post in content.posts(now)]
        assert 0 < min(ages) < 1
        assert 25 < max(ages) < 31

    def test_some_posts_are_long(self) -> None:
        long = [post for post in content.posts(timezone.now()) if count_units(post.text) > FOLD_UNITS]
        assert len(long) >= 5

    def test_nobody_says_the_same_twice(self) -> None:
        texts = [post.text for post in content.posts(timezone.now())]
        assert len(set(texts)) == len(texts)

    def test_a_crowd_is_the_same_each_time(self) -> None:
        assert list(crowd.members(50, taken=["amber_otter3"])) == list(crowd.members(50, taken=["amber_otter3"]))

    def test_a_crowd_takes_no_name_that_is_taken(self) -> None:
        first = next(crowd.members(1, taken=[]))["handle"]
        assert first not in {member["handle"] for member in crowd.members(50, taken=[first.upper()])}
