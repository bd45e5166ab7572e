"""What the demo's people keep: favourites, sorted into folders, some of which others follow."""

from collections.abc import Mapping
from typing import NamedTuple

from accounts.models import User
from interactions.actions import create_folder, favourite, follow_folder, move_favourite
from posts.models import Post


class Shelf(NamedTuple):
    """A folder, which of whose posts stand in it, the newest of each, and who follows it."""

    owner: str
    name: str
    is_public: bool
    of: tuple[str, ...]
    followers: tuple[str, ...] = ()


EACH = 2
SHELVES = (
    Shelf("demo", "周末试一试", False, ("mumu", "minjun", "luka")),
    Shelf("demo", "想去的地方", True, ("shanye", "slowrail", "yunling"), ("nora", "hana")),
    Shelf("star", "写歌的由头", True, ("zaoban", "amir", "ines"), ("demo", "xiaoman", "wavebarn")),
    Shelf("mumu", "别人家的厨房", True, ("minjun", "luka", "beili"), ("demo",)),
    Shelf("citylib", "读者都在读", True, ("xiaoman", "yezi", "curtaincall"), ("xiaoman",)),
)
# In no folder: whose newest post the demo's own member keeps as it is.
LOOSE = ("star", "citylib", "nightbuild")


def seed(cast: Mapping[str, User]) -> int:
    """Fill the folders; returns how many favourites were made."""
    made = 0
    for shelf in SHELVES:
        owner = cast[shelf.owner]
        folder = create_folder(owner=owner, name=shelf.name, is_public=shelf.is_public)
        for post in [post for handle in reversed(shelf.of) for post in _newest(cast[handle], EACH)]:
            made += favourite(user=owner, post_id=post.pk)
            move_favourite(user=owner, post_id=post.pk, folder_id=folder.pk)
        for handle in shelf.followers:
            follow_folder(user=cast[handle], folder_id=folder.pk)
    loose = [post for handle in LOOSE for post in _newest(cast[handle], 1)]
    return made + sum(favourite(user=cast["demo"], post_id=post.pk) for post in loose)


def _newest(author: User, number: int) -> list[Post]:
    """Reposts left out: a collection is of what people made. The oldest comes first, as it was kept."""
    own = Post.objects.filter(author=author, root=None, visibility=Post.Visibility.PUBLIC).by_newest()
    return list(own[:number])[::-1]
