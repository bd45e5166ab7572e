"""Folders of favourites: making, changing and removing one's own, and following others' public ones."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import submissions
from core.refusals import Conflict, Missing
from core.submissions import Ticket
from follows.relations import relation
from interactions import naming
from interactions.actions.once import insert_once
from interactions.actions.reaching import check_active
from interactions.models import Favourite, Folder, FolderFollow

# Ours: more would be no order any more, and every page of favourites offers them all.
MAX_FOLDERS = 100


class FolderNameTaken(Conflict):
    message = _("You already have a folder of this name.")


class TooManyFolders(Conflict):
    message = _("You have 100 folders, and that is as many as there can be. Delete one first.")


class OwnFolder(Conflict):
    message = _("This folder is your own: it is among your favourites already.")


@transaction.atomic
def create_folder(*, owner: User, name: str, is_public: bool = False, ticket: Ticket | None = None) -> Folder:
    """Make a folder of favourites; a public one can be followed.

    Raises ValidationError for a name that breaks the rules, FolderNameTaken, TooManyFolders, submissions.Repeated,
    reaching.Suspended.
    """
    taken = submissions.take(ticket) if ticket else None
    _lock(owner)
    name = _named(owner, name)
    if Folder.objects.filter(owner=owner).count() >= MAX_FOLDERS:
        raise TooManyFolders
    folder = Folder.objects.create(owner=owner, name=name, folded=naming.folded(name), is_public=is_public)
    if taken:
        submissions.settle(taken, folder.get_absolute_url())
    return folder


@transaction.atomic
def edit_folder(*, owner: User, folder_id: int, name: str, is_public: bool) -> Folder:
    """Rename a folder, and open it to others or not. Those who follow it keep it in mind while it is closed.

    Raises Missing, ValidationError, FolderNameTaken, reaching.Suspended.
    """
    _lock(owner)
    folder = own_folder(owner, folder_id)
    folder.name = _named(owner, name, but=folder)
    folder.folded, folder.is_public = naming.folded(folder.name), is_public
    folder.save(update_fields=["name", "folded", "is_public"])
    return folder


@transaction.atomic
def delete_folder(*, owner: User, folder_id: int) -> None:
    """Remove a folder; what was in it stays among the favourites. Raises Missing."""
    folder = own_folder(owner, folder_id)
    Favourite.objects.filter(folder=folder).update(folder=None)
    folder.delete()


@transaction.atomic
def follow_folder(*, user: User, folder_id: int) -> bool:
    """Follow somebody's public folder; again is no error. Returns whether it is new.

    Raises OwnFolder, reaching.Suspended, and Missing where the user may not see the folder or its owner.
    """
    check_active(user)
    folder = Folder.objects.select_for_update(of=("self",), no_key=True).select_related("owner")
    found = folder.filter(pk=folder_id).first()
    if found is None or not _is_there(found, user):
        raise Missing
    if found.owner_id == user.pk:
        raise OwnFolder
    if not insert_once(FolderFollow, user_id=user.pk, folder_id=found.pk):
        return False
    Folder.objects.filter(pk=found.pk).update(follower_count=F("follower_count") + 1)
    return True


@transaction.atomic
def unfollow_folder(*, user: User, folder_id: int) -> bool:
    """Follow a folder no longer, also one that is closed by now; returns whether there was something to end.

    Raises Missing where there is no folder, and where one that is not there for the user was not followed: nobody
    learns of it.
    """
    # Locked first, as by following: the two would otherwise wait for each other.
    folder = Folder.objects.select_for_update(of=("self",), no_key=True).filter(pk=folder_id)
    found = folder.select_related("owner").first()
    if found is None:
        raise Missing
    if not FolderFollow.objects.filter(user=user, folder=folder_id).delete()[0]:
        if not _is_there(found, user):
            raise Missing
        return False
    Folder.objects.filter(pk=folder_id).update(follower_count=F("follower_count") - 1)
    return True


def own_folder(owner: User, folder_id: int) -> Folder:
    """A folder of the owner's, locked until the transaction ends. Raises Missing: another's is as if it were not."""
    found = Folder.objects.select_for_update(no_key=True).filter(pk=folder_id, owner=owner).first()
    if found is None:
        raise Missing
    return found


def _is_there(folder: Folder, user: User) -> bool:
    """Whether somebody may know of a folder: public, and its owner's whom they may see; or their own."""
    if folder.owner_id == user.pk:
        return True
    return folder.is_public and folder.owner.is_active and not relation(user, folder.owner).apart


def _lock(owner: User) -> None:
    """Whoever makes or renames folders in two tabs does it one after the other."""
    check_active(User.objects.locked(owner.pk))


def _named(owner: User, raw: str, but: Folder | None = None) -> str:
    name = naming.cleaned(raw)
    naming.check(name)
    others = Folder.objects.filter(owner=owner, folded=naming.folded(name))
    if others.exclude(pk=but.pk if but else 0).exists():
        raise FolderNameTaken
    return name
