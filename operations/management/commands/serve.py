"""The whole site with one command: what `make run` calls."""

import errno
import os
import socket
from argparse import ArgumentParser
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations.demo import sign_ins
from operations.preparation import ServerUnusable, prepare
from operations.supervision.site import NotAnswering, Site

BACKLOG = 512


class Command(BaseCommand):
    help = "Prepare what changed, then run web, workers and beat together until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("serve is for the demo and for development: docs/running.md says how production runs.")
        if settings.DEBUG and not is_local(host):
            raise CommandError("Development shows its insides in error pages: it runs on 127.0.0.1 only.")
        try:
            with listen(host, port) as listening:
                prepare(self.say)
                self._serve(listening, host)
        except ServerUnusable as error:
            raise CommandError(str(error)) from error
        except NotAnswering as error:
            raise CommandError("The site did not come up: what its processes printed above says why.") from error
        except KeyboardInterrupt:
            self.say("Stopped.")

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _serve(self, listening: socket.socket, host: str) -> None:
        os.environ.setdefault("ALLOWED_HOSTS", ",".join(answered_hosts(host)))
        address = f"http://{shown_host(host)}:{listening.getsockname()[1]}/"
        lines = [f"{settings.SITE_NAME} is at {address}   (Ctrl-C stops it)", *self._sign_ins(host)]
        Site(listening, self.say).run(lambda: self.say("\n".join(lines)))
        self.say("Stopped.")

    def _sign_ins(self, host: str) -> list[str]:
        """What to type at the sign-in page; where others can reach the site, passwords that nobody knows yet."""
        if settings.SITE_MODE != "demo":
            return []
        if is_local(host):
            sign_ins.restore_passwords()
            return [f"Sign in as {', '.join(sign_ins.HANDLES)}; the password is {sign_ins.PASSWORD}."]
        changed = sign_ins.change_passwords()
        lines = [f"  {handle:<12}{password}" for handle, password in changed.items()]
        return ["Others can reach this address, so the demo's passwords are new:", *lines]


def listen(host: str, port: int) -> socket.socket:
    """The socket that the web processes will share. Raises CommandError, in one line, when it can't be had."""
    if not 0 < port < 65536:
        raise CommandError(f"PORT is {port}; it must be a number from 1 to 65535.")
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise CommandError(f"Port {port} is taken. Choose another: make run PORT={port + 1}") from error
        raise CommandError(f"Can't listen on {host}, port {port}: {error.strerror}.") from error
    return listening


def is_local(host: str) -> bool:
    """Only this machine can reach it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_every_address(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")  # noqa: S104


def answered_hosts(host: str) -> list[str]:
    """The names that the site answers to. Bound to every address it can't know them: any will do for a demo."""
    return ["*"] if is_every_address(host) else [*settings.ALLOWED_HOSTS, f"[{host}]" if ":" in host else host]


def shown_host(host: str) -> str:
    if is_every_address(host):
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
