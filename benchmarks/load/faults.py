"""What goes wrong while people use the site: one fault after the other, evenly over the time."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from deploy.control import Running
from deploy.servers import PostgreSQL, Redis

# Seconds: how long a server stays down.
DOWN = 2.0
DATABASE = "PostgreSQL kill -9 and restart"
# Connections kept by the web processes, and those that wait in nginx, learn of it a little later.
AFTERMATH = 5.0


@dataclass
class Fault:
    """A fault that happened: from when to when (seconds since 1970), the time for recovery included."""

    name: str
    began: float
    ended: float


class Faults:
    """Calling it lets the next one happen."""

    def __init__(self, stack: Running, database: PostgreSQL, redis: Redis) -> None:
        self.happened: list[Fault] = []
        self._stack, self._database, self._redis = stack, database, redis
        self._next = self._forever()

    def __call__(self) -> None:
        name, work = next(self._next)
        began = time.time()
        work()
        self.happened.append(Fault(name, began, time.time()))
        print(f"  {time.strftime('%T')}  {name}", flush=True)

    def database_was_away(self, moment: float) -> bool:
        spans = ((one.began, one.ended + AFTERMATH) for one in self.happened if one.name == DATABASE)
        return any(began <= moment <= ended for began, ended in spans)

    def _forever(self) -> Iterator[tuple[str, Callable[[], object]]]:
        while True:
            yield "worker group kill -9", lambda: self._stack.kill("fast", group=True)
            yield "FLUSHALL, lists rebuilt", self._flush
            yield "Redis kill -9 and restart, lists rebuilt", self._restart_redis
            yield DATABASE, lambda: _restart(self._database)
            yield "deploy", self._stack.deploy

    def _flush(self) -> None:
        from redis import Redis as Client

        with Client.from_url(self._redis.url) as client:
            client.flushall()
        self._rebuild()

    def _restart_redis(self) -> None:
        _restart(self._redis)
        self._rebuild()

    def _rebuild(self) -> None:
        """As an operator may, so that the faults that follow meet many lists."""
        self._stack.manage("timelines", "rebuild", "--all-active")


def _restart(server: PostgreSQL | Redis) -> None:
    server.kill()
    time.sleep(DOWN)
    server.start()
