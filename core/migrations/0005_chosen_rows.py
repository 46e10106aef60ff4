"""For which rows of an upload the sheet counts over what is stored."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_day_of_states"),
    ]

    operations = [
        migrations.AddField(
            model_name="importfile",
            name="chosen_rows",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                editable=False,
                size=None,
            ),
        ),
    ]
