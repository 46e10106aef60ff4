"""Supporting units of tasks with their part and day; the duty of a task. The table of the links
stays, so that their history and keys do."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.database.sql import create_function
from core.database.tenant_constraints import same_programme

TABLE = "programmes_task_supporting_units"
PROGRAMMES = """
UPDATE programmes_task_supporting_units AS support SET programme_id = task.programme_id
FROM programmes_task AS task WHERE task.id = support.task_id
"""
# Deferred checks of the rows above come before the table changes again.
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
UNIQUE = "ALTER TABLE {table} RENAME CONSTRAINT {before} TO {after}"
NAMES = (f"{TABLE}_task_id_unit_id_f24a6b73_uniq", "unique_task_support")
BACKFILL = f"""
SELECT core_backfill_audit_columns('{TABLE}');
SELECT core_backfill_audit_columns('programmes_task');
"""
# What earlier imports wrote cannot be taken back: they know links, not supports.
IMPORTS = """
UPDATE core_importfile SET previous_values = NULL
WHERE previous_values -> 'links' @> '[{"table": "programmes_task_supporting_units"}]'
"""
SUPPORT = migrations.CreateModel(
    name="TaskSupport",
    fields=[
        (
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        (
            "task",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="supports",
                to="programmes.task",
            ),
        ),
        (
            "unit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="supporting unit",
            ),
        ),
    ],
    options={
        "db_table": TABLE,
        "ordering": ["pk"],
        "verbose_name": "supporting unit",
    },
)
UNITS = migrations.AlterField(
    model_name="task",
    name="supporting_units",
    field=models.ManyToManyField(
        blank=True,
        related_name="supported_tasks",
        through="programmes.TaskSupport",
        to="accounts.unit",
        verbose_name="supporting units",
    ),
)
ONCE = migrations.AddConstraint(
    model_name="tasksupport",
    constraint=models.UniqueConstraint(fields=("task", "unit"), name="unique_task_support"),
)


def programme(**options) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="programmes.programme",
        **options,
    )


def added(name: str, field: models.Field, *, keeps_default: bool = True) -> migrations.AddField:
    return migrations.AddField("tasksupport", name, field, preserve_default=keeps_default)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_counted_refusals"),
        ("core", "0004_day_of_states"),
        ("programmes", "0007_calendar"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "task",
            "duty",
            models.CharField(blank=True, default="", max_length=300, verbose_name="duty"),
            preserve_default=False,
        ),
        migrations.SeparateDatabaseAndState(state_operations=[SUPPORT, UNITS]),
        added("version", models.PositiveIntegerField(default=1, editable=False)),
        added(
            "created_at",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now),
            keeps_default=False,
        ),
        added(
            "created_by",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        added(
            "updated_at",
            models.DateTimeField(auto_now=True, default=django.utils.timezone.now),
            keeps_default=False,
        ),
        added("programme", programme(null=True)),
        added(
            "duty",
            models.CharField(
                blank=True, default="", max_length=300, verbose_name="what it has to do"
            ),
            keeps_default=False,
        ),
        added(
            "due_on",
            models.DateField(blank=True, null=True, verbose_name="support due on"),
        ),
        migrations.RunSQL(PROGRAMMES, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
        migrations.AlterField("tasksupport", "programme", programme()),
        migrations.RunSQL(
            UNIQUE.format(table=TABLE, before=NAMES[0], after=NAMES[1]),
            UNIQUE.format(table=TABLE, before=NAMES[1], after=NAMES[0]),
            state_operations=[ONCE],
        ),
        *same_programme((TABLE, "task_id", "programmes_task")),
        create_function("programmes.sql", "refuse_own_support"),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(IMPORTS, migrations.RunSQL.noop),
    ]
