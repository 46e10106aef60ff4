import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.database.unique
from funds.sql import OPERATIONS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("core", "0001_tables"),
        ("programmes", "0001_tables"),
        ("projects", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundSource",
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
                ("name", models.CharField(max_length=60, verbose_name="source")),
                (
                    "is_assistance",
                    models.BooleanField(default=True, verbose_name="assistance money"),
                ),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(99999)],
                        verbose_name="position",
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
                "verbose_name": "source",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "name"), name="unique_source_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="FundLine",
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
                ("number", models.CharField(max_length=40, verbose_name="number")),
                ("payer_name", models.CharField(blank=True, max_length=80, verbose_name="payer")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="document number"),
                ),
                ("purpose", models.CharField(blank=True, max_length=120, verbose_name="purpose")),
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
                    "payer_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_lines",
                        to="accounts.unit",
                        verbose_name="payer",
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
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fund_lines",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="funds.fundsource",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "fund line",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="fundline_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="unique_line_number"
                    ),
                    models.UniqueConstraint(
                        models.F("programme"),
                        core.database.unique.Plain("number"),
                        condition=models.Q(("number", ""), _negated=True),
                        name="unique_plain_line_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("project__isnull", False), ("purpose", "")),
                            models.Q(
                                ("project__isnull", True), models.Q(("purpose", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="line_for_project_or_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("payer_unit__isnull", True), ("payer_name", ""), _connector="OR"
                        ),
                        name="payer_is_unit_or_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundLineAttachment",
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="funds.fundline",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "ordering": ["-created_at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Posting",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("arrived", "arrived"),
                            ("allocated", "allocated"),
                            ("transferred", "transferred"),
                            ("paid", "paid"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=16, verbose_name="amount"),
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
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="funds.fundline",
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
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="funds.posting",
                    ),
                ),
            ],
            options={
                "verbose_name": "posting",
                "ordering": ["on", "pk"],
                "indexes": [
                    models.Index(
                        fields=["line", "kind", "on"], include=("amount",), name="posting_sums"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="posting_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["planned", "arrived", "allocated", "transferred", "paid"])
                        ),
                        name="posting_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__gt", 0),
                                ("amount__lt", 10000000000000),
                                ("reverses__isnull", True),
                            ),
                            models.Q(
                                ("amount__gt", -10000000000000),
                                ("amount__lt", 0),
                                ("reverses__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="posting_positive_or_reversal",
                    ),
                ],
            },
        ),
        *OPERATIONS,
    ]
