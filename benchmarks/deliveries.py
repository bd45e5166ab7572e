"""Posts on their way to many readers: published here, pushed by a real worker."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.crowd import CHUNK, publish

if TYPE_CHECKING:
    from accounts.models import User

# Seconds.
GLANCE, GIVE_UP, RELAY_EVERY = 0.005, 60.0, 2.0
HEADS = """
local found = 0
for i = 3, #ARGV do
  for _, id in ipairs(redis.call('LRANGE', ARGV[1] .. ARGV[i], 0, 4)) do
    if id == ARGV[2] then found = found + 1 break end
  end
end
return found
"""


def complete(author: "User") -> tuple[int, float]:
    """A new post's id, and the seconds from its commit until its worker says that every reader has it."""
    post_id, committed = publish(author)
    return post_id, until_done(post_id) - committed


def until_done(post_id: int) -> float:
    """Wait for the end of the post's fan-out; returns when it was. What was postponed is sent again, as beat would."""
    from core import outbox

    began = relayed = time.monotonic()
    while (done := done_at(post_id)) is None:
        now = time.monotonic()
        assert now - began < GIVE_UP, "It never arrived."
        if now - relayed > RELAY_EVERY:
            outbox.relay()
            relayed = now
        time.sleep(GLANCE)
    return done


def done_at(post_id: int) -> float | None:
    """When the post's fan-out was done, as time.time tells it."""
    from core.models import OutboxRow

    done = OutboxRow.objects.filter(key=f"fan-out:{post_id}").values_list("done_at", flat=True).first()
    return done.timestamp() if done else None


def holding(post_id: int, readers: Sequence[int]) -> int:
    """How many of these readers' lists hold the post among their newest."""
    from core import redis
    from timelines.store.lists import LISTS

    r, prefix = redis.client(), redis.mortal_key(LISTS, "")
    heads = r.register_script(HEADS)
    chunks = (readers[start : start + CHUNK] for start in range(0, len(readers), CHUNK))
    return sum(heads(args=[prefix, post_id, *chunk]) for chunk in chunks)
