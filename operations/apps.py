from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        from operations.groups import bring_in_line

        # Auth's turn comes after those of our apps, whose permissions are there by then.
        post_migrate.connect(bring_in_line, sender=apps.get_app_config("auth"), dispatch_uid="operations.groups")
