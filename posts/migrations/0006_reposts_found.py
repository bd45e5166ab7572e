"""Reposts are found from their roots, and need no words of their own. While the site runs."""

from django.db import migrations, models

from core.schema import AddCheckOnline, AddIndexOnline, RemoveCheckOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("posts", "0005_reposts_audiences_drafts")]

    operations = [
        AddIndexOnline(
            model_name="post",
            index=models.Index(
                condition=models.Q(("root", None), _negated=True), fields=["root", "-id"], name="post_reposts"
            ),
        ),
        AddIndexOnline(
            model_name="post",
            index=models.Index(
                condition=models.Q(("parent", None), _negated=True),
                fields=["parent", "-id"],
                name="post_direct_reposts",
            ),
        ),
        AddIndexOnline(
            model_name="post",
            index=models.Index(condition=models.Q(("group", None), _negated=True), fields=["group"], name="post_group"),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text__length__gte", 1), ("units__gte", 1)),
                    ("picture_count__gte", 1),
                    ("root__isnull", False),
                    _connector="OR",
                ),
                name="post_shows_something",
            ),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("comment_policy__in", ["everyone", "followers", "following", "nobody"])),
                name="post_comment_policy_known",
            ),
        ),
        AddCheckOnline(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("parent__isnull", True), ("root__isnull", True)),
                    models.Q(("parent__isnull", False), ("root__isnull", False)),
                    _connector="OR",
                ),
                name="post_repost_of_something",
            ),
        ),
        RemoveCheckOnline(
            model_name="post",
            name="post_says_something",
        ),
    ]
