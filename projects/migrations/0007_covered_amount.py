"""How much of the amount of a need each answering project covers."""

from django.db import migrations, models

BACKFILL = "SELECT core_backfill_audit_columns('projects_projectneed')"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0024_need_answers"),
        ("projects", "0006_exempt_at_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="projectneed",
            name="amount",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=16,
                null=True,
                verbose_name="covered amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="projectneed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__isnull", True),
                    models.Q(("amount__gt", 0), ("amount__lt", 10000000000000)),
                    _connector="OR",
                ),
                name="project_need_amount_in_range",
            ),
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
    ]
