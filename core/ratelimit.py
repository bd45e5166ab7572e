"""Limits on attempts by account and by real client address; the fixed window is part of a counter's name.

Counted in Redis, and in rows where there is none or while it is away: nobody is let in because a server is down. (A
window whose count moves from one to the other begins anew, so it lets at most twice as many pass.)
"""

import ipaddress
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest

from core import redis
from core.client import client_address
from core.models import Attempt
from core.refusals import TooMany

MINUTE, HOUR, DAY = 60, 3600, 86400
# Seconds since 1970 from which windows are counted. (A test counts from its own beginning: none ends in its midst.)
FIRST_WINDOW = 0


def hit(scope: str, identity: str, *, limit: int, window: int) -> None:
    """Count one attempt of `identity`; raises TooMany (with `retry_after` seconds) past `limit` in `window` seconds."""
    if tally(scope, identity, window=window) > limit:
        raise TooMany(retry_after=_turn(scope, identity, window)[1] - int(time.time()))


def tally(scope: str, identity: str, *, window: int) -> int:
    """Count one attempt without a limit; returns how many the present window has."""
    key, ends = _turn(scope, identity, window)
    return count(key, expires=ends)


def seen(scope: str, identity: str, *, window: int) -> int:
    """How many attempts the present window has; counts none itself.

    Those in Redis and those in rows: a server that is full still answers, but what was tried since is in rows.
    """
    key, _ = _turn(scope, identity, window)
    in_rows = Attempt.objects.filter(key=key).values_list("count", flat=True).first() or 0
    # A number, or garbage, which counts for nothing: whoever counts is told of it, and goes on in rows.
    with suppress(redis.Away, ValueError):
        return in_rows + int(redis.ask(lambda r: r.get(redis.key("n", key))) or 0)
    return in_rows


def forget(scope: str, identity: str, *, window: int) -> None:
    """Begin the present window's count anew: what was tried has succeeded."""
    key, _ = _turn(scope, identity, window)
    with suppress(redis.Away):
        redis.ask(lambda r: r.delete(redis.key("n", key)))
    Attempt.objects.filter(key=key).delete()


def _turn(scope: str, identity: str, window: int) -> tuple[str, int]:
    """The counter's key in the present window, and when (seconds since 1970) the window ends."""
    turn = (int(time.time()) - FIRST_WINDOW) // window
    return f"{scope}:{turn}:{identity}"[:200], FIRST_WINDOW + (turn + 1) * window


def hit_address(scope: str, request: HttpRequest, *, limit: int, window: int) -> None:
    """Count one attempt of the request's address block: a household's IPv6 /64 counts as one."""
    hit(scope, address_block(client_address(request)), limit=limit, window=window)


def address_block(address: str) -> str:
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def count(key: str, *, expires: int) -> int:
    """Add one to the counter and return it. `expires`: seconds since 1970."""
    try:
        return redis.ask(lambda r: _count_in_redis(r, redis.key("n", key), expires))
    except redis.Away:
        return _count_in_rows(key, expires)


def _count_in_redis(r: Any, key: str, expires: int) -> int:
    both = r.pipeline(transaction=True)
    both.incr(key).expireat(key, expires)
    return int(both.execute()[0])


def _count_in_rows(key: str, expires: int) -> int:
    """A single statement, so that concurrent requests never share a number."""
    sql = (
        f"INSERT INTO {Attempt._meta.db_table} (key, count, expires_at) VALUES (%s, 1, %s) "
        "ON CONFLICT (key) DO UPDATE SET count = core_attempt.count + 1 RETURNING count"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, _stored(datetime.fromtimestamp(expires, UTC))])
        return int(cursor.fetchone()[0])


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
