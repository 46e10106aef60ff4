"""The time of the daily digest, and the day on which the last ones were made."""

import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0012_task_parts"),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="digest_at",
            field=models.TimeField(
                default=datetime.time(8, 30), verbose_name="time of the daily digest"
            ),
        ),
        migrations.AddField(
            model_name="programme",
            name="digested_on",
            field=models.DateField(editable=False, null=True),
        ),
    ]
