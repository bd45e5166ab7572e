"""Drives the matrix: each row for each of the six, and no address with an argument left out."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from follows.actions import block, create_group, mute_word
from media.models import File
from posts.models import Post
from posts.pictures import PICTURE, Attachment
from tests.access import comments, matrix, reposts
from tests.access.matrix import Row, Scene
from tests.architecture.source import apps
from tests.factories import make_comment, make_post, make_user
from tests.media.renditions import make_ready, pending
from tests.posts.drafting import make_draft

ROWS = [*matrix.ROWS, *comments.ROWS, *reposts.ROWS]
WHO = ("visitor", "owner", "other", "suspended", "staff", "blocked")
PASSPORT = {
    "accounts:password_new": "the token in the letter is the right; tests/accounts tries others",
    "accounts:confirm_email": "the signed proof in the letter is the right; tests/accounts tries others",
    "accounts:remove_picture": "speaks of one's own picture only: `name` is avatar or cover",
    "accounts:retry_picture": "speaks of one's own picture only: `name` is avatar or cover",
}


@pytest.fixture
def scene(alice, bob, mallory, as_) -> Scene:
    from allauth.usersessions.models import UserSession

    from accounts.pictures import AVATAR
    from interactions.actions import create_folder, favourite
    from media.actions import adopt

    key = as_(alice).session.session_key
    session = UserSession.objects.create(user=alice, ip="127.0.0.1", session_key=key, user_agent="")
    picture = adopt(owner=alice, purpose=AVATAR, pictures={order.name: b"picture" for order in AVATAR.recipe.orders})
    waiting, failed, shown = (pending(alice, PICTURE) for _ in range(3))
    make_ready(waiting)
    File.objects.filter(pk=failed.pk).update(state=File.State.FAILED, reason=File.Reason.INTERRUPTED)
    liked = make_post(author=alice, text="On access #matrix")
    favourite(user=alice, post_id=liked.pk)
    theirs, picture_of_comment = _hidden_comment(bob, liked)
    return Scene(
        owner=alice,
        other=mallory,
        follower=bob,
        blocked=_blocked_by(alice),
        post=liked,
        deleted_post=_deleted_post_of(alice),
        picture_key=picture.renditions.get().key,
        pictured_post=make_post(author=alice, text="Look", attachments=[Attachment(shown.key)]),
        waiting_key=waiting.renditions.earliest("pk").key,
        waiting_upload=waiting.key,
        failed_upload=failed.key,
        session_id=session.pk,
        group=create_group(owner=alice, name="Friends"),
        word_id=mute_word(owner=alice, word="spoiler").pk,
        public_folder=create_folder(owner=alice, name="Open", is_public=True).pk,
        private_folder=create_folder(owner=alice, name="Closed").pk,
        **_draft_of(alice),
        comment_id=make_comment(author=alice, post=liked).pk,
        hidden_comment_id=theirs.pk,
        hidden_comment_key=picture_of_comment,
    )


def _hidden_comment(writer, post):
    """With a picture, and the key of one of its renditions."""
    from interactions.actions import hide
    from interactions.pictures import PICTURE as OF_COMMENTS

    file = pending(writer, OF_COMMENTS)
    made = make_comment(author=writer, post=post, attachment=Attachment(file.key))
    make_ready(file)
    hide(comment_id=made.pk, by=post.author)
    return made, file.renditions.earliest("pk").key


def _deleted_post_of(owner: User) -> Post:
    from posts.actions import delete

    gone = make_post(author=owner, text="Gone again")
    return delete(post_id=gone.pk, by=owner)


def _draft_of(owner: User) -> dict[str, Any]:
    """With a time, and a picture that is prepared."""
    draft = make_draft(owner, pictures=1, publish_at=timezone.now() + timedelta(days=1))
    file = make_ready(draft.pictures.get().file)
    return {"draft_id": draft.pk, "draft_key": file.renditions.earliest("pk").key}


def _blocked_by(owner: User) -> User:
    person = make_user(handle="blocked")
    block(blocker=owner, blocked=person)
    return person


@pytest.fixture
def browser_of(scene, visitor, as_, moderator):
    def browser(who: str):
        if who == "visitor":
            return visitor
        if who == "suspended":
            user = make_user(handle="suspended")
            client = as_(user)
            User.objects.filter(pk=user.pk).update(state=User.State.SUSPENDED)
            return client
        return as_(moderator if who == "staff" else getattr(scene, who))

    return browser


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_gets_the_answer_that_the_matrix_says(row: Row, who: str, scene: Scene, browser_of):
    address = reverse(row.url, kwargs=row.arguments(scene))
    answer = getattr(browser_of(who), row.method)(address, row.posted(scene))
    assert answer.status_code == getattr(row, who)


def with_arguments(resolver: URLResolver, namespace: str = "", arguments: bool = False):
    """The names of our addresses that take an argument; admin has its own rights."""
    for entry in resolver.url_patterns:
        takes = arguments or bool(entry.pattern.regex.groups)
        if isinstance(entry, URLResolver):
            if entry.namespace != "admin":
                yield from with_arguments(entry, f"{namespace}{entry.namespace or ''}:".lstrip(":"), takes)
        elif takes and entry.callback.__module__.split(".")[0] in apps():
            yield f"{namespace}{entry.name}"


def test_no_address_with_an_argument_is_left_out():
    told = {row.url for row in ROWS} | set(PASSPORT)
    assert set(with_arguments(get_resolver())) - told == set()


def test_no_row_speaks_of_an_address_that_went():
    assert ({row.url for row in ROWS} | set(PASSPORT)) - set(with_arguments(get_resolver())) == set()
