"""What people keep for later, and the folders of it that are theirs or open to others."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from core.paging import MAX_ID, PAGE, Page, by_cursor
from core.refusals import Missing
from follows.relations import relation, unblocked
from interactions.models import Favourite, Folder, FolderFollow
from posts import muting
from posts import queries as posts
from posts.models import CardRow, Post


class Kept(NamedTuple):
    """A favourite and its post's card, which is missing when the post is out of its owner's sight."""

    favourite: Favourite
    row: CardRow | None


def kept(owner: User, *, folder: Folder | None = None, cursor: int | None = None, size: int = PAGE) -> Page[Kept]:
    """What a person keeps, all of it or one folder, what was kept last first; for them alone. Two queries."""
    rows = Favourite.objects.filter(user=owner)
    page = by_cursor(rows.filter(folder=folder) if folder else rows, cursor, size=size)
    cards = {row.pk: row for row in posts.among([each.post_id for each in page.rows], viewer=owner)}
    return Page([Kept(each, cards.get(each.post_id)) for each in page.rows], page.next_cursor)


def collected(folder: Folder, *, viewer: Any, cursor: int | None = None, size: int = PAGE) -> Page[CardRow]:
    """The posts of a public folder that the viewer may see and did not mute, and nothing of the others.

    Two queries, and one for a viewer who muted words.
    """
    seen = Post.objects.visible_to(viewer).unmuted_by(viewer).filter(pk=OuterRef("post_id"))
    page = by_cursor(Favourite.objects.filter(Exists(seen), folder=folder).only("post_id"), cursor, size=size)
    cards = {row.pk: row for row in posts.among([each.post_id for each in page.rows], viewer=viewer)}
    found = [cards[each.post_id] for each in page.rows if each.post_id in cards]
    return Page(muting.left(found, viewer=viewer), page.next_cursor)


def favourite_of(owner: User, post_id: int) -> Favourite:
    """How a person keeps a post. Raises Missing. One query."""
    found = Favourite.objects.filter(user=owner, post=post_id).first() if post_id <= MAX_ID else None
    if found is None:
        raise Missing
    return found


def folders(owner: User) -> list[Folder]:
    """A person's folders, by name. One query."""
    return list(Folder.objects.filter(owner=owner).order_by("folded"))


def own_folder(owner: User, folder_id: int) -> Folder:
    """Raises Missing: another's is as if it were not. One query."""
    found = Folder.objects.filter(pk=folder_id, owner=owner).first() if folder_id <= MAX_ID else None
    if found is None:
        raise Missing
    return found


def folder(folder_id: int, *, viewer: Any) -> Folder:
    """A folder of the viewer's own, or a public one of somebody whom they may see, with its owner. Two queries.

    Raises Missing, for private and unknown ones alike.
    """
    found = _with_owners().filter(pk=folder_id).first() if folder_id <= MAX_ID else None
    if found is None or not (found.is_public or found.owner == viewer):
        raise Missing
    if found.owner != viewer and relation(viewer, found.owner).apart:
        raise Missing
    return found


def public_folders(owner: User) -> list[Folder]:
    """The collections on a person's page, those with the most followers first. One query."""
    return list(Folder.objects.filter(owner=owner, is_public=True).order_by("-follower_count", "folded"))


def follows_folder(user: Any, folder: Folder) -> bool:
    """One query; none for a visitor."""
    return user.is_authenticated and FolderFollow.objects.filter(user=user, folder=folder).exists()


def followed_folders(user: User, *, cursor: int | None = None, size: int = PAGE) -> Page[FolderFollow]:
    """The collections that a person follows, the newest follow first, each row with its `folder` and its owner.

    Those that were closed, and those of people who are suspended or apart, are left out. One query.
    """
    rows = FolderFollow.objects.filter(
        unblocked(user.pk, person="folder__owner"),
        user=user,
        folder__is_public=True,
        folder__owner__state=User.State.ACTIVE,
    )
    return by_cursor(rows.select_related("folder__owner"), cursor, size=size)


def _with_owners() -> QuerySet[Folder]:
    return Folder.objects.filter(owner__state=User.State.ACTIVE).select_related("owner")
