"""The index that homes are rebuilt from holds all that the rebuild asks. Made beside the old one, which goes after."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.schema import AddIndexOnline, DropOwnIndexOnline, RemoveIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("posts", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexOnline(
            model_name="post",
            index=models.Index(fields=["author", "-id"], include=("deleted_at",), name="post_author_newest"),
        ),
        RemoveIndexOnline(model_name="post", name="post_author"),
        # Its own index said less than the one above.
        DropOwnIndexOnline(
            model_name="post",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="posts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
