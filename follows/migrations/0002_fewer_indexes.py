"""A follow is written six times instead of eight: each of its people has a better index already."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.schema import DropOwnIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("follows", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        DropOwnIndexOnline(
            model_name="follow",
            name=name,
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name=related_name,
                to=settings.AUTH_USER_MODEL,
            ),
        )
        for name, related_name in (("follower", "followings"), ("followee", "followers"))
    ]
