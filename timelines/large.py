"""Large accounts: too many followers to push to each, so their posts are merged when a reader reads.

Posting costs such an account one outbox of its newest ids, whoever follows it. The flag is a row (`LargeAccount`) with
hysteresis: it comes at `FANOUT_LIMIT` followers and goes below 8 of 10 of them, so that an account at the edge does not
flip. When it comes or goes, the lists of the account's followers are forgotten: each is made anew by its next reading,
with what was pushed and what is merged as it is now. Until the last of them is forgotten, the account's posts go both
ways, and a flag that goes stays as long.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core import outbox
from core.models import OutboxRow
from follows.queries import follower_ids
from timelines import truth
from timelines.models import LargeAccount
from timelines.store import store

# Ids of an outbox: a page with its spares, and what came while the page was read.
OUTBOX = 50
# A reader who follows more merges those who wrote last; the rest is for the page that ranks.
MERGED = 50
REVIEWED = 500
CHUNK = 1000


def is_large(author: User) -> bool:
    """Whether readers merge this author's posts. No query for authors far from the limit."""
    return author.follower_count >= settings.FANOUT_NORMAL_BELOW and _has_flag(author.pk)


def is_changing(author_id: int) -> bool:
    """Whether followers still hold lists from before the flag changed."""
    return OutboxRow.objects.open().filter(key__startswith=_change_key(author_id)).exists()


def newest(author_ids: Sequence[int], *, below: int | None, limit: int) -> list[int]:
    """Ids of these accounts' posts below a cursor, among them the `limit` newest. Reads the kept outboxes; one query
    for those that are not kept, one for those that do not reach down to the cursor."""
    kept = store.outboxes(author_ids)
    missing = truth.newest_of_each(set(author_ids) - kept.keys(), below=None, limit=OUTBOX)
    if missing:
        store.keep_outboxes(missing)
    outboxes = kept | missing
    passed = {author_id: _below(ids, below)[:limit] for author_id, ids in outboxes.items()}
    short = [author_id for author_id, ids in passed.items() if len(ids) < limit and len(outboxes[author_id]) >= OUTBOX]
    passed |= truth.newest_of_each(short, below=below, limit=limit)
    return [post_id for ids in passed.values() for post_id in ids]


def _below(ids: list[int], cursor: int | None) -> list[int]:
    return ids if cursor is None else [post_id for post_id in ids if post_id < cursor]


def refresh(author_id: int) -> None:
    """Bring the account's outbox up to date: all that a post of it costs."""
    store.keep_outboxes(truth.newest_of_each([author_id], below=None, limit=OUTBOX))


def followed_by(reader: User) -> list[int]:
    """The large accounts that the reader follows; of very many those that wrote last."""
    ids = LargeAccount.objects.followed_by(reader.pk)
    if len(ids) <= MERGED:
        return list(ids)
    last = truth.newest_of_each(ids, below=None, limit=1)
    return sorted(ids, key=lambda author_id: last[author_id], reverse=True)[:MERGED]


def review() -> int:
    """Flag accounts that grew large, unflag those that shrank; returns how many changed. Called each minute."""
    grown = User.objects.active().filter(follower_count__gte=settings.FANOUT_LIMIT)
    grown = grown.exclude(pk__in=LargeAccount.objects.values("pk")).order_by("-follower_count")
    shrunk = LargeAccount.objects.shrunk()
    changed = 0
    for user_id in list(grown.values_list("pk", flat=True)[:REVIEWED]):
        changed += _change(user_id, large=True)
    for user_id in list(shrunk.values_list("pk", flat=True)[:REVIEWED]):
        changed += _change(user_id, large=False)
    return changed


def forget_followers_lists(row: OutboxRow) -> None:
    """Forget the lists of the row's author's followers, in the order of their ids, after the row's cursor.

    Then the flag goes, if the account is still small: lists from before had nothing pushed to them, and merged by it.
    """
    author_id = row.payload["author"]
    while chunk := follower_ids(author_id, after=row.cursor, limit=CHUNK):
        store.forget(chunk)
        outbox.advance(row, chunk[-1])
    LargeAccount.objects.shrunk().filter(pk=author_id).delete()


@transaction.atomic
def _change(user_id: int, *, large: bool) -> int:
    """Have the followers' lists made anew, as the flag comes or goes; returns 1 if this call began it."""
    if large:
        _, begins = LargeAccount.objects.get_or_create(pk=user_id)
    else:
        begins = _locked(user_id) and not is_changing(user_id)
    if begins:
        key = f"{_change_key(user_id)}{timezone.now().timestamp()}"
        outbox.write(task="timelines.tasks.forget_followers_lists", key=key, payload={"author": user_id}, queue="bulk")
    return int(begins)


def _locked(user_id: int) -> bool:
    """Whether the flag is there; of two reviews at once one waits for the other."""
    return LargeAccount.objects.select_for_update().filter(pk=user_id).first() is not None


def _change_key(user_id: int) -> str:
    return f"large:{user_id}:"


def _has_flag(author_id: int) -> bool:
    return LargeAccount.objects.filter(pk=author_id).exists()
