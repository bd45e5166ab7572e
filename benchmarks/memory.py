"""What a list costs in Redis, an entry: `python -m benchmarks.memory`. By the server's own count.

Lists are made as rebuilds make them, with ids of posts of the last months, and hold 800. That readers who do not come
have none is asked too: pushing to them makes no key.
"""

from benchmarks.crowd import made_list
from benchmarks.figures import Figure, sizes, tell
from benchmarks.site import services


def main() -> None:
    told = sizes(__doc__, readers=10_000)
    with services():
        from core import redis
        from timelines.store import KEPT

        before = _used()
        for reader in range(told.readers):
            made_list(reader, KEPT)
        bytes_each = (_used() - before) / (told.readers * KEPT)
        keys = redis.client().dbsize()
        _push_to_the_absent(told.readers)
        assert redis.client().dbsize() == keys, "Somebody who is not active holds a list."
    tell(
        Figure(
            what="Memory an entry of a list in Redis, its key and bookkeeping included",
            value=bytes_each,
            unit="B",
            gate=14,
            aim=11,
            detail=f"{told.readers:,} lists of {KEPT}; none for readers who are not active",
        )
    )


def _used() -> int:
    from core import redis

    return int(redis.client().info("memory")["used_memory"])


def _push_to_the_absent(readers: int) -> None:
    from posts import ids
    from timelines.store import store

    store.push(post_id=ids.new_id(), reader_ids=range(readers, readers + 1000))


if __name__ == "__main__":
    main()
