"""What people do with posts: each noun is a module; their names are here."""

from interactions.actions.favouriting import favourite, move_favourite, unfavourite
from interactions.actions.folders import (
    MAX_FOLDERS,
    FolderNameTaken,
    OwnFolder,
    TooManyFolders,
    create_folder,
    delete_folder,
    edit_folder,
    follow_folder,
    unfollow_folder,
)
from interactions.actions.liking import like, unlike
from interactions.actions.reaching import Suspended

__all__ = [
    "MAX_FOLDERS",
    "FolderNameTaken",
    "OwnFolder",
    "Suspended",
    "TooManyFolders",
    "create_folder",
    "delete_folder",
    "edit_folder",
    "favourite",
    "follow_folder",
    "like",
    "move_favourite",
    "unfavourite",
    "unfollow_folder",
    "unlike",
]
