"""The sweep finds pending uploads without reading all files. The index is made while the site runs."""

from django.db import migrations, models

from core.schema import AddIndexOnline


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("media", "0002_pictures")]

    operations = [
        AddIndexOnline(
            model_name="file",
            index=models.Index(condition=models.Q(("claimed_at", None)), fields=["created_at"], name="file_unclaimed"),
        ),
    ]
