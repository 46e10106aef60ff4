"""Names that units had."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.database.unique
from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_counted_refusals"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnitName",
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
                ("name", models.CharField(max_length=80, unique=True, verbose_name="former name")),
                ("until", models.DateField(verbose_name="until")),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_names",
                        to="accounts.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "former name",
                "ordering": ["-until", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        core.database.unique.Plain("name"),
                        condition=models.Q(("name", ""), _negated=True),
                        name="unique_plain_former_name",
                    )
                ],
            },
        ),
        audited("accounts_unitname"),
    ]
