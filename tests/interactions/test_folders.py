"""Folders of favourites: names, ends, who sees them, and collections that others follow."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.actions import delete_account, suspend
from accounts.models import User
from follows.actions import mute, mute_word
from follows.models import Block
from interactions import actions
from interactions.models import Favourite, Folder, FolderFollow, Like
from posts import counts
from posts.models import Post
from tests import factories
from tests.accounts.forms import token_of
from tests.queries import QueryGuard

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
ENGLISH = {"Accept-Language": "en"}
NEW = "/favourites/folders/new/"


@pytest.fixture
def collection(alice: User) -> Folder:
    """A public folder of alice's."""
    return actions.create_folder(owner=alice, name="Places", is_public=True)


def put(post: Post, folder: Folder) -> None:
    actions.favourite(user=folder.owner, post_id=post.pk)
    actions.move_favourite(user=folder.owner, post_id=post.pk, folder_id=folder.pk)


def take_away(folder: Folder, *, from_: User, why: str) -> None:
    """Take a public folder out of somebody's sight, for one of the reasons that there are."""
    if why == "closed":
        actions.edit_folder(owner=folder.owner, folder_id=folder.pk, name=folder.name, is_public=False)
    elif why == "blocked":
        Block.objects.create(blocker=folder.owner, blocked=from_)
    elif why == "blocking":
        Block.objects.create(blocker=from_, blocked=folder.owner)
    else:
        suspend(user=folder.owner, by=None, reason="test")


def test_a_folder_is_made_once_however_often_the_form_is_sent(as_: As, alice: User) -> None:
    browser = as_(alice)
    form = {"name": "  To   read ", "token": token_of(browser.get(NEW))}
    answers = [browser.post(NEW, form) for _ in range(2)]
    folder = Folder.objects.get()
    assert (folder.name, folder.is_public) == ("To read", False)
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(303, f"/favourites/{folder.pk}/")}
    assert browser.post(NEW, {"name": "Another"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x" * 21, "Use at most 20 characters"),
        ("x" * 10_000, "Use at most 20 characters; now there are 10000"),
        ("ﷺ" * 20, "Use at most 20 characters"),
        ("", "required"),
        (" \t ", "required"),
        ("\u3164\u200b", "a name that can be seen"),
        ("a\u202eb", "hidden or broken character"),
    ],
)
def test_a_name_that_will_not_do_is_told_beside_the_field(as_: As, alice: User, name: str, why: str) -> None:
    browser = as_(alice)
    answer = browser.post(NEW, {"name": name, "token": token_of(browser.get(NEW))}, headers=ENGLISH)
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert not Folder.objects.exists()


def test_two_spellings_of_a_name_are_one(as_: As, alice: User, bob: User) -> None:
    actions.create_folder(owner=alice, name="後來 Tea")
    for name in ("后来 tea", "后来 ＴＥＡ", "後來\u200b Tea"):
        with pytest.raises(actions.FolderNameTaken):
            actions.create_folder(owner=alice, name=name)
    browser = as_(alice)
    form = {"name": "后来 TEA", "token": token_of(browser.get(NEW))}
    answer = browser.post(NEW, form, headers=ENGLISH)
    assert answer.status_code == 409
    assert "already have a folder of this name" in answer.content.decode() and "后来 TEA" in answer.content.decode()
    assert actions.create_folder(owner=bob, name="后来 tea")


def test_a_hundred_folders_are_enough(alice: User) -> None:
    Folder.objects.bulk_create(Folder(owner=alice, name=f"{n}", folded=f"{n}") for n in range(actions.MAX_FOLDERS))
    with pytest.raises(actions.TooManyFolders):
        actions.create_folder(owner=alice, name="one more")


def test_a_folder_is_renamed_opened_and_deleted(as_: As, alice: User, post: Post) -> None:
    folder = actions.create_folder(owner=alice, name="Tea")
    put(post, folder)
    browser = as_(alice)
    there = f"/favourites/folders/{folder.pk}/"
    answer = browser.post(f"{there}edit/", {"name": "TEA", "is_public": "on"})
    assert (answer.status_code, answer["Location"]) == (303, f"/favourites/{folder.pk}/")
    folder.refresh_from_db()
    assert (folder.name, folder.folded, folder.is_public) == ("TEA", "tea", True)
    actions.create_folder(owner=alice, name="Coffee")
    assert browser.post(f"{there}edit/", {"name": "coffee"}).status_code == 409
    assert browser.post(f"{there}edit/", {"name": "x" * 30}).status_code == 400
    assert browser.get(f"{there}delete/").status_code == 200
    assert browser.post(f"{there}delete/").status_code == 303
    assert Favourite.objects.get().folder is None
    assert browser.get(f"/favourites/{folder.pk}/").status_code == 404


def test_a_public_folder_shows_each_reader_what_they_may_see(
    as_: As, visitor: Client, alice: User, bob: User, mallory: User, collection: Folder
) -> None:
    public, hidden = factories.make_post(author=alice), factories.make_post(author=alice, visibility="followers")
    for each in (public, hidden):
        put(each, collection)
    there = collection.get_absolute_url()
    shown = {name: as_(person).get(there).context["cards"] for name, person in (("bob", bob), ("mallory", mallory))}
    assert [card.id for card in shown["bob"]] == [hidden.pk, public.pk]
    assert [card.id for card in shown["mallory"]] == [public.pk]
    page = visitor.get(there, headers=ENGLISH).content.decode()
    assert "Places" in page and f"post-{public.pk}" in page and f"post-{hidden.pk}" not in page
    assert len(as_(alice).get(there).context["lines"]) == 2


