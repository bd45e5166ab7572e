from typing import Any

from django.core.management.base import BaseCommand

from operations.translations import compile_changed


class Command(BaseCommand):
    help = "Compile the translations that changed (make run and make test do it by themselves)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_changed():
            self.stdout.write(str(path))
