"""Stages that an import dated by the last day of its sheet are marked so."""

from django.db import migrations, models

# An import has no author, and dates by 实际开工 or 实际竣工 on the first day of a month.
MARK = """
UPDATE projects_stageevent SET of_sheet = true
WHERE created_by_id IS NULL AND extract(day FROM "on" + 1) = 1
"""
BACKFILL = "SELECT core_backfill_audit_columns('projects_stageevent')"


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_project_at_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="stageevent",
            name="of_sheet",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="day of the sheet"
            ),
        ),
        # The record of changes holds the default before it holds the mark.
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
