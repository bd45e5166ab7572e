"""Where the lists of active readers are kept: Redis, or a table in an installation without it."""

from django.conf import settings

from timelines.store.interface import KEPT, TRIM_AT, Described, Listed, Store, newest_first
from timelines.store.lists import RedisStore
from timelines.store.table import TableStore

__all__ = ["KEPT", "TRIM_AT", "Described", "Listed", "Store", "newest_first", "store"]

store: Store = RedisStore() if settings.REDIS_URL else TableStore()
