import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.database.unique
from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission_id", models.UUIDField(editable=False, null=True, unique=True)),
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
                ("name", models.CharField(max_length=200, verbose_name="name of the document")),
                (
                    "number",
                    models.CharField(blank=True, max_length=80, verbose_name="document number"),
                ),
                ("issuer", models.CharField(blank=True, max_length=80, verbose_name="issuer")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                (
                    "category",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="category of document"
                    ),
                ),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="applies from (year)",
                    ),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="applies until (year)",
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
                "verbose_name": "policy document",
                "ordering": [
                    models.OrderBy(models.F("issued_on"), descending=True, nulls_last=True),
                    "name",
                    "pk",
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentAttachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission_id", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=150, verbose_name="file")),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("image/jpeg", "jpg"),
                            ("image/png", "png"),
                            ("application/pdf", "pdf"),
                            (
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                "docx",
                            ),
                            (
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                "xlsx",
                            ),
                        ],
                        max_length=100,
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="size")),
                ("stored", models.CharField(max_length=32, unique=True)),
                ("sha256", models.CharField(max_length=64)),
                ("original", models.CharField(blank=True, max_length=32)),
                ("sent_sha256", models.CharField(max_length=64)),
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="programmes.document",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "ordering": ["-created_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="document_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("programme", "name"), name="unique_document_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("programme"),
                core.database.unique.Plain("name"),
                condition=models.Q(("name", ""), _negated=True),
                name="unique_plain_document_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("programme"),
                core.database.unique.Plain("number"),
                condition=models.Q(("number", ""), _negated=True),
                name="unique_plain_document_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("programme", "number"),
                name="unique_document_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_year__isnull", True), ("last_year__isnull", True)),
                    models.Q(
                        ("first_year__gte", 1990),
                        ("first_year__isnull", False),
                        ("last_year__gte", models.F("first_year")),
                        ("last_year__isnull", False),
                        ("last_year__lte", 2100),
                    ),
                    _connector="OR",
                ),
                name="document_years_in_order",
            ),
        ),
        audited("programmes_document"),
        audited("programmes_documentattachment", parent=("programmes_document", "document_id")),
    ]
