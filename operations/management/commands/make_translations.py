"""Bring the catalogs in line with the source: `manage.py make_translations [--fill FILE.po …]`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand

from operations import translations
from operations.extraction import marked


class Command(BaseCommand):
    help = "Write every marked string into the catalogs, drop those that went, and list what has no translation yet."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fill", nargs="+", type=Path, default=[], help="catalogs to take translations from")

    def handle(self, *args: Any, fill: list[Path], **options: Any) -> None:
        found = marked(settings.BASE_DIR, own_folders())
        given = [translations.read(path) for path in fill]
        for po in translations.sources():
            lacking = translations.update(po, found, given)
            self.stdout.write(f"{po.relative_to(settings.BASE_DIR)}: {len(found)} strings, {len(lacking)} to translate")
            for message in lacking:
                self.stdout.write(f"  {message.text!r}  ({', '.join(found[message])})")


def own_folders() -> list[str]:
    """The folders that hold our Python: the apps and the site's own package."""
    ours = [config.name for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    return [*ours, "weibo_site"]
