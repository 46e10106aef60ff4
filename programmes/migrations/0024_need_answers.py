"""How much of the amount of a need each answering task covers. The table of the links stays, so that
their history and keys do."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import same_programme

TABLE = "programmes_need_tasks"
PROGRAMMES = """
UPDATE programmes_need_tasks AS answer SET programme_id = need.programme_id
FROM programmes_need AS need WHERE need.id = answer.need_id
"""
# Deferred checks of the rows above come before the table changes again.
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
UNIQUE = "ALTER TABLE {table} RENAME CONSTRAINT {before} TO {after}"
NAMES = ("programmes_need_tasks_need_id_task_id_39c74d1a_uniq", "unique_need_answer")
BACKFILL = f"SELECT core_backfill_audit_columns('{TABLE}')"
ANSWER = migrations.CreateModel(
    name="NeedAnswer",
    fields=[
        (
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        (
            "need",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="programmes.need",
                verbose_name="need",
            ),
        ),
        (
            "task",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.task",
                verbose_name="task",
            ),
        ),
    ],
    options={
        "db_table": TABLE,
        "ordering": ["pk"],
        "verbose_name": "answering task",
    },
)
TASKS = migrations.AlterField(
    model_name="need",
    name="tasks",
    field=models.ManyToManyField(
        blank=True,
        related_name="needs",
        through="programmes.NeedAnswer",
        to="programmes.task",
    ),
)
ONCE = migrations.AddConstraint(
    model_name="needanswer",
    constraint=models.UniqueConstraint(fields=("need", "task"), name="unique_need_answer"),
)


def programme(**options) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name="+",
        to="programmes.programme",
        **options,
    )


def added(name: str, field: models.Field, *, keeps_default: bool = True) -> migrations.AddField:
    return migrations.AddField("needanswer", name, field, preserve_default=keeps_default)


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0023_need_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[ANSWER, TASKS]),
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
            "amount",
            models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=16,
                null=True,
                verbose_name="covered amount",
            ),
        ),
        migrations.RunSQL(PROGRAMMES, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
        migrations.AlterField("needanswer", "programme", programme()),
        migrations.RunSQL(
            UNIQUE.format(table=TABLE, before=NAMES[0], after=NAMES[1]),
            UNIQUE.format(table=TABLE, before=NAMES[1], after=NAMES[0]),
            state_operations=[ONCE],
        ),
        migrations.AddConstraint(
            model_name="needanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__isnull", True),
                    models.Q(("amount__gt", 0), ("amount__lt", 10000000000000)),
                    _connector="OR",
                ),
                name="answer_amount_in_range",
            ),
        ),
        *same_programme(
            (TABLE, "need_id", "programmes_need"), (TABLE, "task_id", "programmes_task")
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
