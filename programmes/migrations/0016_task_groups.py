"""The nine key task groups of a year, and the document that a list came by."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme, unique_with_programme


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0015_task_places"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="tasklist",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programmes.document",
                verbose_name="policy document",
            ),
        ),
        migrations.AddField(
            model_name="tasklist",
            name="document_number",
            field=models.CharField(blank=True, max_length=80, verbose_name="document number"),
        ),
        migrations.AddField(
            model_name="tasklist",
            name="issued_on",
            field=models.DateField(blank=True, null=True, verbose_name="issued on"),
        ),
        migrations.AddField(
            model_name="tasklist",
            name="meeting",
            field=models.CharField(blank=True, max_length=120, verbose_name="meeting"),
        ),
        migrations.CreateModel(
            name="TaskGroup",
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
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(9),
                        ],
                        verbose_name="slot",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="key task group")),
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
                "verbose_name": "key task group",
                "ordering": ["-year", "position"],
            },
        ),
        migrations.AddField(
            model_name="tasklist",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lists",
                to="programmes.taskgroup",
                verbose_name="key task group",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["recorded", "published", "illustrative", "placeholder"])
                ),
                name="taskgroup_provenance_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskgroup",
            constraint=models.UniqueConstraint(
                fields=("programme", "year", "name"), name="unique_group_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskgroup",
            constraint=models.UniqueConstraint(
                fields=("programme", "year", "position"), name="unique_group_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1), ("position__lte", 9)), name="group_in_slot"
            ),
        ),
        migrations.AlterField(
            model_name="tasklistversion",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="programmes.tasklist",
                verbose_name="list",
            ),
        ),
        migrations.AlterField(
            model_name="taskplace",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="places",
                to="programmes.tasklist",
                verbose_name="list",
            ),
        ),
        *unique_with_programme("programmes_document", "programmes_taskgroup"),
        *same_programme(
            ("programmes_tasklist", "group_id", "programmes_taskgroup"),
            ("programmes_tasklist", "document_id", "programmes_document"),
        ),
        audited("programmes_taskgroup"),
    ]
