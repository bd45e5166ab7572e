from django.apps import AppConfig
from django.db.models import Exists, OuterRef


class InteractionsConfig(AppConfig):
    name = "interactions"

    def ready(self) -> None:
        from interactions import listeners  # noqa: F401
        from interactions.models import Favourite, Like
        from posts import marks

        marks.tell("liked", lambda viewer: Exists(Like.objects.filter(user=viewer, post=OuterRef("pk"))))
        marks.tell("favourited", lambda viewer: Exists(Favourite.objects.filter(user=viewer, post=OuterRef("pk"))))
