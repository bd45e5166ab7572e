"""Keeps the processes of deploy/processes.py alive on one machine, replaces them at a deploy, ends them in order."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from os import getpid
from types import FrameType

from deploy import nginx, probe
from deploy.layout import ROOT, Layout
from deploy.processes import WEB_PATIENCE, Process, beat, webs, workers
from deploy.servers import Server
from operations.supervision.children import Child, Warden

# Seconds: between two looks at the processes, and for a web process to answer.
GLANCE, FIRST_ANSWER = 0.05, 60.0


class NotAnswering(Exception):
    """The web processes did not come up; what they printed says why."""


@dataclass
class Member(Child):
    """A process of the stack: how long it may take to end."""

    patience: float = 10.0


class Supervisor:
    """The stack while it runs. SIGTERM and SIGINT end it, a second one at once; SIGHUP is a deploy."""

    def __init__(self, layout: Layout, servers: Sequence[Server], say: Callable[[str], None]) -> None:
        self._layout, self._servers, self._say = layout, servers, say
        self._stops = self._deploys_asked = self._deploys_begun = self._deploys_done = 0
        self._ready = False
        self._noted = ""
        # Being replaced: nobody else starts it meanwhile.
        self._held: Member | None = None
        self._warden = Warden()
        self._webs = self._members(webs(str(layout.sockets), layout.web_workers))
        self._nginx = self._member("nginx", nginx.argv(layout.nginx), WEB_PATIENCE, signal.SIGQUIT)
        self._workers = self._members([*workers(), beat()])

    def run(self, announce: Callable[[], None]) -> None:
        """Serve until a signal says stop; `announce` when pages are there. Raises NotAnswering when they never are."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)
        try:
            self._start()
            if not self._stops:
                announce()
            while not self._stops:
                self._turn()
                if self._deploys_asked > self._deploys_begun:
                    self._deploys_begun = self._deploys_asked
                    self._deploy()
                    self._deploys_done = self._deploys_begun
        finally:
            self._stop()

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self._deploys_asked += 1
        else:
            self._stops += 1

    def _members(self, processes: Iterable[Process]) -> list[Member]:
        return [self._member(process.name, list(process.argv), process.patience) for process in processes]

    def _member(self, name: str, argv: list[str], patience: float, polite: int = signal.SIGTERM) -> Member:
        return Member(name, argv, self._warden, polite=polite, patience=patience)

    @property
    def _all(self) -> list[Member]:
        return [*self._webs, self._nginx, *self._workers]

    # --- The life of the stack ---------------------------------------------------------------------------------------
    def _start(self) -> None:
        """Workers come after pages: all interpreters at once would take the processors from the first answer."""
        for server in self._servers:
            self._warden.watch(server.pid)
        for web in self._webs:
            web.start()
        for web in self._webs:
            if not self._comes_up(web) and not self._stops:
                raise NotAnswering
        self._write_configuration()
        for member in (self._nginx, *self._workers):
            member.start()
        self._ready = True
        self._note()

    def _turn(self) -> None:
        for server in self._servers:
            if not server.is_running():
                self._say(f"{server.name} ended; starting it again.")
                server.start()
                self._warden.watch(server.pid)
        for member in self._all:
            if member is not self._held and member.running:
                member.tend(self._say)
        self._note()
        time.sleep(GLANCE)

    def _until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Look after everything else until it is true. False when it took too long, or somebody wants an end."""
        deadline = time.monotonic() + seconds
        while not (so := true()) and time.monotonic() < deadline and not self._stops:
            self._turn()
        return so

    def _comes_up(self, web: Member) -> bool:
        socket = str(self._layout.sockets / f"{web.name}.sock")
        return (
            self._until(lambda: web.has_ended() or probe.answer(socket)[0] == 200, FIRST_ANSWER) and not web.has_ended()
        )

    def _stop(self) -> None:
        """First nobody new is let in, then everybody finishes."""
        self._end([self._nginx])
        self._end([*self._webs, *self._workers])
        self._warden.close()
        self._layout.state.unlink(missing_ok=True)

    def _end(self, members: Iterable[Member]) -> None:
        running = [member for member in members if member.running]
        for member in running:
            member.ask_to_end()
        started = time.monotonic()
        for member in running:
            while not member.has_ended() and time.monotonic() < started + member.patience and self._stops < 2:
                time.sleep(GLANCE)
        for member in running:
            member.end()

    # --- A deploy ----------------------------------------------------------------------------------------------------
    def _deploy(self) -> None:
        """Prepare, then replace one process after the other; where the new ones don't come up, the old ones stay."""
        prepared = self._prepares()
        if not prepared or not all(self._replace(web) and self._comes_up(web) for web in self._webs):
            self._say("This deploy went no further: what was printed above says why.")
            return
        if self._write_configuration() and self._nginx.running and self._nginx.running.poll() is None:
            self._nginx.running.send_signal(signal.SIGHUP)
        for member in self._workers:
            self._replace(member)
        self._say("Every process was replaced.")

    def _prepares(self) -> bool:
        preparing = subprocess.Popen([sys.executable, "manage.py", "prepare"], cwd=ROOT, stdin=subprocess.DEVNULL)
        self._until(lambda: preparing.poll() is not None, 3600)
        return preparing.poll() == 0

    def _replace(self, member: Member) -> bool:
        """Let it finish what it holds, and start it anew. False when somebody wants an end meanwhile."""
        self._held = member
        member.ask_to_end()
        self._until(member.has_ended, member.patience)
        self._held = None
        if self._stops:
            return False
        member.end()
        member.start()
        return True

    def _write_configuration(self) -> bool:
        """nginx' own; whether it is another than before."""
        file, text = self._layout.nginx / "nginx.conf", nginx.configuration(self._layout)
        changed = not file.exists() or file.read_text() != text
        file.write_text(text)
        return changed

    # --- Who is who --------------------------------------------------------------------------------------------------
    def _note(self) -> None:
        """Written aside and moved into place, so that a reader sees a whole file."""
        processes = {member.name: member.running.pid for member in self._all if member.running}
        processes |= {server.name: server.pid for server in self._servers}
        told = {"address": self._layout.address, "supervisor": getpid(), "ready": self._ready}
        state = json.dumps(told | {"deploys": self._deploys_done, "processes": processes})
        if state != self._noted:
            aside = self._layout.state.with_suffix(".new")
            aside.write_text(state)
            aside.replace(self._layout.state)
            self._noted = state
