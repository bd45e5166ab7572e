"""Lists in Redis: one LIST a reader, written by one script for a thousand readers.

A list is its ids, the last pushed first, and behind them one element that says what the list is:

    g<generation>           being built: pushes land, readers are told that there is no list yet
    b<floor>:<id>,<id>,…    built: every post above the floor is here (0: nothing older exists); accounts to merge in

Pushes may repeat an id or come late, so the whole list is read, sorted, and repeats are dropped: a page that took only
the head would lose posts after an outage. A post that comes later than others that were cut off is not above the floor,
and is passed over: what lies around it is not here. 800 ids are some 8 kB in Redis and 0.3 ms to read. A list that
holds anything else is dropped, with a line in the log, and rebuilt. Keys end with the server's life
(core.redis.mortal_key): a server that was killed may come back without its last second, and a list with a hole looks
like any other.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.models import ACTIVE
from core import redis
from core.paging import MAX_ID
from timelines.store.interface import KEPT, TRIM_AT, Described, Listed, newest_first

log = logging.getLogger(__name__)

LISTS, OUTBOXES = "timeline", "outbox"
SECONDS = int(ACTIVE.total_seconds())
# Readers a script. Redis does one thing at a time: a small author's push waits 0.7 ms behind a star's, not 3.
PIECE = 250
# A rebuild takes milliseconds: one whose process died leaves no list that grows unread.
BUILDING_SECONDS = 60

# LPUSHX skips lists that do not exist. Trimming raises the floor to the newest that it cuts off, and keeps the last
# element. A key that holds no list of ours is garbage: it goes, and is rebuilt; as is a list that outgrew its building.
PUSH = f"""
local function newer(a, b) return #a > #b or (#a == #b and a > b) end
local function trim(key)
  local floor, large = string.match(redis.call('RPOP', key), '^b(%d+):(.*)$')
  if not floor then return redis.call('UNLINK', key) end
  for _, id in ipairs(redis.call('LRANGE', key, {KEPT}, -1)) do
    if newer(id, floor) then floor = id end
  end
  redis.call('LTRIM', key, 0, {KEPT} - 1)
  redis.call('RPUSH', key, 'b' .. floor .. ':' .. large)
end
for i = 3, #ARGV do
  local key = ARGV[1] .. ARGV[i]
  local length = redis.pcall('LPUSHX', key, ARGV[2])
  if type(length) == 'number' then
    if length > {TRIM_AT} + 1 then trim(key) end
  elseif string.find(length.err, '^WRONGTYPE') then
    redis.call('UNLINK', key)
  else
    return length
  end
end
"""
BEGIN = """
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
"""
FILL = """
if redis.call('LINDEX', KEYS[1], -1) ~= ARGV[1] then return 0 end
redis.call('RPOP', KEYS[1])
redis.call('RPUSH', KEYS[1], unpack(ARGV, 3))
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""
# Two processes may bring an outbox up to date at once, and the one that read first may write last: newer ids win.
KEEP = """
for i = 1, #KEYS do
  local value = redis.pcall('GET', KEYS[i])
  local kept = type(value) == 'string' and string.match(value, '^%d+') or ''
  local new = string.match(ARGV[i + 1], '^%d+') or ''
  if #new > #kept or (#new == #kept and new >= kept) then
    redis.call('SET', KEYS[i], ARGV[i + 1], 'EX', ARGV[1])
  end
end
"""


