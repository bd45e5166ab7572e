"""Demo data: people, posts and follows that read like real life."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.actions import EmailTaken
from accounts.names import NameTaken
from operations.demo import seeding, sign_ins


class Command(BaseCommand):
    help = "Fill the site with demo data, once; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--new-passwords", action="store_true", help="change the passwords; print them")

    def handle(self, *args: Any, new_passwords: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demo data has no place in production: its passwords are known to everybody.")
        if not seeding.is_seeded():
            self._seed()
        if new_passwords:
            self._tell(sign_ins.change_passwords())
        else:
            sign_ins.restore_passwords()

    def _seed(self) -> None:
        self.stdout.write("Loading demo data …")
        self.stdout.flush()
        try:
            made = seeding.seed(now=timezone.now())
        except (NameTaken, EmailTaken) as error:
            raise CommandError("Somebody has one of the demo's names: use a database of its own.") from error
        counts = f"{made.people} people, a crowd of {made.crowd}, {made.follows} follows, {made.posts} posts"
        self.stdout.write(f"Demo data: {counts}.")

    def _tell(self, passwords: dict[str, str]) -> None:
        for handle, password in passwords.items():
            self.stdout.write(f"  {handle:<10} {password}")
