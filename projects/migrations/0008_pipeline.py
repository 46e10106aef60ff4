import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_one_person_a_name"),
        ("programmes", "0008_administrators_apart"),
        ("projects", "0007_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "verbose_name": "approval",
                "ordering": ["kind__position", "pk"],
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
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "kind of approval",
                "ordering": ["position", "pk"],
                "abstract": False,
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
            ],
            options={
                "verbose_name": "exemption",
                "ordering": ["-valid_until", "-pk"],
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
            ],
            options={
                "verbose_name": "financing",
                "ordering": ["source__position", "pk"],
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
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "source of financing",
                "ordering": ["position", "pk"],
                "abstract": False,
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
            ],
            options={
                "verbose_name": "late entry",
                "ordering": ["-counted_in", "-pk"],
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
            ],
            options={
                "verbose_name": "rules for lights",
                "ordering": ["-valid_from"],
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
                        choices=[("county", "county"), ("city", "city"), ("province", "province")],
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
            ],
            options={
                "verbose_name": "matter",
                "ordering": ["settled_on", "raised_on", "pk"],
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
            ],
            options={
                "verbose_name": "milestone",
                "ordering": ["due_on", "pk"],
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
            ],
            options={
                "verbose_name": "sheet of the month",
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
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "park",
                "ordering": ["position", "pk"],
                "abstract": False,
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
            ],
            options={
                "verbose_name": "version of the plan",
                "ordering": ["plan", "number"],
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
            ],
            options={
                "verbose_name": "problem",
                "ordering": ["solved_on", "due_on", "pk"],
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
            ],
            options={
                "verbose_name": "entry of the statistics",
                "ordering": ["-month"],
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
            ],
            options={
                "verbose_name": "class of the year",
                "ordering": ["-year"],
            },
        ),
        migrations.AlterModelOptions(
            name="yearplan",
            options={"verbose_name": "year plan"},
        ),
        migrations.RemoveConstraint(
            model_name="stageevent",
            name="event_stage_known",
        ),
        migrations.AddField(
            model_name="monthentry",
            name="coordination",
            field=models.CharField(blank=True, max_length=300, verbose_name="to be coordinated"),
        ),
        migrations.AddField(
            model_name="monthentry",
            name="next_step",
            field=models.CharField(blank=True, max_length=300, verbose_name="next step"),
        ),
        migrations.AddField(
            model_name="project",
            name="arrived_amount",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=16,
                null=True,
                verbose_name="arrived amount",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="contact",
            field=models.CharField(blank=True, max_length=60, verbose_name="contact"),
        ),
        migrations.AddField(
            model_name="project",
            name="content",
            field=models.CharField(blank=True, max_length=1000, verbose_name="scale and content"),
        ),
        migrations.AddField(
            model_name="project",
            name="contracted_amount",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=16,
                null=True,
                verbose_name="contracted amount",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="first_year",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="first year of building"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="industry",
            field=models.CharField(blank=True, max_length=60, verbose_name="industry"),
        ),
        migrations.AddField(
            model_name="project",
            name="kind",
            field=models.CharField(
                choices=[("construction", "construction"), ("survey", "survey")],
                default="construction",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="last_report",
            field=models.DateField(blank=True, null=True, verbose_name="last month to report"),
        ),
        migrations.AddField(
            model_name="project",
            name="last_year",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="last year of building"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="projects.project",
                verbose_name="parent project",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="partner",
            field=models.CharField(blank=True, max_length=120, verbose_name="partner"),
        ),
        migrations.AddField(
            model_name="project",
            name="place",
            field=models.CharField(blank=True, max_length=120, verbose_name="place"),
        ),
        migrations.AddField(
            model_name="project",
            name="remark",
            field=models.CharField(blank=True, max_length=500, verbose_name="remark"),
        ),
        migrations.AddField(
            model_name="project",
            name="signed_on",
            field=models.DateField(blank=True, null=True, verbose_name="signed on"),
        ),
        migrations.AddField(
            model_name="stageevent",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="yearplan",
            name="planned_finish",
            field=models.DateField(blank=True, null=True, verbose_name="planned finish"),
        ),
        migrations.AddField(
            model_name="yearplan",
            name="planned_start",
            field=models.DateField(blank=True, null=True, verbose_name="planned start"),
        ),
        migrations.AlterField(
            model_name="stageevent",
            name="stage",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="stageevent",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned_finish__gte", models.F("planned_start")),
                    ("planned_start__isnull", True),
                    ("planned_finish__isnull", True),
                    _connector="OR",
                ),
                name="plan_dates_ordered",
            ),
        ),
        migrations.AddField(
            model_name="approval",
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
            model_name="approval",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approvals",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="responsible unit",
            ),
        ),
        migrations.AddField(
            model_name="approvalkind",
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
            model_name="approvalkind",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.approvalkind",
                verbose_name="approval",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
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
            model_name="exemption",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exemptions",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="financing",
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
            model_name="financing",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="financing",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="financing",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="financingsource",
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
            model_name="financingsource",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="financing",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="projects.financingsource",
                verbose_name="source of financing",
            ),
        ),
        migrations.AddField(
            model_name="lateentry",
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
            model_name="lateentry",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="lateentry",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="late_entries",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="lightrule",
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
            model_name="lightrule",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="light_rules",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="matter",
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
            model_name="matter",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="matters",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="task",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matters",
                to="programmes.task",
                verbose_name="task",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
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
            model_name="milestone",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="milestones",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="responsible unit",
            ),
        ),
        migrations.AddField(
            model_name="monthsheet",
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
            model_name="monthsheet",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="monthsheet",
            name="returned_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="returned by",
            ),
        ),
        migrations.AddField(
            model_name="monthsheet",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="signed off by",
            ),
        ),
        migrations.AddField(
            model_name="monthsheet",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="submitted by",
            ),
        ),
        migrations.AddField(
            model_name="monthsheet",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="park",
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
            model_name="park",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="park",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="projects",
                to="projects.park",
                verbose_name="park",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["construction", "survey"])),
                name="project_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="project_is_no_part_of_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_year__gte", models.F("first_year")),
                    ("first_year__isnull", True),
                    ("last_year__isnull", True),
                    _connector="OR",
                ),
                name="project_years_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contracted_amount__isnull", True),
                    models.Q(
                        ("contracted_amount__gte", 0), ("contracted_amount__lt", 10000000000000)
                    ),
                    _connector="OR",
                ),
                name="project_contracted_amount_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_amount__isnull", True),
                    models.Q(("arrived_amount__gte", 0), ("arrived_amount__lt", 10000000000000)),
                    _connector="OR",
                ),
                name="project_arrived_amount_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("last_report__isnull", True), ("last_report__day", 1), _connector="OR"
                ),
                name="project_last_report_on_day_1",
            ),
        ),
        migrations.AddField(
            model_name="planversion",
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
            model_name="planversion",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="projects.yearplan",
            ),
        ),
        migrations.AddField(
            model_name="planversion",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="problem",
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
            model_name="problem",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="problem_rows",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.unit",
                verbose_name="who must solve it",
            ),
        ),
        migrations.AddField(
            model_name="statisticsentry",
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
            model_name="statisticsentry",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="statisticsentry",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="statistics",
                to="projects.project",
            ),
        ),
        migrations.AddField(
            model_name="yearclass",
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
            model_name="yearclass",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="programmes.programme",
            ),
        ),
        migrations.AddField(
            model_name="yearclass",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="year_classes",
                to="projects.project",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalkind",
            constraint=models.UniqueConstraint(
                fields=("programme", "name"), name="one_approvalkind_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalkind",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")), name="approvalkind_name_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="approval_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(
                fields=("project", "kind"), name="one_approval_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule__in", ["progress", "start", "statistics"])),
                name="exemption_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                name="exemption_days_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("approver__regex", "\\S"), ("reason__regex", "\\S")),
                name="exemption_says_why_and_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="financingsource",
            constraint=models.UniqueConstraint(
                fields=("programme", "name"), name="one_financingsource_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="financingsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")),
                name="financingsource_name_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="financing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="financing_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="financing",
            constraint=models.UniqueConstraint(
                fields=("project", "source"), name="one_financing_a_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="financing",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("amount__lt", 10000000000000)),
                name="financing_in_range",
            ),
        ),
        migrations.AddIndex(
            model_name="lateentry",
            index=models.Index(
                fields=["programme", "counted_in"], include=("amount",), name="late_by_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="lateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="lateentry_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", -10000000000000),
                    ("amount__lt", 10000000000000),
                    models.Q(("amount", 0), _negated=True),
                ),
                name="late_amount_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="lateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("counted_in__day", 1), ("month__day", 1)),
                name="late_months_on_day_1",
            ),
        ),
        migrations.AddConstraint(
            model_name="lateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("counted_in__gt", models.F("month"))),
                name="late_counted_afterwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="lateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="late_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.UniqueConstraint(
                fields=("programme", "valid_from"), name="one_light_rule_from_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until__isnull", True)),
                fields=("programme",),
                name="one_light_rule_without_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__day", 1),
                    models.Q(
                        ("valid_until__isnull", True), ("valid_until__day", 1), _connector="OR"
                    ),
                ),
                name="light_rule_on_day_1",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="light_rule_months_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("red_points__gt", models.F("yellow_points")), ("yellow_points__gt", 0)
                ),
                name="light_rule_points_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_red_months__gte", 1),
                    ("statistics_red_months__gt", models.F("statistics_yellow_months")),
                ),
                name="light_rule_statistics_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="lightrule",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="matter_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["county", "city", "province"])),
                name="matter_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "asked", "supported", "declined"])),
                name="matter_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="matter_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "open"), ("asked_on__isnull", False), _connector="OR"),
                name="matter_asked_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["supported", "declined"]),
                        ("settled_on__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    models.Q(("state__in", ["open", "asked"]), ("settled_on__isnull", True)),
                    _connector="OR",
                ),
                name="matter_settled_says_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="milestone_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("project", "name"), name="one_milestone_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="monthsheet",
            constraint=models.UniqueConstraint(
                fields=("programme", "unit", "month"), name="one_sheet_a_unit_and_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="monthsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="sheet_month_on_day_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="monthsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_at__isnull", True), ("submitted_at__isnull", False), _connector="OR"
                ),
                name="sheet_reviewed_was_submitted",
            ),
        ),
        migrations.AddConstraint(
            model_name="monthsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("returned_at__isnull", True),
                    models.Q(
                        ("submitted_at__isnull", True),
                        models.Q(("return_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sheet_returned_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="monthsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewed_by__isnull", True),
                    models.Q(("reviewed_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="sheet_reviewed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.UniqueConstraint(
                fields=("programme", "name"), name="one_park_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="park",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")), name="park_name_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(
                fields=("plan", "number"), name="one_version_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="plan_version_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("amount__lt", 10000000000000)),
                name="plan_version_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="plan_change_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned_finish__gte", models.F("planned_start")),
                    ("planned_start__isnull", True),
                    ("planned_finish__isnull", True),
                    _connector="OR",
                ),
                name="plan_version_dates_ordered",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="problem_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="problem_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True), ("due_on__gte", models.F("found_on")), _connector="OR"
                ),
                name="problem_due_after_found",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("solution", ""), ("solved_on__isnull", True)),
                    models.Q(
                        ("solved_on__gte", models.F("found_on")),
                        models.Q(("solution", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="problem_solved_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="statisticsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="statisticsentry_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statisticsentry",
            constraint=models.UniqueConstraint(
                fields=("project", "month"), name="one_statistics_entry_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="statisticsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="statistics_month_on_day_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="statisticsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", -10000000000000), ("amount__lt", 10000000000000)),
                name="statistics_amount_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearclass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="yearclass_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearclass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name__in", ["continued", "starting", "finishing", "preparing"])
                ),
                name="year_class_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearclass",
            constraint=models.UniqueConstraint(fields=("project", "year"), name="one_class_a_year"),
        ),
    ]
