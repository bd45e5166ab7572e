"""Demo data: people, posts and follows that read like real life, or very many of them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions import EmailTaken
from accounts.names import NameTaken
from operations.demo import large, seeding, sign_ins

SIZES = ("users", "posts", "follows", "seed")
NAME_IS_TAKEN = "Somebody has one of the demo's names: use a database of its own."


class Command(BaseCommand):
    help = "Fill the site with demo data, once; a second run changes nothing. With --users: a large data set, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="change the passwords; print them")
        parser.add_argument("--users", type=int, metavar="N", help="make a large data set of so many accounts")
        parser.add_argument("--posts", type=int, metavar="N", help="… with so many posts (default: 0)")
        parser.add_argument("--follows", type=int, metavar="N", help="… with so many follows (default: 0)")
        parser.add_argument("--seed", type=int, metavar="N", help="the same seed gives the same data (default: 1)")

    def handle(self, *args: Any, new_passwords: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demo data has no place in production: its passwords are known to everybody.")
        sizes = {name: options[name] for name in SIZES if options.get(name) is not None}
        if sizes:
            self._seed_large(sizes, new_passwords)
            return
        if not seeding.is_seeded():
            self._seed()
        if new_passwords:
            self._tell(sign_ins.change_passwords())
        else:
            sign_ins.restore_passwords()

    def _seed_large(self, sizes: dict[str, Any], new_passwords: bool) -> None:
        if new_passwords:
            raise CommandError("--new-passwords goes with the demo itself: run it by itself afterwards.")
        if "users" not in sizes:
            raise CommandError("--posts, --follows and --seed need --users: how many accounts?")
        try:
            named = large.seed_large(tell=self._say, **sizes)
        except large.Unfit as error:
            raise CommandError(f"Not possible: {error}") from error
        except large.SeededAlready as error:
            raise CommandError("This database holds a large data set already: use an empty one.") from error
        except (NameTaken, EmailTaken) as error:
            raise CommandError(NAME_IS_TAKEN) from error
        handles = ", ".join(user.handle for user in named)
        self._say(f"Sign in as {handles}, with the password {sign_ins.PASSWORD}")

    def _seed(self) -> None:
        self._say("Loading demo data …")
        try:
            made = seeding.seed(now=timezone.now())
        except (NameTaken, EmailTaken) as error:
            raise CommandError(NAME_IS_TAKEN) from error
        counts = f"{made.people} people, a crowd of {made.crowd}, {made.follows} follows, {made.posts} posts"
        self._say(f"Demo data: {counts}.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _tell(self, passwords: dict[str, str]) -> None:
        for handle, password in passwords.items():
            self.stdout.write(f"  {handle:<10} {password}")
