"""Instructions of leaders and comments on a task."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme, unique_with_programme


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_counted_refusals"),
        ("programmes", "0013_digests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskRemark",
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
                        choices=[("instruction", "instruction"), ("comment", "comment")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "leader",
                    models.CharField(blank=True, max_length=60, verbose_name="instruction of"),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="text")),
                (
                    "is_internal",
                    models.BooleanField(
                        default=False, verbose_name="for task force and leadership only"
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
                    "led_to_event",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remark",
                        to="programmes.taskevent",
                    ),
                ),
                (
                    "led_to_task",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remark_before",
                        to="programmes.task",
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
                        related_name="remarks",
                        to="programmes.task",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "remark on a task",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["instruction", "comment"])),
                        name="task_remark_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="task_remark_not_blank"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "instruction"), ("leader__regex", "\\S")),
                            models.Q(("kind", "comment"), ("leader", "")),
                            _connector="OR",
                        ),
                        name="instruction_has_its_leader",
                    ),
                ],
            },
        ),
        *unique_with_programme("programmes_taskevent"),
        *same_programme(
            ("programmes_taskremark", "task_id", "programmes_task"),
            ("programmes_taskremark", "led_to_task_id", "programmes_task"),
            ("programmes_taskremark", "led_to_event_id", "programmes_taskevent"),
        ),
        audited("programmes_taskremark"),
    ]
