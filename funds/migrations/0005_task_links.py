"""Links of fund lines to the tasks that they pay for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme

LINKS = [("task_id", "programmes_task"), ("line_id", "funds_fundline")]


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0004_removal_of_the_sample"),
        ("programmes", "0012_task_parts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundTask",
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="task_links",
                        to="funds.fundline",
                        verbose_name="fund line",
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
                        related_name="+",
                        to="programmes.task",
                        verbose_name="task",
                    ),
                ),
            ],
            options={
                "verbose_name": "link to a task",
                "ordering": ["line__number", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "task"), name="unique_fund_task")
                ],
            },
        ),
        *same_programme(*(("funds_fundtask", *link) for link in LINKS)),
        audited("funds_fundtask"),
    ]
