"""The days on which a county works otherwise than the country."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0006_task_events"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
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
                ("day", models.DateField(verbose_name="day")),
                ("is_workday", models.BooleanField(default=False, verbose_name="working day")),
                ("name", models.CharField(max_length=60, verbose_name="holiday or reason")),
                (
                    "basis",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="document it is based on"
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
            ],
            options={
                "verbose_name": "day of the calendar",
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "day"), name="unique_calendar_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__year__gte", 1990), ("day__year__lte", 2100)),
                        name="calendar_day_in_range",
                    ),
                ],
            },
        ),
        audited("programmes_calendarday"),
    ]
