"""The order in which comments are held by whatever changes many of them: by rising id, so that two wait in no ring."""

from django.db.models import QuerySet

from interactions.models import Comment


def hold(comments: QuerySet[Comment]) -> None:
    """Hold these rows until the transaction ends. A comment is held ahead of its likes, by whoever changes both."""
    list(comments.select_for_update(no_key=True).order_by("pk").values_list("pk"))
