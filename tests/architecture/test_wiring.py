"""What hangs together by name: events and listeners, views and addresses, the README and the files."""

import importlib
import inspect
import re
from collections.abc import Iterator

from django.dispatch import Signal
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import ROOT, app_modules, apps
from weibo_site.celery import app
from weibo_site.schedule import SCHEDULE

EVENT_ROW = re.compile(r"^\| `(\w+\.events\.\w+)` \|[^|]*\|([^|]*)\|$", re.MULTILINE)
QUOTED = re.compile(r"`([^`]+)`")


def signals() -> Iterator[tuple[str, Signal]]:
    for module in (module for module in app_modules() if module.name.endswith(".events")):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Signal):
                yield f"{module.name}.{name}", value


def listeners(signal: Signal) -> set[str]:
    """Who is connected, ours only: tests connect others for a while."""
    receivers = (entry[1] for entry in signal.receivers)
    found = (receiver() if isinstance(receiver, type(lambda: 0)) is False else receiver for receiver in receivers)
    return {f"{each.__module__}.{each.__name__}" for each in found if each and each.__module__.split(".")[0] in apps()}


def test_the_table_of_events_is_the_wiring():
    table = (ROOT / "docs" / "architecture.md").read_text()
    told = {event: set(QUOTED.findall(cell)) for event, cell in EVENT_ROW.findall(table)}
    assert told == {name: listeners(signal) for name, signal in signals()}


def test_every_job_of_the_schedule_is_a_task():
    app.loader.import_default_modules()
    assert {job["task"] for job in SCHEDULE.values()} - set(app.tasks) == set()


def test_listeners_stand_in_their_room_and_are_short():
    for _, signal in signals():
        for name in listeners(signal):
            app, room, function = name.rsplit(".", 2)
            assert room == "listeners", name
            assert function.startswith("on_"), name
            assert app in apps(), name


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        elif view_name(entry).split(".")[0] in apps():
            yield entry


def view_name(pattern: URLPattern) -> str:
    view = inspect.unwrap(pattern.callback)
    return f"{view.__module__}.{view.__qualname__}"


def test_every_view_is_routed():
    routed = {view_name(pattern) for pattern in patterns()}
    assert {name for name in public_views() if name not in routed} == set()


def public_views() -> Iterator[str]:
    """Functions in a views module whose first argument is the request; a leading underscore makes one private."""
    for module in (module for module in app_modules() if "views" in module.name.split(".")):
        for node in module.tree.body:
            arguments = getattr(node, "args", None)
            if arguments and arguments.args and arguments.args[0].arg == "request" and not node.name.startswith("_"):
                yield f"{module.name}.{node.name}"


def test_every_address_of_ours_has_a_name():
    nameless = [str(pattern.pattern) for pattern in patterns() if not pattern.name]
    # What stands before Django's admin takes the place of an address of its, which has the name.
    assert [route for route in nameless if not route.startswith("admin/")] == []


def test_the_readme_points_to_files_that_exist():
    text = (ROOT / "README.md").read_text()
    table = text.split("## Where is", 1)[1].split("\n## ", 1)[0]
    named = {
        path for cell in QUOTED.findall(table) for path in cell.split() if "/" in path and not path.startswith("/")
    }
    assert named, "The table names no file"
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_readmes_pictures_exist():
    pictures = re.findall(r"(?:!\[[^\]]*\]\(|src=\")([^)\"]+)", (ROOT / "README.md").read_text())
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).exists()] == []
