from django.db import migrations

from core.database.sql import sql_text


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_without_submission_ids"),
    ]

    operations = [
        migrations.RunSQL(
            sql_text("programmes.sql", "check_period_state_of_sample"), migrations.RunSQL.noop
        ),
        migrations.RunSQL(
            sql_text("programmes.sql", "refuse_closed_month_of_sample"), migrations.RunSQL.noop
        ),
    ]
