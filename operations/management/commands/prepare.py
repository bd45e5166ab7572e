"""What a start in production needs done before: run once at each deploy, before the processes are replaced."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations import static_pages
from operations.preparation import ServerUnusable, prepare


class Command(BaseCommand):
    help = (
        "Ask whether the servers can be used, then bring translations, static files, error pages and tables up to date."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo-data", action="store_true", help="load the demo too, where SITE_MODE is demo")

    def handle(self, *args: Any, demo_data: bool, **options: Any) -> None:
        try:
            prepare(self.say, demo_data=demo_data)
            static_pages.write(settings.VAR_DIR / "pages")
        except ServerUnusable as error:
            raise CommandError(str(error)) from error

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
