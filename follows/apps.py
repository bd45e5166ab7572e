from django.apps import AppConfig


class FollowsConfig(AppConfig):
    name = "follows"

    def ready(self) -> None:
        from follows import listeners  # noqa: F401
