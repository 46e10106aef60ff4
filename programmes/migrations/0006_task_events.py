"""The dated events of tasks and the requests about them; the states of a task's life."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.sql import create_function
from core.database.tenant_constraints import audited, same_programme, unique_with_programme

BACKFILL = "SELECT core_backfill_audit_columns('programmes_task')"
# The report that began a task becomes an event of it; one of no known day, of its month.
FIRST_REPORTS = """
INSERT INTO programmes_taskevent
    (version, created_at, updated_at, kind, "on", on_behalf, reason, state_before, state_after,
     created_by_id, programme_id, task_id, unit_id, progress_id)
SELECT 1, p.created_at, p.created_at, 'begun',
    coalesce(p."on", p.month), false, '',
    p.state_before, 'in_progress', p.created_by_id, p.programme_id, p.task_id, p.unit_id, p.id
FROM programmes_taskprogress p WHERE p.state_before NOT IN ('', 'in_progress')
"""
# Deferred checks of the rows above come before the tables change again.
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_counted_refusals"),
        ("programmes", "0005_known_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("assigned", "assigned"),
                            ("signed", "signed for"),
                            ("begun", "first report"),
                            ("disputed", "disputed"),
                            ("withdrawn", "request withdrawn"),
                            ("upheld", "dispute accepted"),
                            ("not_upheld", "dispute refused"),
                            ("closing_requested", "closing requested"),
                            ("closed", "verified and closed"),
                            ("sent_back", "sent back"),
                            ("reopened", "task reopened"),
                            ("suspended", "suspended task"),
                            ("resumed", "resumed"),
                            ("cancelled", "cancelled task"),
                            ("date_moved", "another deadline approved"),
                            ("date_set", "deadline set by the task force"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "on_behalf",
                    models.BooleanField(default=False, verbose_name="on behalf of the unit"),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "state_before",
                    models.CharField(
                        choices=[
                            ("draft", "drafted"),
                            ("assigned", "not signed for"),
                            ("disputed", "disputed"),
                            ("signed", "signed for"),
                            ("in_progress", "in progress"),
                            ("closing", "closing requested"),
                            ("closed", "closed task"),
                            ("suspended", "suspended task"),
                            ("cancelled", "cancelled task"),
                        ],
                        max_length=12,
                        verbose_name="state before",
                    ),
                ),
                (
                    "state_after",
                    models.CharField(
                        choices=[
                            ("draft", "drafted"),
                            ("assigned", "not signed for"),
                            ("disputed", "disputed"),
                            ("signed", "signed for"),
                            ("in_progress", "in progress"),
                            ("closing", "closing requested"),
                            ("closed", "closed task"),
                            ("suspended", "suspended task"),
                            ("cancelled", "cancelled task"),
                        ],
                        max_length=12,
                        verbose_name="state after",
                    ),
                ),
                (
                    "deadline_before",
                    models.DateField(blank=True, null=True, verbose_name="deadline before"),
                ),
                (
                    "deadline_after",
                    models.DateField(blank=True, null=True, verbose_name="deadline after"),
                ),
            ],
            options={
                "verbose_name": "event of a task",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TaskRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("closing", "closing"),
                            ("deadline", "another deadline"),
                            ("dispute", "dispute"),
                            ("suspension", "suspension"),
                            ("cancellation", "cancellation"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "on_behalf",
                    models.BooleanField(default=False, verbose_name="on behalf of the unit"),
                ),
                ("asked_on", models.DateField(verbose_name="requested on")),
                ("text", models.CharField(max_length=500, verbose_name="reason or result")),
                (
                    "new_deadline",
                    models.DateField(blank=True, null=True, verbose_name="new deadline"),
                ),
                (
                    "done_quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="done so far",
                    ),
                ),
                ("state_before", models.CharField(editable=False, max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waiting for a decision"),
                            ("accepted", "request accepted"),
                            ("refused", "request refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="pending",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="answer")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
            ],
            options={
                "verbose_name": "request about a task",
                "ordering": ["asked_on", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="task",
            name="task_state_known",
        ),
        migrations.AddField(
            model_name="task",
            name="done_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="done on"),
        ),
        migrations.AddField(
            model_name="task",
            name="result",
            field=models.CharField(
                blank=True, editable=False, max_length=500, verbose_name="result"
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="closed_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="verified on"
            ),
        ),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "drafted"),
                    ("assigned", "not signed for"),
                    ("disputed", "disputed"),
                    ("signed", "signed for"),
                    ("in_progress", "in progress"),
                    ("closing", "closing requested"),
                    ("closed", "closed task"),
                    ("suspended", "suspended task"),
                    ("cancelled", "cancelled task"),
                ],
                default="assigned",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "assigned",
                            "disputed",
                            "signed",
                            "in_progress",
                            "closing",
                            "closed",
                            "suspended",
                            "cancelled",
                        ],
                    )
                ),
                name="task_state_known",
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="progress",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="event",
                to="programmes.taskprogress",
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="programmes.task",
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="created_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="requests",
                to="programmes.task",
            ),
        ),
        migrations.AddField(
            model_name="taskrequest",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="taskevent",
            name="request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="programmes.taskrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["closing", "deadline", "dispute", "suspension", "cancellation"])
                ),
                name="task_request_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "accepted", "refused", "withdrawn"])),
                name="task_request_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("task", "kind"),
                name="unique_pending_task_request",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="task_request_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "deadline"), ("new_deadline__isnull", False)),
                    models.Q(
                        models.Q(("kind", "deadline"), _negated=True),
                        ("new_deadline__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="task_request_has_its_deadline",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["accepted", "refused"]), _negated=True),
                    models.Q(
                        ("decided_by__isnull", False), ("decided_on__gte", models.F("asked_on"))
                    ),
                    _connector="OR",
                ),
                name="decided_task_request_has_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    ("answer__regex", "\\S"),
                    _connector="OR",
                ),
                name="refused_task_request_has_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    models.Q(("decided_by", models.F("created_by")), _negated=True),
                    _connector="OR",
                ),
                name="task_request_has_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_quantity__isnull", True),
                    models.Q(("done_quantity__gte", 0), ("done_quantity__lt", 1000000000000)),
                    _connector="OR",
                ),
                name="task_request_done_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "assigned",
                            "signed",
                            "begun",
                            "disputed",
                            "withdrawn",
                            "upheld",
                            "not_upheld",
                            "closing_requested",
                            "closed",
                            "sent_back",
                            "reopened",
                            "suspended",
                            "resumed",
                            "cancelled",
                            "date_moved",
                            "date_set",
                        ],
                    )
                ),
                name="task_event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state_before__in",
                        [
                            "draft",
                            "assigned",
                            "disputed",
                            "signed",
                            "in_progress",
                            "closing",
                            "closed",
                            "suspended",
                            "cancelled",
                        ],
                    )
                ),
                name="task_event_before_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state_after__in",
                        [
                            "draft",
                            "assigned",
                            "disputed",
                            "signed",
                            "in_progress",
                            "closing",
                            "closed",
                            "suspended",
                            "cancelled",
                        ],
                    )
                ),
                name="task_event_after_known",
            ),
        ),
        *unique_with_programme("programmes_taskprogress", "programmes_taskrequest"),
        *same_programme(
            ("programmes_taskrequest", "task_id", "programmes_task"),
            ("programmes_taskevent", "task_id", "programmes_task"),
            ("programmes_taskevent", "request_id", "programmes_taskrequest"),
            ("programmes_taskevent", "progress_id", "programmes_taskprogress"),
        ),
        audited("programmes_taskrequest"),
        audited("programmes_taskevent"),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(FIRST_REPORTS, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLE, SETTLE),
        create_function("programmes.sql", "refuse_change_of_task_event"),
        migrations.RemoveField(
            model_name="taskprogress",
            name="state_before",
        ),
    ]
