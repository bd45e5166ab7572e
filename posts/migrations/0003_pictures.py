"""Pictures of posts. The columns have their defaults in the database: the release before this one goes on writing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("media", "0003_file_unclaimed"), ("posts", "0002_post_author_newest")]

    operations = [
        migrations.AddField(
            model_name="post",
            name="picture_count",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="post",
            name="sensitive",
            field=models.BooleanField(db_default=False, default=False, verbose_name="sensitive"),
        ),
        migrations.CreateModel(
            name="PostPicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("alt", models.TextField(blank=True, default="")),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="postpicture", to="media.file"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pictures", to="posts.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("post", "position"), name="post_picture_place"),
                    models.CheckConstraint(condition=models.Q(("position__lt", 18)), name="post_picture_within"),
                    models.CheckConstraint(condition=models.Q(("alt__length__lte", 1000)), name="post_picture_alt_length"),
                ]
            },
        ),
    ]
