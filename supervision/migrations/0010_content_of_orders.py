from django.db import migrations, models

from core.database.sql import create_function


class Migration(migrations.Migration):
    dependencies = [("supervision", "0009_imported_events")]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="closing_standard",
            field=models.CharField(blank=True, max_length=300, verbose_name="closing standard"),
        ),
        migrations.AddField(
            model_name="order",
            name="content",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="content"
            ),
        ),
        create_function("supervision.sql", "refuse_change_of_signed_order"),
    ]
