"""Seconded staff of the task force, and the working mechanisms of units."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_former_names"),
        ("programmes", "0019_contributions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mechanism",
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
                    "provenance",
                    models.CharField(
                        choices=[
                            ("recorded", "recorded"),
                            ("published", "published"),
                            ("illustrative", "illustrative"),
                            ("placeholder", "placeholder"),
                        ],
                        default="recorded",
                        max_length=12,
                        verbose_name="provenance",
                    ),
                ),
                (
                    "published_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "source_note",
                    models.CharField(blank=True, max_length=200, verbose_name="source"),
                ),
                ("duties", models.CharField(blank=True, max_length=500, verbose_name="duties")),
                (
                    "person",
                    models.CharField(blank=True, max_length=60, verbose_name="responsible person"),
                ),
                ("contact", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="other basis")),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.document",
                        verbose_name="policy document",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "mechanism",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="mechanism_provenance_known",
                    ),
                    models.UniqueConstraint(fields=("programme", "unit"), name="unique_mechanism"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondedPerson",
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
                    "provenance",
                    models.CharField(
                        choices=[
                            ("recorded", "recorded"),
                            ("published", "published"),
                            ("illustrative", "illustrative"),
                            ("placeholder", "placeholder"),
                        ],
                        default="recorded",
                        max_length=12,
                        verbose_name="provenance",
                    ),
                ),
                (
                    "published_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "source_note",
                    models.CharField(blank=True, max_length=200, verbose_name="source"),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("first_day", models.DateField(verbose_name="seconded from")),
                (
                    "last_day",
                    models.DateField(blank=True, null=True, verbose_name="seconded until"),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="work in the task force"
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
                    "home_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="home unit",
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
                "verbose_name": "seconded staff member",
                "ordering": ["first_day", "name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="secondedperson_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "home_unit", "name", "first_day"),
                        name="unique_secondment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="secondment_days_in_order",
                        violation_error_message="The last day lies before the first.",
                    ),
                ],
            },
        ),
        *same_programme(("programmes_mechanism", "document_id", "programmes_document")),
        audited("programmes_mechanism"),
        audited("programmes_secondedperson"),
    ]
