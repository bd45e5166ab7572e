"""The site's PostgreSQL backend: how long a process's statements may take, and how kept connections are looked at."""

# PostgreSQL's own settings for each new connection of this process. None: a migration or a task may take its time.
limits: dict[str, str] = {}


def be_brief() -> None:
    """Let no page wait for somebody's lock, nor for an answer that its reader will not: it is a 503 sooner than that.

    A table that was locked for eight seconds held every web process for eight seconds.
    """
    limits.update(lock_timeout="3s", statement_timeout="15s")
