from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("timelines", "0002_large_accounts")]

    operations = [
        migrations.AddField(
            model_name="timeline",
            name="floor",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
    ]
