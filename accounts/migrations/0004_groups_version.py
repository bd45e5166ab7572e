"""Under which version a member's groups are kept in caches. The default is in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_likes_shown_mutes_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="groups_version",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