class RedisStore:
    def __init__(self) -> None:
        self._scripts: dict[str, Any] = {}

    def push(self, *, post_id: int, reader_ids: Sequence[int]) -> None:
        for start in range(0, len(reader_ids), PIECE):
            piece = reader_ids[start : start + PIECE]
            redis.ask(lambda r, piece=piece: self._run(r, PUSH, [], [redis.mortal_key(LISTS, ""), post_id, *piece]))  # type: ignore[misc]

    def read(self, reader_id: int, *, below: int | None, limit: int) -> Listed | None:
        try:
            elements = redis.ask(lambda r: r.lrange(_list(reader_id), 0, -1))
            return _listed(elements, below, limit)
        except (ValueError, redis.Garbage):
            log.error("timelines: the list of reader %s held garbage; it is made anew", reader_id)
            self.forget([reader_id])
            return None

    def begin(self, reader_id: int) -> int:
        generation = time.time_ns()
        redis.ask(lambda r: self._run(r, BEGIN, [_list(reader_id)], [f"g{generation}", BUILDING_SECONDS]))
        return generation

    def fill(self, reader_id: int, made: Listed, *, generation: int) -> bool:
        floor = 0 if made.whole else min(made.ids, default=1) - 1
        arguments = [f"g{generation}", SECONDS, *made.ids, f"b{floor}:{','.join(map(str, made.large))}"]
        return bool(redis.ask(lambda r: self._run(r, FILL, [_list(reader_id)], arguments)))

    def forget(self, reader_ids: Sequence[int]) -> None:
        if reader_ids:
            redis.ask(lambda r: r.unlink(*map(_list, reader_ids)))

    def keep(self, reader_id: int) -> None:
        redis.ask(lambda r: r.expire(_list(reader_id), SECONDS))

    def outboxes(self, author_ids: Sequence[int]) -> dict[int, list[int]]:
        if not author_ids:
            return {}
        found = redis.ask(lambda r: r.mget([_outbox(author_id) for author_id in author_ids]))
        pairs = zip(author_ids, found, strict=True)
        return {author_id: ids for author_id, raw in pairs if (ids := _numbers(raw)) is not None}

    def keep_outboxes(self, newest: Mapping[int, Sequence[int]]) -> None:
        values = [",".join(map(str, ids)) for ids in newest.values()]
        redis.ask(lambda r: self._run(r, KEEP, [_outbox(author_id) for author_id in newest], [SECONDS, *values]))

    def describe(self, reader_id: int) -> Described:
        try:
            elements = redis.ask(lambda r: r.lrange(_list(reader_id), 0, -1))
            found = _described(elements)
        except (ValueError, redis.Garbage):
            found = Described("garbage")
        if found.state == "absent":
            return found
        seconds = redis.ask(lambda r: r.ttl(_list(reader_id)))
        memory = redis.ask(lambda r: r.memory_usage(_list(reader_id), samples=0))
        return found._replace(expires_in=seconds if seconds >= 0 else None, memory=memory)

    def tidy(self) -> int:
        """Lists are cut when they are pushed to and expire by themselves; left are those of servers of the past."""
        return redis.sweep_earlier_lives(LISTS) + redis.sweep_earlier_lives(OUTBOXES)

    def _run(self, r: Any, script: str, keys: list[str], arguments: list[Any]) -> Any:
        known = self._scripts.get(script)
        if known is None:
            known = self._scripts[script] = r.register_script(script)
        return known(keys=keys, args=arguments, client=r)


def _list(reader_id: int) -> str:
    return redis.mortal_key(LISTS, reader_id)


def _outbox(author_id: int) -> str:
    return redis.mortal_key(OUTBOXES, author_id)


def _listed(elements: list[str], below: int | None, limit: int) -> Listed | None:
    """Raises ValueError for what is no list of ours."""
    if not elements or elements[-1].startswith("g"):
        return None
    floor, large = _state(elements[-1])
    ids = newest_first(map(int, elements[:-1]), below=below, limit=limit)
    return Listed([post_id for post_id in ids if post_id > floor], floor == 0, large)


def _state(element: str) -> tuple[int, tuple[int, ...]]:
    """Floor and large accounts, out of the last element of a list that is built. Raises ValueError."""
    if not element.startswith("b"):
        raise ValueError(element)
    floor, _, large = element[1:].partition(":")
    merged = tuple(map(int, large.split(","))) if large else ()
    if max(merged, default=0) > MAX_ID:
        raise ValueError(element)
    return int(floor), merged


def _described(elements: list[str]) -> Described:
    """Raises ValueError for what is no list of ours."""
    if not elements:
        return Described("absent")
    ids = list(map(int, elements[:-1]))
    if elements[-1].startswith("g"):
        return Described("building", ids)
    floor, large = _state(elements[-1])
    return Described("built", ids, floor == 0, large)


def _numbers(raw: str | None) -> list[int] | None:
    """The ids of a kept outbox; None when there is none, or garbage."""
    try:
        return None if raw is None else list(map(int, raw.split(","))) if raw else []
    except ValueError:
        return None
