"""What a request asks of the servers, counted by the servers themselves."""

import threading
import time
from collections.abc import Callable

from benchmarks.site import Site

BEGIN, END = "count from here", "counted"
# Seconds until every session of PostgreSQL has noticed a changed setting.
SETTLE = 1.0


def counted(site: Site, work: Callable[[], object]) -> tuple[list[str], list[str]]:
    """The SQL statements and the Redis commands (those inside scripts left out) of what `work` makes the site do.

    What opens a connection is paid before: ask once on warm ones.
    """
    database = site.database
    database.run("ALTER SYSTEM SET log_statement = 'all'")
    database.run("SELECT pg_reload_conf()")
    time.sleep(SETTLE)
    position = database.log.stat().st_size
    commands = _monitored(work)
    statements = database.log.read_text(errors="replace")[position:]
    database.run("ALTER SYSTEM RESET log_statement")
    database.run("SELECT pg_reload_conf()")
    return [line.partition("statement: ")[2] for line in statements.splitlines() if "statement: " in line], commands


def _monitored(work: Callable[[], object]) -> list[str]:
    from core import redis

    seen: list[str] = []
    listening = threading.Event()

    def listen() -> None:
        with redis.client().monitor() as monitor:
            listening.set()
            for command in monitor.listen():
                if END in command["command"]:
                    return
                if command["client_type"] != "lua":
                    seen.append(command["command"])

    thread = threading.Thread(target=listen)
    thread.start()
    listening.wait()
    redis.client().echo(BEGIN)
    work()
    redis.client().echo(END)
    thread.join()
    begun = next(at for at, command in enumerate(seen) if BEGIN in command)
    return [command.split(" ")[0] for command in seen[begun + 1 :]]
