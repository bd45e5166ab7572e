"""Size and placeholder of a file, the QR codes in it, and whether something shown has claimed it: all that was ever
queued has been. In one transaction with the column: a sweep must not see it empty.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


CLAIM = "UPDATE media_file SET claimed_at = created_at WHERE state <> 'held'"


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='QrCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('left', models.PositiveSmallIntegerField()),
                ('top', models.PositiveSmallIntegerField()),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='file',
            name='claimed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(CLAIM, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='file',
            name='height',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='file',
            name='placeholder',
            field=models.CharField(blank=True, db_default='', default='', max_length=600),
        ),
        migrations.AddField(
            model_name='file',
            name='width',
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='qrcode',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='qr_codes', to='media.file'),
        ),
        migrations.AddConstraint(
            model_name='qrcode',
            constraint=models.CheckConstraint(condition=models.Q(('text__length__lte', 4300)), name='qr_code_text_length'),
        ),
        migrations.AddConstraint(
            model_name='qrcode',
            constraint=models.CheckConstraint(condition=models.Q(('height__lte', 10000), ('left__lte', 10000), ('top__lte', 10000), ('width__lte', 10000)), name='qr_code_inside'),
        ),
    ]
