"""The state of a need by dated decisions, its village, order and readiness."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.sql import create_function
from core.database.tenant_constraints import audited, same_programme

BACKFILL = "SELECT core_backfill_audit_columns('programmes_need')"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_counted_refusals"),
        ("programmes", "0022_period_state_without_setting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedEvent",
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
                            ("accepted", "need accepted"),
                            ("deferred", "need deferred"),
                            ("declined", "need not adopted"),
                            ("confirmed", "need confirmed as met"),
                            ("reopened", "need reopened"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "on_behalf",
                    models.BooleanField(default=False, verbose_name="on behalf of the township"),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "decision_before",
                    models.CharField(
                        choices=[
                            ("to_triage", "need to triage"),
                            ("accepted", "need accepted"),
                            ("deferred", "need deferred"),
                            ("declined", "need not adopted"),
                            ("met", "need met"),
                        ],
                        max_length=12,
                        verbose_name="decision before",
                    ),
                ),
                (
                    "decision_after",
                    models.CharField(
                        choices=[
                            ("to_triage", "need to triage"),
                            ("accepted", "need accepted"),
                            ("deferred", "need deferred"),
                            ("declined", "need not adopted"),
                            ("met", "need met"),
                        ],
                        max_length=12,
                        verbose_name="decision after",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on a need",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="need",
            name="approval_ready",
            field=models.BooleanField(blank=True, null=True, verbose_name="project approved"),
        ),
        migrations.AddField(
            model_name="need",
            name="decision",
            field=models.CharField(
                choices=[
                    ("to_triage", "need to triage"),
                    ("accepted", "need accepted"),
                    ("deferred", "need deferred"),
                    ("declined", "need not adopted"),
                    ("met", "need met"),
                ],
                default="accepted",
                editable=False,
                max_length=12,
                verbose_name="decision on the need",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="forest_ready",
            field=models.BooleanField(blank=True, null=True, verbose_name="forest land ready"),
        ),
        migrations.AddField(
            model_name="need",
            name="land_ready",
            field=models.BooleanField(blank=True, null=True, verbose_name="land ready"),
        ),
        migrations.AddField(
            model_name="need",
            name="rank",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(999),
                ],
                verbose_name="order of the township",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="village",
            field=models.CharField(blank=True, max_length=40, verbose_name="village"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ["to_triage", "accepted", "deferred", "declined", "met"])
                ),
                name="need_decision_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rank__isnull", True),
                    models.Q(("rank__gte", 1), ("rank__lte", 999)),
                    _connector="OR",
                ),
                name="need_rank_in_range",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
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
            model_name="needevent",
            name="need",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="programmes.need",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="needevent",
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
        migrations.AddConstraint(
            model_name="needevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["accepted", "deferred", "declined", "confirmed", "reopened"])
                ),
                name="need_event_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="needevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decision_before__in",
                        ["to_triage", "accepted", "deferred", "declined", "met"],
                    )
                ),
                name="need_event_before_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="needevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision_after__in", ["to_triage", "accepted", "deferred", "declined", "met"])
                ),
                name="need_event_after_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="needevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("deferred", "declined", "reopened")), _negated=True),
                    ("reason__regex", "\\S"),
                    _connector="OR",
                ),
                name="need_event_has_reason",
            ),
        ),
        *same_programme(("programmes_needevent", "need_id", "programmes_need")),
        audited("programmes_needevent"),
        create_function("programmes.sql", "refuse_change_of_need_event"),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
