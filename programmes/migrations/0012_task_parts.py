"""Milestones of tasks, their recurrence and its occurrences."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme

TABLES = [f"programmes_task{name}" for name in ("milestone", "occurrence", "recurrence")]


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0011_task_light_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskMilestone",
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
                ("name", models.CharField(max_length=120, verbose_name="milestone")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="programmes.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "name"), name="unique_task_milestone")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskOccurrence",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("first_day", models.DateField(verbose_name="from day")),
                ("last_day", models.DateField(verbose_name="to day")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="result")),
                (
                    "missed_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was not done"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="programmes.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "occurrence",
                "ordering": ["first_day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("task", "first_day"), name="unique_task_occurrence"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__gte", models.F("last_day")),
                            ("last_day__gte", models.F("first_day")),
                        ),
                        name="task_occurrence_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", True), ("result", "")),
                            models.Q(
                                ("done_on__isnull", False),
                                ("missed_reason", ""),
                                ("result__regex", "\\S"),
                            ),
                            _connector="OR",
                        ),
                        name="done_task_occurrence_has_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskRecurrence",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("monthly", "each month"),
                            ("quarterly", "each quarter"),
                            ("times", "some times a year"),
                        ],
                        max_length=10,
                        verbose_name="recurrence",
                    ),
                ),
                (
                    "times_a_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="times a year",
                    ),
                ),
                (
                    "first_month",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="first month",
                    ),
                ),
                (
                    "last_month",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ],
                        verbose_name="last month",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recurrences",
                        to="programmes.task",
                    ),
                ),
            ],
            options={
                "verbose_name": "recurrence",
                "ordering": ["year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["monthly", "quarterly", "times"])),
                        name="task_recurrence_known",
                    ),
                    models.UniqueConstraint(fields=("task", "year"), name="unique_task_recurrence"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_month__gte", 1),
                            ("first_month__lte", models.F("last_month")),
                            ("last_month__lte", 12),
                        ),
                        name="task_recurrence_months_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "times"),
                                ("times_a_year__isnull", False),
                                ("times_a_year__gte", 1),
                                (
                                    "times_a_year__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("last_month"), "-", models.F("first_month")
                                        ),
                                        "+",
                                        models.Value(1),
                                    ),
                                ),
                            ),
                            models.Q(
                                models.Q(("kind", "times"), _negated=True),
                                ("times_a_year__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="task_recurrence_has_its_times",
                    ),
                ],
            },
        ),
        *same_programme(*((table, "task_id", "programmes_task") for table in TABLES)),
        *(audited(table) for table in TABLES),
    ]
