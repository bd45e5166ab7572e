"""An operator's hands on timelines: look at one, make them anew, compare them with the truth."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from core import redis
from core.refusals import Missing
from follows.queries import member
from timelines import inspection, readers, rebuilding, verifying


class Command(BaseCommand):
    help = "Look at home timelines, make them anew, or compare them with the truth."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        inspect = verbs.add_parser("inspect", help="what is kept of an account, as a reader and as an author")
        inspect.add_argument("handles", nargs="+", metavar="handle")
        inspect.add_argument("--json", action="store_true")
        rebuild = verbs.add_parser("rebuild", help="make lists anew; safe while the site runs")
        rebuild.add_argument("handles", nargs="*", metavar="handle")
        rebuild.add_argument("--all-active", action="store_true", help="of everybody who opened home in 30 days")
        rebuild.add_argument("--after", type=int, default=0, metavar="ID", help="go on behind this reader")
        rebuild.add_argument("--drop", action="store_true", help="only forget them: the next visit makes each anew")
        verify = verbs.add_parser("verify", help="compare with the truth; ends with 1 where somebody reads otherwise")
        verify.add_argument("--sample", type=_positive, default=200, metavar="N", help="so many active readers (200)")
        verify.add_argument("--seed", type=int, default=1, help="which ones: the same for the same number")
        verify.add_argument(
            "--handle", action="append", default=[], dest="handles", help="this one instead; repeatable"
        )
        verify.add_argument("--repair", action="store_true", help="forget the lists that drifted")
        verify.add_argument("--json", action="store_true")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(**options)
        except redis.Away as error:
            raise CommandError(
                f"Redis is away ({error or 'not asked for a moment'}): nothing was found out."
            ) from error

    def _inspect(self, *, handles: list[str], **options: Any) -> None:
        found = {person.handle: inspection.of(person) for person in _people(handles)}
        if options["json"]:
            return self._say_json(found)
        for parts in found.values():
            for title, lines in parts.items():
                self.stdout.write(self.style.MIGRATE_HEADING(f"As {'a' if title == 'reader' else 'an'} {title}"))
                self._say(_lines(lines))
        return None

    def _rebuild(self, *, handles: list[str], all_active: bool, after: int, drop: bool, **options: Any) -> None:
        if bool(handles) == all_active:
            raise CommandError("Name the readers, or say --all-active.")
        chunks = readers.chunks(after=after) if all_active else iter([_people(handles)])
        done = 0
        for progress in rebuilding.rebuild(chunks, drop=drop):
            done = progress.done
            self.stdout.write(
                f"{done} readers, {progress.rate:.0f} a second (to go on from here: --after {progress.last})"
            )
            self.stdout.flush()
        self.stdout.write(f"{done} lists {'forgotten' if drop else 'made anew'}.")

    def _verify(self, *, handles: list[str], sample: int, seed: int, repair: bool, **options: Any) -> None:
        chosen = iter([_people(handles)]) if handles else readers.sample(sample, seed=seed)
        report = verifying.verify(chosen, repair=repair)
        if options["json"]:
            self._say_json(asdict(report))
        else:
            self._say(_summary(report))
        if report.drifted:
            sys.exit(1)

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _say_json(self, found: Any) -> None:
        self.stdout.write(json.dumps(found, default=str, ensure_ascii=False, indent=1))


def _people(handles: Sequence[str]) -> list[User]:
    return [_person(handle.removeprefix("@")) for handle in handles]


def _person(handle: str) -> User:
    try:
        return member(handle)
    except Missing:
        raise CommandError(f"Nobody is called {handle}.") from None


def _lines(told: dict[str, Any]) -> Iterator[str]:
    for name, value in told.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"  {name}:"
            yield from (f"    {_words(one)}" for one in value)
        else:
            yield f"  {name:<20} {_words(value)}"


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {_words(part)}" for name, part in value.items() if part not in ("", None))
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _summary(report: verifying.Report) -> Iterator[str]:
    lists = report.readers - report.without_list
    yield f"{report.readers} readers: {lists} lists compared, {report.without_list} without a list"
    yield f"{report.posts} posts compared, {report.under_way} more under way"
    yield f"{report.leftovers} leftovers in lists, which nobody sees (deleted, unfollowed, suspended)"
    for drift in report.drifts:
        yield f"  {drift.handle} ({drift.reader}): {_found(drift)}"
    if report.drifted > len(report.drifts):
        yield f"  … and {report.drifted - len(report.drifts)} more"
    yield f"DRIFT: {report.drifted} readers read something else than the truth" if report.drifted else "No drift."
    if report.repaired:
        yield f"{report.repaired} lists forgotten; each is made anew at its reader's next visit"


def _found(drift: verifying.Drift) -> str:
    kinds = {"missing": drift.missing, "extra": drift.extra, "repeated": drift.repeated}
    told = [f"{len(found)} {kind} ({_some(found)})" for kind, found in kinds.items() if found]
    return "; ".join([*told, *(["out of order"] if drift.disordered else [])])


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (" …" if len(ids) > 3 else "")


def _positive(raw: str) -> int:
    if not raw.isdecimal() or not int(raw):
        raise ArgumentTypeError(f"{raw} is no number from 1")
    return int(raw)
