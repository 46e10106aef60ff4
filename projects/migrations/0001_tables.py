import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.database.unique
from projects.sql import OPERATIONS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("core", "0001_tables"),
        ("programmes", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedInvestment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("entry", "month entry"),
                            ("late", "late entry"),
                            ("earlier_months", "earlier months of this year"),
                            ("to_last_year", "to the end of last year"),
                        ],
                        max_length=16,
                    ),
                ),
                ("project", models.BigIntegerField(db_column="project_id")),
                ("month", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
            ],
            options={
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ApprovalKind",
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
                ("name", models.CharField(max_length=40, verbose_name="name in the list")),
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
                "verbose_name": "kind of approval",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "name"), name="unique_approvalkind_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="approvalkind_name_not_blank",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinancingSource",
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
                ("name", models.CharField(max_length=40, verbose_name="name in the list")),
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
                "verbose_name": "source of financing",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "name"), name="unique_financingsource_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="financingsource_name_not_blank",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LightRule",
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
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="valid until"
                    ),
                ),
                (
                    "yellow_points",
                    models.DecimalField(
                        decimal_places=2,
                        default=10,
                        max_digits=5,
                        verbose_name="yellow from points below",
                    ),
                ),
                (
                    "red_points",
                    models.DecimalField(
                        decimal_places=2,
                        default=30,
                        max_digits=5,
                        verbose_name="red above points below",
                    ),
                ),
                (
                    "repeated_yellow_is_red",
                    models.BooleanField(default=True, verbose_name="two yellow in a row are red"),
                ),
                ("rates_start", models.BooleanField(default=True, verbose_name="start is rated")),
                (
                    "start_red_months",
                    models.PositiveSmallIntegerField(
                        default=3, verbose_name="start overdue: red from months"
                    ),
                ),
                (
                    "rates_statistics",
                    models.BooleanField(default=True, verbose_name="statistics are rated"),
                ),
                (
                    "statistics_yellow_months",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="not in the statistics: yellow after months"
                    ),
                ),
                (
                    "statistics_red_months",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="not in the statistics: red after months"
                    ),
                ),
                (
                    "quarter_1",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="due by the end of March (%)",
                    ),
                ),
                (
                    "quarter_2",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="due by the end of June (%)",
                    ),
                ),
                (
                    "quarter_3",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="due by the end of September (%)",
                    ),
                ),
                (
                    "quarter_4",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="due by the end of December (%)",
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
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
                        related_name="light_rules",
                        to="programmes.programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules for lights",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "valid_from"), name="unique_light_rule_month"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("programme",),
                        name="unique_endless_light_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__day", 1),
                            models.Q(
                                ("valid_until__isnull", True),
                                ("valid_until__day", 1),
                                _connector="OR",
                            ),
                        ),
                        name="light_rule_on_day_1",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="light_rule_months_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("red_points__gt", models.F("yellow_points")), ("yellow_points__gt", 0)
                        ),
                        name="light_rule_points_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_red_months__gte", 1),
                            ("statistics_red_months__gt", models.F("statistics_yellow_months")),
                        ),
                        name="light_rule_statistics_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("quarter_1__isnull", True),
                                ("quarter_2__isnull", True),
                                ("quarter_3__isnull", True),
                                ("quarter_4__isnull", True),
                            ),
                            models.Q(
                                ("quarter_1__gte", 0),
                                ("quarter_1__isnull", False),
                                ("quarter_2__gte", models.F("quarter_1")),
                                ("quarter_2__isnull", False),
                                ("quarter_3__gte", models.F("quarter_2")),
                                ("quarter_3__isnull", False),
                                ("quarter_4", 100),
                                ("quarter_4__isnull", False),
                                ("quarter_3__lte", 100),
                            ),
                            _connector="OR",
                        ),
                        name="light_rule_quarters_ordered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthSheet",
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
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="submitted at"),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="signed off at"),
                ),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="returned at"),
                ),
                (
                    "return_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason for returning"
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
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="returned by",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="signed off by",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
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
                "verbose_name": "sheet of the month",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "unit", "month"), name="unique_sheet_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="sheet_month_on_day_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_at__isnull", True),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reviewed_sheet_was_submitted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_at__isnull", True),
                            models.Q(
                                ("submitted_at__isnull", True),
                                models.Q(("return_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="returned_sheet_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(("reviewed_by", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="sheet_reviewed_by_second_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Park",
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
                ("name", models.CharField(max_length=40, verbose_name="name in the list")),
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
                "verbose_name": "park",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "name"), name="unique_park_name"),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")), name="park_name_not_blank"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sector",
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
                ("name", models.CharField(max_length=40, verbose_name="sector")),
                (
                    "position",
                    models.PositiveIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(99999)]
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
                "verbose_name": "sector",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "name"), name="unique_sector_name")
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
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
                ("code", models.CharField(max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=120, verbose_name="project")),
                (
                    "kind",
                    models.CharField(
                        choices=[("construction", "construction"), ("survey", "survey")],
                        default="construction",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "new"),
                            ("expansion", "expansion"),
                            ("rebuilding", "rebuilding"),
                            ("relocation", "relocation"),
                            ("restoration", "restoration"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("industry", models.CharField(blank=True, max_length=60, verbose_name="industry")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "content",
                    models.CharField(blank=True, max_length=1000, verbose_name="scale and content"),
                ),
                (
                    "lead_official",
                    models.CharField(blank=True, max_length=60, verbose_name="lead official"),
                ),
                ("person", models.CharField(blank=True, max_length=60, verbose_name="person")),
                ("contact", models.CharField(blank=True, max_length=60, verbose_name="contact")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "first_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="first year of building"
                    ),
                ),
                (
                    "last_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="last year of building"
                    ),
                ),
                (
                    "total_investment",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="total investment",
                    ),
                ),
                (
                    "planned_start",
                    models.DateField(blank=True, null=True, verbose_name="planned start"),
                ),
                (
                    "actual_start",
                    models.DateField(blank=True, null=True, verbose_name="actual start"),
                ),
                (
                    "planned_finish",
                    models.DateField(blank=True, null=True, verbose_name="planned finish"),
                ),
                (
                    "actual_finish",
                    models.DateField(blank=True, null=True, verbose_name="actual finish"),
                ),
                ("signed", models.BooleanField(blank=True, null=True, verbose_name="signed deal")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="signed on")),
                ("partner", models.CharField(blank=True, max_length=120, verbose_name="partner")),
                (
                    "contracted_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="contracted amount",
                    ),
                ),
                (
                    "arrived_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="arrived amount",
                    ),
                ),
                (
                    "in_statistics",
                    models.BooleanField(blank=True, null=True, verbose_name="in the statistics"),
                ),
                (
                    "last_report",
                    models.DateField(blank=True, null=True, verbose_name="last month to report"),
                ),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="remark")),
                (
                    "image_progress",
                    models.CharField(blank=True, max_length=300, verbose_name="image progress"),
                ),
                ("problems", models.CharField(blank=True, max_length=500, verbose_name="problems")),
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
                    "owner_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned_projects",
                        to="accounts.unit",
                        verbose_name="responsible unit",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="projects.project",
                        verbose_name="parent project",
                    ),
                ),
                (
                    "park",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.park",
                        verbose_name="park",
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
                        related_name="supported_projects",
                        to="accounts.unit",
                        verbose_name="helping units",
                    ),
                ),
                (
                    "township",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="located_projects",
                        to="accounts.unit",
                        verbose_name="township",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.sector",
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "verbose_name": "project",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="project_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("programme", "code"), name="unique_project_code"
                    ),
                    models.UniqueConstraint(
                        models.F("programme"),
                        core.database.unique.Plain("code"),
                        condition=models.Q(("code", ""), _negated=True),
                        name="unique_plain_project_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total_investment__isnull", True),
                            models.Q(
                                ("total_investment__gte", 0),
                                ("total_investment__lt", 10000000000000),
                            ),
                            _connector="OR",
                        ),
                        name="project_total_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["construction", "survey"])),
                        name="project_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True),
                        name="project_not_part_of_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__gte", models.F("first_year")),
                            ("first_year__isnull", True),
                            ("last_year__isnull", True),
                            _connector="OR",
                        ),
                        name="project_years_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed", True), ("signed__isnull", False)),
                            models.Q(
                                ("arrived_amount__isnull", True),
                                ("contracted_amount__isnull", True),
                                ("partner", ""),
                                ("signed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="deal_of_a_signed_project",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contracted_amount__isnull", True),
                            models.Q(
                                ("contracted_amount__gte", 0),
                                ("contracted_amount__lt", 10000000000000),
                            ),
                            _connector="OR",
                        ),
                        name="project_contracted_amount_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived_amount__isnull", True),
                            models.Q(
                                ("arrived_amount__gte", 0), ("arrived_amount__lt", 10000000000000)
                            ),
                            _connector="OR",
                        ),
                        name="project_arrived_amount_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_report__isnull", True), ("last_report__day", 1), _connector="OR"
                        ),
                        name="project_last_report_on_day_1",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
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
                ("text", models.CharField(max_length=500, verbose_name="problem")),
                ("found_on", models.DateField(verbose_name="found on")),
                ("person", models.CharField(blank=True, max_length=60, verbose_name="person")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="to be solved by")),
                ("solved_on", models.DateField(blank=True, null=True, verbose_name="solved on")),
                (
                    "solution",
                    models.CharField(blank=True, max_length=500, verbose_name="how it was solved"),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="who must solve it",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problem_rows",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "problem",
                "ordering": ["solved_on", "due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="problem_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="problem_not_blank"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True),
                            ("due_on__gte", models.F("found_on")),
                            _connector="OR",
                        ),
                        name="problem_due_after_found",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("solution", ""), ("solved_on__isnull", True)),
                            models.Q(
                                ("solved_on__gte", models.F("found_on")),
                                models.Q(("solution", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="solved_problem_has_solution",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningEntry",
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
                            ("to_last_year", "to the end of last year"),
                            ("earlier_months", "earlier months of this year"),
                        ],
                        max_length=16,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("through", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="openings",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="openingentry_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["to_last_year", "earlier_months"])),
                        name="opening_kind_known",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "year", "kind"), name="unique_opening_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", -10000000000000), ("amount__lt", 10000000000000)
                        ),
                        name="opening_amount_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("through__day", 1)), name="opening_on_day_1"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthEntry",
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
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, verbose_name="investment of the month"
                    ),
                ),
                (
                    "image_progress",
                    models.CharField(blank=True, max_length=300, verbose_name="image progress"),
                ),
                ("problems", models.CharField(blank=True, max_length=500, verbose_name="problems")),
                (
                    "coordination",
                    models.CharField(blank=True, max_length=300, verbose_name="to be coordinated"),
                ),
                (
                    "next_step",
                    models.CharField(blank=True, max_length=300, verbose_name="next step"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("no_change", models.BooleanField(default=False, verbose_name="no change")),
                (
                    "origin",
                    models.CharField(
                        choices=[("typed", "typed"), ("imported", "imported")],
                        default="typed",
                        max_length=10,
                    ),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "month entry",
                "indexes": [
                    models.Index(
                        fields=["programme", "month"], include=("amount",), name="entry_by_month"
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
                        name="monthentry_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["typed", "imported"])),
                        name="entry_origin_known",
                    ),
                    models.UniqueConstraint(fields=("project", "month"), name="unique_entry_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="entry_month_on_day_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", -10000000000000), ("amount__lt", 10000000000000)
                        ),
                        name="entry_amount_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gte", 0),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="negative_entry_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                ("name", models.CharField(max_length=120, verbose_name="milestone")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="reached on")),
                ("person", models.CharField(blank=True, max_length=60, verbose_name="person")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="result")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="responsible unit",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="milestone_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "name"), name="unique_milestone_name"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
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
                ("text", models.CharField(max_length=500, verbose_name="matter")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("county", "county level"),
                            ("city", "city level"),
                            ("province", "province level"),
                        ],
                        default="county",
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "department",
                    models.CharField(blank=True, max_length=80, verbose_name="department asked"),
                ),
                ("raised_on", models.DateField(verbose_name="raised on")),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="asked on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "not asked"),
                            ("asked", "asked"),
                            ("supported", "supported"),
                            ("declined", "not supported"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="result")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="settled on")),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="programmes.task",
                        verbose_name="task",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matters",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "matter",
                "ordering": ["settled_on", "raised_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="matter_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["county", "city", "province"])),
                        name="matter_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["open", "asked", "supported", "declined"])
                        ),
                        name="matter_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="matter_not_blank"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("asked_on__isnull", False), _connector="OR"
                        ),
                        name="matter_has_asked_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["supported", "declined"]),
                                ("settled_on__isnull", False),
                                models.Q(("result", ""), _negated=True),
                            ),
                            models.Q(
                                ("state__in", ["open", "asked"]), ("settled_on__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="settled_matter_has_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LateEntry",
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
                ("month", models.DateField(verbose_name="month it belongs to")),
                ("counted_in", models.DateField(verbose_name="counted in")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, verbose_name="investment made up"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="late_entries",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "late entry",
                "ordering": ["-counted_in", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["programme", "counted_in"],
                        include=("amount",),
                        name="late_by_month",
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
                        name="lateentry_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", -10000000000000),
                            ("amount__lt", 10000000000000),
                            models.Q(("amount", 0), _negated=True),
                        ),
                        name="late_amount_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted_in__day", 1), ("month__day", 1)),
                        name="late_months_on_day_1",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counted_in__gt", models.F("month"))),
                        name="late_counted_in_later_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")), name="late_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Financing",
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.financingsource",
                        verbose_name="source of financing",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="financing",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "financing",
                "ordering": ["source__position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="financing_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "source"), name="unique_financing_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lt", 10000000000000)),
                        name="financing_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
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
                    "rule",
                    models.CharField(
                        choices=[
                            ("progress", "progress against schedule"),
                            ("start", "start"),
                            ("statistics", "statistics"),
                        ],
                        max_length=12,
                        verbose_name="rule",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("approver", models.CharField(max_length=60, verbose_name="approved by")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_until", models.DateField(verbose_name="valid until")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exemptions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "exemption",
                "ordering": ["-valid_until", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rule__in", ["progress", "start", "statistics"])),
                        name="exemption_rule_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                        name="exemption_days_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approver__regex", "\\S"), ("reason__regex", "\\S")),
                        name="exemption_has_reason_and_approver",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("rule", "progress")),
                        expressions=[
                            (
                                models.Func(
                                    "project", "project", models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_upper=True
                                    ),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="no_overlap_of_progress_exemptions",
                        violation_error_message="The project is exempt on some of these days already.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("rule", "start")),
                        expressions=[
                            (
                                models.Func(
                                    "project", "project", models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_upper=True
                                    ),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="no_overlap_of_start_exemptions",
                        violation_error_message="The project is exempt on some of these days already.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("rule", "statistics")),
                        expressions=[
                            (
                                models.Func(
                                    "project", "project", models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_upper=True
                                    ),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="no_overlap_of_statistics_exemptions",
                        violation_error_message="The project is exempt on some of these days already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
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
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="planned on")),
                ("actual_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                (
                    "number",
                    models.CharField(blank=True, max_length=80, verbose_name="document number"),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="responsible unit",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="projects.approvalkind",
                        verbose_name="approval",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "approval",
                "ordering": ["kind__position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="approval_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "kind"), name="unique_approval_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectAttachment",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="projects.project",
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
            name="ProjectNeed",
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
                        related_name="+",
                        to="programmes.need",
                        verbose_name="need",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="need_links",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "link to a need",
                "ordering": ["need__number", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "need"), name="unique_project_need")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectNote",
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
                ("on", models.DateField(verbose_name="on")),
                (
                    "subject",
                    models.CharField(
                        choices=[("land", "land"), ("people", "local people")],
                        max_length=8,
                        verbose_name="subject",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="text")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="projects.project",
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
                "verbose_name": "note",
                "ordering": ["-on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("subject__in", ["land", "people"])),
                        name="note_subject_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="note_not_blank"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectTask",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="task_links",
                        to="projects.project",
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
                "ordering": ["task__number", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "task"), name="unique_project_task")
                ],
            },
        ),
        migrations.CreateModel(
            name="StageEvent",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("reserve", "in reserve"),
                            ("early", "early work"),
                            ("tender", "tendering"),
                            ("building", "in construction"),
                            ("completed", "completed"),
                            ("trial", "trial operation"),
                            ("operating", "in operation"),
                            ("surveying", "survey under way"),
                            ("accepted", "survey accepted"),
                            ("suspended", "suspended"),
                            ("terminated", "terminated"),
                            ("transferred", "transferred out"),
                        ],
                        max_length=12,
                        verbose_name="stage",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stage_events",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "indexes": [
                    models.Index(
                        fields=["project", "-on", "-id"], include=("stage",), name="stage_by_day"
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
                        name="stageevent_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "reserve",
                                    "early",
                                    "tender",
                                    "building",
                                    "completed",
                                    "trial",
                                    "operating",
                                    "surveying",
                                    "accepted",
                                    "suspended",
                                    "terminated",
                                    "transferred",
                                ],
                            )
                        ),
                        name="event_stage_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatisticsEntry",
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
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, verbose_name="investment in the statistics"
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statistics",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the statistics",
                "ordering": ["-month"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="statisticsentry_provenance_known",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "month"), name="unique_statistics_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="statistics_month_on_day_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", -10000000000000), ("amount__lt", 10000000000000)
                        ),
                        name="statistics_amount_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearClass",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("continued", "continued"),
                            ("starting", "starting this year"),
                            ("finishing", "finishing this year"),
                            ("preparing", "in preparation"),
                        ],
                        max_length=12,
                        verbose_name="class of the year",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="year_classes",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "class of the year",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="yearclass_provenance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name__in", ["continued", "starting", "finishing", "preparing"])
                        ),
                        name="year_class_known",
                    ),
                    models.UniqueConstraint(fields=("project", "year"), name="unique_class_year"),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, verbose_name="planned investment"
                    ),
                ),
                (
                    "image_goal",
                    models.CharField(blank=True, max_length=200, verbose_name="image goal"),
                ),
                (
                    "planned_start",
                    models.DateField(blank=True, null=True, verbose_name="planned start"),
                ),
                (
                    "planned_finish",
                    models.DateField(blank=True, null=True, verbose_name="planned finish"),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="year_plans",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "year plan",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "provenance__in",
                                ["recorded", "published", "illustrative", "placeholder"],
                            )
                        ),
                        name="yearplan_provenance_known",
                    ),
                    models.UniqueConstraint(fields=("project", "year"), name="unique_plan_year"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_finish__gte", models.F("planned_start")),
                            ("planned_start__isnull", True),
                            ("planned_finish__isnull", True),
                            _connector="OR",
                        ),
                        name="plan_dates_ordered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lt", 10000000000000)),
                        name="plan_amount_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, verbose_name="planned investment"
                    ),
                ),
                (
                    "image_goal",
                    models.CharField(blank=True, max_length=200, verbose_name="image goal"),
                ),
                (
                    "planned_start",
                    models.DateField(blank=True, null=True, verbose_name="planned start"),
                ),
                (
                    "planned_finish",
                    models.DateField(blank=True, null=True, verbose_name="planned finish"),
                ),
                ("decided_on", models.DateField(verbose_name="decided on")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="projects.yearplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "version of the plan",
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="unique_plan_version_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="plan_version_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0), ("amount__lt", 10000000000000)),
                        name="plan_version_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="plan_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_finish__gte", models.F("planned_start")),
                            ("planned_start__isnull", True),
                            ("planned_finish__isnull", True),
                            _connector="OR",
                        ),
                        name="plan_version_dates_ordered",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="project",
            name="needs",
            field=models.ManyToManyField(
                related_name="projects", through="projects.ProjectNeed", to="programmes.need"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="tasks",
            field=models.ManyToManyField(
                related_name="projects", through="projects.ProjectTask", to="programmes.task"
            ),
        ),
        *OPERATIONS,
    ]
