"""One report of a unit on a task in a month, with a problem and the help that is needed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Of several reports of a unit in a month the first stays, with what the last one says.
LAST_REPORTS = """
UPDATE programmes_taskprogress kept SET text = last.text, done_quantity = many.done_quantity,
    "on" = last."on", provenance = last.provenance, source_note = last.source_note,
    published_fields = last.published_fields, created_by_id = last.created_by_id,
    updated_at = last.updated_at, version = kept.version + 1
FROM (SELECT min(id) AS first_id, max(id) AS last_id, (array_agg(done_quantity ORDER BY id DESC)
        FILTER (WHERE done_quantity IS NOT NULL))[1] AS done_quantity
    FROM programmes_taskprogress GROUP BY task_id, unit_id, month HAVING count(*) > 1) many
JOIN programmes_taskprogress last ON last.id = many.last_id
WHERE kept.id = many.first_id;
DELETE FROM programmes_taskprogress made USING programmes_taskprogress kept
WHERE kept.task_id = made.task_id AND kept.unit_id = made.unit_id AND kept.month = made.month
    AND kept.id < made.id;
"""
BACKFILL = "SELECT core_backfill_audit_columns('programmes_taskprogress')"
# Deferred checks of the rows above come before the tables change.
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_counted_refusals"),
        ("programmes", "0009_feedback_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(LAST_REPORTS, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLE, SETTLE),
        migrations.AddField(
            model_name="taskprogress",
            name="corrected_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="corrected by",
            ),
        ),
        migrations.AddField(
            model_name="taskprogress",
            name="help_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="help from",
            ),
        ),
        migrations.AddField(
            model_name="taskprogress",
            name="help_needed",
            field=models.TextField(blank=True, max_length=500, verbose_name="help needed"),
        ),
        migrations.AddField(
            model_name="taskprogress",
            name="is_unchanged",
            field=models.BooleanField(default=False, verbose_name="no change"),
        ),
        migrations.AddField(
            model_name="taskprogress",
            name="on_behalf",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="on behalf of the unit"
            ),
        ),
        migrations.AddField(
            model_name="taskprogress",
            name="problem",
            field=models.TextField(blank=True, max_length=1000, verbose_name="problem"),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="taskprogress",
            constraint=models.UniqueConstraint(
                fields=("task", "unit", "month"), name="unique_progress_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="progress_has_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("help_from__isnull", True),
                    models.Q(("help_needed", ""), _negated=True),
                    _connector="OR",
                ),
                name="progress_help_says_what",
            ),
        ),
    ]
