"""The day from which the state of a task or need is known, and that of a report on a task."""

from django.db import migrations, models

KNOWN_ON = {
    "blank": True,
    "editable": False,
    "null": True,
    "verbose_name": "recorded as of",
}
BACKFILL = """
SELECT core_backfill_audit_columns('programmes_task');
SELECT core_backfill_audit_columns('programmes_need');
"""
# What was entered before is known from the day of its entry on, or of the last report.
DATE_ROWS = """
UPDATE programmes_task AS task SET known_on = least(programme.as_of, greatest(
    (task.created_at AT TIME ZONE 'Asia/Shanghai')::date,
    (SELECT max((made.created_at AT TIME ZONE 'Asia/Shanghai')::date)
     FROM programmes_taskprogress AS made WHERE made.task_id = task.id)))
FROM programmes_programme AS programme WHERE programme.id = task.programme_id;
UPDATE programmes_need AS need SET known_on = least(
    programme.as_of, (need.created_at AT TIME ZONE 'Asia/Shanghai')::date)
FROM programmes_programme AS programme WHERE programme.id = need.programme_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_removal_of_the_sample"),
    ]

    operations = [
        migrations.AddField(
            model_name="need",
            name="known_on",
            field=models.DateField(**KNOWN_ON),
        ),
        migrations.AddField(
            model_name="task",
            name="known_on",
            field=models.DateField(**KNOWN_ON),
        ),
        migrations.AddField(
            model_name="taskprogress",
            name="on",
            field=models.DateField(editable=False, null=True, verbose_name="reported on"),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(DATE_ROWS, migrations.RunSQL.noop),
    ]
