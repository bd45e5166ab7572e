"""`manage.py sweep_media`: report stored bytes that no row knows (--remove deletes them), and rows without bytes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from media.sweeping import sweep


class Command(BaseCommand):
    help = "Compare stored media with the rows, and report what has no counterpart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="delete stored files that no row knows")

    def handle(self, *args: Any, remove: bool, **options: Any) -> None:
        found = sweep(remove=remove)
        for name in found.orphans:
            self.stdout.write(f"{'removed' if remove else 'orphan'} {name}")
        for key in found.missing:
            self.stdout.write(f"missing {key}")
        self.stdout.write(f"{len(found.orphans)} files without a row, {len(found.missing)} rows without a file.")