def test_following_a_collection_counts_once_and_lists_it(
    as_: As, visitor: Client, bob: User, collection: Folder
) -> None:
    browser, there = as_(bob), f"/favourites/folders/{collection.pk}/"
    for _ in range(2):
        answer = browser.post(f"{there}follow/")
        assert (answer.status_code, answer["Location"]) == (303, f"/favourites/{collection.pk}/")
    assert Folder.objects.get().follower_count == FolderFollow.objects.count() == 1
    assert browser.get("/favourites/collections/").context["folders"] == [collection]
    answer = browser.post(f"{there}unfollow/", headers={"HX-Request": "true"})
    assert f'action="{there}follow/"' in answer.content.decode()
    browser.post(f"{there}unfollow/")
    assert Folder.objects.get().follower_count == FolderFollow.objects.count() == 0
    assert visitor.post(f"{there}follow/")["Location"].startswith("/accounts/login/?next=%2Ffavourites%2F")
    assert browser.get(f"{there}follow/")["Location"] == f"/favourites/{collection.pk}/"


@pytest.mark.parametrize("why", ["closed", "blocked", "blocking", "suspended"])
def test_a_collection_that_one_may_not_see_is_missing_and_not_listed(
    as_: As, alice: User, bob: User, collection: Folder, why: str
) -> None:
    actions.follow_folder(user=bob, folder_id=collection.pk)
    take_away(collection, from_=bob, why=why)
    browser = as_(bob)
    assert browser.get(collection.get_absolute_url()).status_code == 404
    assert browser.post(f"/favourites/folders/{collection.pk}/follow/").status_code == 404
    assert browser.get("/favourites/collections/").context["folders"] == []
    assert Folder.objects.get().follower_count == 1


@pytest.mark.parametrize("why", ["closed", "blocked", "blocking", "suspended"])
def test_one_that_was_not_followed_is_as_missing_to_who_leaves_it(
    as_: As, alice: User, bob: User, collection: Folder, why: str
) -> None:
    browser, there = as_(bob), f"/favourites/folders/{collection.pk}/unfollow/"
    assert browser.post(there).status_code == 303
    take_away(collection, from_=bob, why=why)
    assert browser.post(there).status_code == 404


def test_what_a_reader_muted_is_in_nobody_elses_collection(
    as_: As, alice: User, bob: User, mallory: User, collection: Folder
) -> None:
    for text in ("Tea", "No news"):
        put(factories.make_post(author=mallory, text=text), collection)
    there = collection.get_absolute_url()
    assert len(as_(bob).get(there).context["cards"]) == 2
    mute_word(owner=bob, word="news")
    assert len(as_(bob).get(there).context["cards"]) == 1
    mute(muter=bob, muted=mallory)
    assert len(as_(bob).get(there).context["cards"]) == 0


def test_collections_are_on_their_owners_page(as_: As, visitor: Client, alice: User, collection: Folder) -> None:
    actions.create_folder(owner=alice, name="Closed one")
    page = visitor.get("/u/alice/?tab=about").content.decode()
    assert collection.get_absolute_url() in page and "Closed one" not in page


@pytest.mark.parametrize("page", ["/favourites/{}/", "/favourites/folders/", "/favourites/collections/"])
def test_pages_cost_the_same_with_twenty(
    query_guard: QueryGuard, as_: As, bob: User, collection: Folder, page: str
) -> None:
    browser = as_(bob)

    def one_more() -> None:
        post = factories.make_post()
        put(post, collection)
        other = actions.create_folder(owner=post.author, name="Theirs", is_public=True)
        actions.follow_folder(user=bob, folder_id=other.pk)
        actions.create_folder(owner=bob, name=f"f{post.pk}"[-20:])

    query_guard(page=lambda: browser.get(page.format(collection.pk)), one_more=one_more)


def test_an_account_that_goes_takes_all_of_it_out_of_the_numbers(
    post: Post, alice: User, bob: User, collection: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interactions.actions.leaving.CHUNK", 2)
    posts = [post, *(factories.make_post(author=alice) for _ in range(4))]
    for each in posts:
        actions.like(user=bob, post_id=each.pk)
        actions.favourite(user=bob, post_id=each.pk)
    actions.like(user=alice, post_id=post.pk)
    mine = actions.create_folder(owner=bob, name="Bob's", is_public=True)
    actions.follow_folder(user=bob, folder_id=collection.pk)
    actions.follow_folder(user=alice, folder_id=mine.pk)
    delete_account(user=bob)
    assert [counts.of([each.pk])[each.pk]["likes"] for each in posts] == [1, 0, 0, 0, 0]
    assert Like.objects.count() == 1 and not Favourite.objects.exists()
    assert [(folder.pk, folder.follower_count) for folder in Folder.objects.all()] == [(collection.pk, 0)]
