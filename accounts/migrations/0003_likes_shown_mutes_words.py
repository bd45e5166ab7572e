"""What a member shows of their likes, and whether they mute words. Defaults are in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_pictures_downloadable"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="likes_shown",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="user",
            name="mutes_words",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
