"""The whole production layout on one machine, without containers: what `scripts/stack` starts.

nginx, two web processes, a worker for each queue and beat, on DATABASE_URL and REDIS_URL of the environment.
"""

import argparse
import os
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from deploy.control import Running, running
from deploy.layout import ROOT, Layout, Unfit
from deploy.programs import NotInstalled
from deploy.servers import DidNotStart, PostgreSQL, Redis, Server
from deploy.supervisor import NotAnswering, Supervisor

__all__ = ["Running", "running"]


def main() -> None:
    try:
        serve(arguments())
    except (Unfit, NotInstalled, DidNotStart) as error:
        sys.exit(str(error))
    except NotAnswering:
        sys.exit("The site did not come up: what its processes printed above says why.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/stack", description=__doc__, allow_abbrev=False)
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "stack", help="where everything is written")
    parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)
    parser.add_argument("--web-workers", type=int, default=2, help="processes of each of the two gunicorns")
    parser.add_argument("--with-servers", action="store_true", help="start a PostgreSQL and a Redis in the folder too")
    parser.add_argument("--demo-data", action="store_true", help="load the demo (for SITE_MODE=demo)")
    return parser.parse_args()


def serve(told: argparse.Namespace) -> None:
    """Until a signal ends it. Raises Unfit, NotInstalled, DidNotStart, NotAnswering."""
    layout = Layout(told.folder.resolve(), told.port, told.host, told.web_workers)
    _ask_for_mode(layout)
    layout.make()
    _ask_for_port(layout)
    with layout.held(), ExitStack() as until_the_end:
        servers = [until_the_end.enter_context(server) for server in _own_servers(layout)] if told.with_servers else []
        os.environ.update({server.variable: server.url for server in servers})
        if not os.environ.get("DATABASE_URL"):
            raise Unfit("DATABASE_URL is not set: export it, or let --with-servers start a PostgreSQL.")
        os.environ.update(layout.environment(os.environ))
        layout.note_environment(os.environ)
        prepare = [sys.executable, "manage.py", "prepare", *(["--demo-data"] if told.demo_data else [])]
        if failed := subprocess.run(prepare, cwd=ROOT, check=False).returncode:
            sys.exit(failed)
        Supervisor(layout, servers, _say).run(lambda: _say(f"The site is at {layout.address}/   (Ctrl-C stops it)"))
    _say("Stopped.")


def _own_servers(layout: Layout) -> list[Server]:
    return [PostgreSQL(layout.folder / "postgresql"), Redis(layout.folder / "redis")]


def _ask_for_mode(layout: Layout) -> None:
    mode = os.environ.get("SITE_MODE") or "production"
    if mode == "development":
        raise Unfit("SITE_MODE is development: scripts/stack runs production, or the demo. (make run knows it.)")
    if mode == "demo" and layout.host not in ("127.0.0.1", "localhost"):
        raise Unfit("Everybody knows the demo's passwords: here it stays on 127.0.0.1. (make run HOST= changes them.)")


def _ask_for_port(layout: Layout) -> None:
    """Asked before anything is started: nginx would be started again and again."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((layout.host, layout.port))
        except (OSError, OverflowError) as error:
            raise Unfit(f"Can't listen on {layout.host}, port {layout.port}: {error}. Choose another: PORT=") from error


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
