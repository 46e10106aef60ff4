import datetime

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.database.unique
from programmes.sql import OPERATIONS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("core", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("core.auditrow",),
        ),
        migrations.CreateModel(
            name="Programme",
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
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="programme")),
                ("county", models.CharField(max_length=40, verbose_name="county")),
                ("start_year", models.PositiveSmallIntegerField(verbose_name="first year")),
                ("end_year", models.PositiveSmallIntegerField(verbose_name="last year")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                (
                    "report_day",
                    models.PositiveSmallIntegerField(
                        default=6,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="report day",
                    ),
                ),
                (
                    "report_time",
                    models.TimeField(default=datetime.time(7, 0), verbose_name="report time"),
                ),
                ("decimals", models.PositiveSmallIntegerField(default=2, verbose_name="decimals")),
                ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
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
                    "leadership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "task_force",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end_year__gte", models.F("start_year"))),
                        name="programme_years_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("report_day__range", (1, 28))),
                        name="programme_report_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decimals__lte", 4)), name="programme_decimals"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedCategory",
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
                ("name", models.CharField(max_length=40, verbose_name="category")),
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
                "verbose_name": "category",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="needcategory_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "name"), name="unique_category_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskList",
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
                ("name", models.CharField(max_length=60, verbose_name="list")),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
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
                "verbose_name": "list",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "year", "name"), name="unique_list_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
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
                ("text", models.CharField(max_length=300, verbose_name="task")),
                ("person", models.CharField(blank=True, max_length=60, verbose_name="person")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("deadline", models.DateField(blank=True, null=True, verbose_name="deadline")),
                (
                    "target_quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="target",
                    ),
                ),
                (
                    "quantity_unit",
                    models.CharField(blank=True, max_length=20, verbose_name="unit of quantity"),
                ),
                (
                    "done_quantity",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="done"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("assigned", "not begun"),
                            ("in_progress", "in progress"),
                            ("closed", "done"),
                        ],
                        default="assigned",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
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
                    "lead_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_tasks",
                        to="accounts.unit",
                        verbose_name="lead unit",
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
                    "supporting_units",
                    models.ManyToManyField(
                        blank=True,
                        related_name="supported_tasks",
                        to="accounts.unit",
                        verbose_name="supporting units",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="programmes.tasklist",
                        verbose_name="list",
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="task_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="unique_task_number"
                    ),
                    models.UniqueConstraint(
                        models.F("programme"),
                        core.database.unique.Plain("number"),
                        condition=models.Q(("number", ""), _negated=True),
                        name="unique_plain_task_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target_quantity__isnull", True),
                            models.Q(
                                ("target_quantity__gte", 0), ("target_quantity__lt", 1000000000000)
                            ),
                            _connector="OR",
                        ),
                        name="task_target_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_quantity__isnull", True),
                            models.Q(
                                ("done_quantity__gte", 0), ("done_quantity__lt", 1000000000000)
                            ),
                            _connector="OR",
                        ),
                        name="task_done_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["assigned", "in_progress", "closed"])),
                        name="task_state_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("text", models.CharField(max_length=300, verbose_name="need")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                ("person", models.CharField(blank=True, max_length=60, verbose_name="person")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "urgency",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, "high"), (2, "medium"), (3, "low")],
                        null=True,
                        verbose_name="urgency",
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
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="accounts.unit",
                        verbose_name="township",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="programmes.needcategory",
                        verbose_name="category",
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
                    "tasks",
                    models.ManyToManyField(blank=True, related_name="needs", to="programmes.task"),
                ),
            ],
            options={
                "verbose_name": "need",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="need_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="unique_need_number"
                    ),
                    models.UniqueConstraint(
                        models.F("programme"),
                        core.database.unique.Plain("number"),
                        condition=models.Q(("number", ""), _negated=True),
                        name="unique_plain_need_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            models.Q(("amount__gte", 0), ("amount__lt", 10000000000000)),
                            _connector="OR",
                        ),
                        name="need_amount_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedAttachment",
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
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="programmes.need",
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
            name="Membership",
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
                    "tier",
                    models.CharField(
                        choices=[
                            ("1", "tier 1"),
                            ("5", "tier 5"),
                            ("N", "tier N"),
                            ("member", "member unit"),
                            ("township", "township"),
                        ],
                        max_length=8,
                        verbose_name="tier",
                    ),
                ),
                ("channel", models.CharField(max_length=40, verbose_name="channel")),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="accounts.unit",
                        verbose_name="unit",
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
                "verbose_name": "membership",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="membership_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "unit"), name="unique_membership_unit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["1", "5", "N", "member", "township"])),
                        name="membership_tier_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportChoice",
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
                ("importer", models.CharField(max_length=20, verbose_name="kind of import")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("unit", "unit"),
                            ("township", "township"),
                            ("column", "column"),
                            ("value", "words of a cell"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("words", models.CharField(max_length=120, verbose_name="words of the sheet")),
                ("column", models.CharField(blank=True, max_length=40, verbose_name="column")),
                (
                    "value",
                    models.CharField(blank=True, max_length=120, verbose_name="words that count"),
                ),
                ("uses", models.PositiveIntegerField(default=0, verbose_name="how often used")),
                (
                    "last_used_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last used"),
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
                "verbose_name": "choice for imports",
                "ordering": ["importer", "kind", "words"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["unit", "township", "column", "value"])),
                        name="import_choice_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "value"), _negated=True),
                        fields=("programme", "importer", "kind", "words"),
                        name="unique_choice_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "value")),
                        fields=("programme", "importer", "column", "words"),
                        name="unique_choice_words_of_column",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "column"),
                                ("unit__isnull", True),
                                ("value", ""),
                                models.Q(("column", ""), _negated=True),
                            ),
                            models.Q(
                                ("kind", "value"),
                                ("unit__isnull", True),
                                models.Q(("column", ""), _negated=True),
                                models.Q(("value", ""), _negated=True),
                            ),
                            models.Q(
                                ("column", ""),
                                ("kind__in", ("unit", "township")),
                                ("unit__isnull", False),
                                ("value", ""),
                            ),
                            _connector="OR",
                        ),
                        name="import_choice_has_target",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedFact",
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
                ("key", models.CharField(max_length=120, verbose_name="key")),
                ("label", models.CharField(max_length=120, verbose_name="fact")),
                ("value", models.CharField(max_length=300, verbose_name="value")),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="basis")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
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
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "key"), name="unique_fact_key")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportingPeriod",
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
                ("month", models.DateField(verbose_name="month")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("closed", "closed"), ("reopened", "reopened")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("report_wanted", models.BooleanField(default=True)),
                (
                    "reopen_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="reason"),
                ),
                ("reopen_requested_at", models.DateTimeField(blank=True, null=True)),
                ("reopened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "reopen_requested_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "month"), name="unique_period_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="period_starts_on_day_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed", "reopened"])),
                        name="period_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="closed_period_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reopened_by__isnull", True),
                            models.Q(
                                ("reopened_by", models.F("reopen_requested_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="reopened_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "reopened"), _negated=True),
                            models.Q(
                                ("reopen_requested_by__isnull", False),
                                ("reopened_by__isnull", False),
                                models.Q(("reopen_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reopened_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
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
                    "name",
                    models.CharField(
                        choices=[
                            ("clerk", "task-force clerk"),
                            ("approver", "task-force approver"),
                            ("finance", "finance"),
                            ("unit_reporter", "unit reporter"),
                            ("unit_reviewer", "unit reviewer"),
                            ("township_reporter", "township reporter"),
                            ("helper_reporter", "helper reporter"),
                            ("helper_viewer", "helper viewer"),
                            ("leadership", "leadership"),
                            ("auditor", "auditor"),
                            ("system_admin", "system administrator"),
                            ("security_admin", "security administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
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
                        related_name="roles",
                        to="programmes.programme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "programme", "name"), name="unique_role"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__in",
                                [
                                    "clerk",
                                    "approver",
                                    "finance",
                                    "unit_reporter",
                                    "unit_reviewer",
                                    "township_reporter",
                                    "helper_reporter",
                                    "helper_viewer",
                                    "leadership",
                                    "auditor",
                                    "system_admin",
                                    "security_admin",
                                ],
                            )
                        ),
                        name="role_name_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskAttachment",
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
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="programmes.task",
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
            name="TaskProgress",
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
                ("month", models.DateField(verbose_name="month")),
                ("text", models.TextField(max_length=2000, verbose_name="progress")),
                (
                    "done_quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="done so far",
                    ),
                ),
                (
                    "quantity_before",
                    models.DecimalField(
                        blank=True, decimal_places=2, editable=False, max_digits=14, null=True
                    ),
                ),
                ("state_before", models.CharField(blank=True, editable=False, max_length=12)),
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
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="progress",
                        to="programmes.task",
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
                "verbose_name": "progress",
                "ordering": ["-month", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="taskprogress_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="progress_month_on_day_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_quantity__isnull", True),
                            models.Q(
                                ("done_quantity__gte", 0), ("done_quantity__lt", 1000000000000)
                            ),
                            _connector="OR",
                        ),
                        name="progress_done_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity_before__isnull", True),
                            models.Q(
                                ("quantity_before__gte", 0), ("quantity_before__lt", 1000000000000)
                            ),
                            _connector="OR",
                        ),
                        name="progress_before_in_range",
                    ),
                ],
            },
        ),
        *OPERATIONS,
    ]
