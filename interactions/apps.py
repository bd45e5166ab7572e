from django.apps import AppConfig
from django.db.models import OuterRef


class InteractionsConfig(AppConfig):
    name = "interactions"

    def ready(self) -> None:
        from core.lookups import Probe
        from interactions import listeners, pictures  # noqa: F401
        from interactions.models import Favourite, Like
        from posts import marks

        marks.tell("liked", lambda viewer: Probe(Like.objects.filter(user=viewer, post=OuterRef("pk"))))
        marks.tell("favourited", lambda viewer: Probe(Favourite.objects.filter(user=viewer, post=OuterRef("pk"))))
