"""A post says something in words or in pictures; the photos tab has an index of its own. While the site runs."""

from django.db import migrations, models
from django.db.models import Q

from core.schema import AddCheckOnline, AddIndexOnline, RemoveCheckOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("posts", "0003_pictures")]

    operations = [
        AddIndexOnline(
            model_name="post",
            index=models.Index(
                fields=["author", "-id"], condition=Q(("picture_count__gt", 0)), name="post_author_pictures"
            ),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(condition=Q(("text__length__lte", 8000)), name="post_text_not_too_long"),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(condition=Q(("units__lte", 2000)), name="post_units_not_too_many"),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=Q(Q(("text__length__gte", 1), ("units__gte", 1)), ("picture_count__gte", 1), _connector="OR"),
                name="post_says_something",
            ),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(condition=Q(("picture_count__lte", 18)), name="post_pictures_not_too_many"),
        ),
        RemoveCheckOnline(model_name="post", name="post_text_length"),
        RemoveCheckOnline(model_name="post", name="post_units"),
    ]
