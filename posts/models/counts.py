"""How often a post was liked, commented on and reposted, apart from the post itself."""

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

KINDS = ("likes", "comments", "reposts")
# So many rows at most share a post's numbers: a post that everybody likes at once is not one row that all wait for.
SHARDS = 16
# Of what changes for many posts at once. Nobody who counts one like takes it, so it is waited for in the posts' order.
IN_BULK = SHARDS


class PostCounts(models.Model):
    """A part of a post's numbers: their sum is what counts, a single part may be below zero. posts.counts writes it.

    One row until two writers meet; who finds it locked adds to another.
    """

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="counts", db_index=False)
    shard = models.PositiveSmallIntegerField(default=0)
    likes = models.IntegerField(default=0, db_default=0)
    comments = models.IntegerField(default=0, db_default=0)
    reposts = models.IntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "shard"], name="post_counts_shard")]

    def __str__(self) -> str:
        return f"{self.post_id}/{self.shard}: {self.likes} {self.comments} {self.reposts}"


def number_of(kind: str, post: str = "pk") -> Coalesce:
    """The sum of one of KINDS for the post of an outer row; `post` names its column there."""
    parts = PostCounts.objects.filter(post=OuterRef(post)).order_by().values("post")
    return Coalesce(Subquery(parts.annotate(number=Sum(kind)).values("number")), 0)
