from django.db import migrations

from core.database.sql import sql_text


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0021_agreements"),
    ]

    operations = [
        migrations.RunSQL(
            sql_text("programmes.sql", "check_period_state_without_setting"),
            migrations.RunSQL.noop,
        ),
    ]
