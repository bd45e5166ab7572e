"""Whether others are offered a member's pictures as files."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="pictures_downloadable",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
