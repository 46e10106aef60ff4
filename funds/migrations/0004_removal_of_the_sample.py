from django.db import migrations

from core.database.sql import sql_text


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0003_families_of_sources"),
    ]

    operations = [
        migrations.RunSQL(
            sql_text("funds.sql", "refuse_change_of_posting_of_sample"), migrations.RunSQL.noop
        ),
    ]
