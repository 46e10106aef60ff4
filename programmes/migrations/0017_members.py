"""When a unit joined and left the network, its industry and contact."""

from django.db import migrations, models

from core.database.tenant_constraints import audited

MEMBERSHIP = "programmes_membership"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0016_task_groups"),
    ]

    operations = [
        # Of a phone the record of changes keeps a keyed hash.
        migrations.RunSQL(audited(MEMBERSHIP).reverse_sql, audited(MEMBERSHIP).sql),
        migrations.AddField(
            model_name="membership",
            name="industry",
            field=models.CharField(blank=True, max_length=60, verbose_name="industry or field"),
        ),
        migrations.AddField(
            model_name="membership",
            name="joined_on",
            field=models.DateField(blank=True, null=True, verbose_name="joined on"),
        ),
        migrations.AddField(
            model_name="membership",
            name="left_on",
            field=models.DateField(blank=True, null=True, verbose_name="left on"),
        ),
        migrations.AddField(
            model_name="membership",
            name="person",
            field=models.CharField(blank=True, max_length=60, verbose_name="contact"),
        ),
        migrations.AddField(
            model_name="membership",
            name="phone",
            field=models.CharField(blank=True, max_length=40, verbose_name="phone"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_on__gte", models.F("joined_on"))),
                name="membership_days_in_order",
                violation_error_message="A unit leaves on the day on which it joined or later.",
            ),
        ),
        audited(MEMBERSHIP, redacted=["phone"]),
    ]
