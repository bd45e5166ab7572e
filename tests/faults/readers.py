"""Two authors and the 20,000 who follow both, as a test handles them."""

import time
from dataclasses import dataclass, field

from tests.faults.browser import Browser
from tests.faults.site import Site

READERS, POSTS, HISTORY = 20_000, 10, 120
# Of the readers so many have no list when a test begins: they have been away for long.
COLD = 0.05


@dataclass
class Crowd:
    """Two authors with the same 20,000 followers, most of whom opened home lately."""

    site: Site
    authors: list[Browser]
    acknowledged: list[int] = field(default_factory=list)

    def publish(self, number: int) -> list[int]:
        """By both authors in turn; returns the posts that the site said it has."""
        answers = [self.authors[n % len(self.authors)].publish(f"{time.monotonic_ns()}") for n in range(number)]
        assert [answer.status for answer in answers] == [303] * number
        posts = [answer.post_id for answer in answers]
        self.acknowledged += posts
        return posts

    def lists(self) -> int:
        return self.site.inside("lists", author="alice")

    def come_home(self, share: int = 1) -> None:
        """Readers (one of so many) open home while the work is still open; what they find is not asked yet."""
        self.site.inside("homes", author="alice", posts=[], of=share)

    def everybody_finds_once(self, posts: list[int], share: int = 1) -> None:
        for homes in self.site.homes("alice", posts, share):
            assert homes == {"opened": READERS // 2 // share, "wrong": 0, "such as": {}}

    def nobody_finds(self, post: int) -> None:
        """Asked of a few hundred, by the pages that they see: an id without a post may be in their lists."""
        assert self.site.inside("pages_with", author="alice", post=post, of=100) == {
            "opened": READERS // 100,
            "with": 0,
        }

    def nothing_is_lost(self) -> None:
        kept = self.site.rows("SELECT id FROM posts_post WHERE id = ANY(%s)", self.acknowledged)
        assert len(kept) == len(set(self.acknowledged))
