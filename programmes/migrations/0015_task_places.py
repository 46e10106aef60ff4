"""The places of tasks in lists, instead of one list of each task; adjustments of lists."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme, unique_with_programme

# A version is one of the place's own list, and so of its programme.
OF_LIST = """
ALTER TABLE programmes_tasklistversion
    ADD CONSTRAINT programmes_tasklistversion_of_list UNIQUE (id, list_id);
ALTER TABLE programmes_taskplace
    ADD CONSTRAINT programmes_taskplace_version_in_of_list FOREIGN KEY (version_in_id, list_id)
        REFERENCES programmes_tasklistversion (id, list_id) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT programmes_taskplace_version_out_of_list FOREIGN KEY (version_out_id, list_id)
        REFERENCES programmes_tasklistversion (id, list_id) DEFERRABLE INITIALLY DEFERRED;
"""
NO_LONGER_OF_LIST = """
ALTER TABLE programmes_taskplace
    DROP CONSTRAINT programmes_taskplace_version_in_of_list,
    DROP CONSTRAINT programmes_taskplace_version_out_of_list;
ALTER TABLE programmes_tasklistversion DROP CONSTRAINT programmes_tasklistversion_of_list;
"""
TO_PLACES = """
INSERT INTO programmes_taskplace
    (version, created_at, updated_at, known_on, created_by_id, list_id, programme_id, task_id)
SELECT 1, created_at, created_at, known_on, created_by_id, list_id, programme_id, id
FROM programmes_task ORDER BY id
"""
# A task in several lists is in the first again, one in none in that which it left.
FROM_PLACES = """
UPDATE programmes_task task SET list_id = place.list_id FROM (
    SELECT DISTINCT ON (task_id) task_id, list_id FROM programmes_taskplace
    ORDER BY task_id, version_out_id IS NOT NULL, id
) place WHERE place.task_id = task.id
"""
# Deferred checks of the rows above come before the tables change again.
SETTLE = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
LIST_OF_TASK = [*same_programme(("programmes_task", "list_id", "programmes_tasklist"))]


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0014_task_remarks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TaskListVersion",
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
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="number",
                    ),
                ),
                ("on", models.DateField(verbose_name="adjusted on")),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=80, verbose_name="document number"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="remark")),
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
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="programmes.tasklist",
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
                "verbose_name": "adjustment of a list",
                "ordering": ["list", "number"],
            },
        ),
        migrations.CreateModel(
            name="TaskPlace",
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
                    "known_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="recorded as of"
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
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="programmes.tasklist",
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
                        related_name="places",
                        to="programmes.task",
                    ),
                ),
                (
                    "version_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places_in",
                        to="programmes.tasklistversion",
                    ),
                ),
                (
                    "version_out",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places_out",
                        to="programmes.tasklistversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "task in a list",
                "ordering": ["list__year", "list__position", "list", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="tasklistversion",
            constraint=models.UniqueConstraint(
                fields=("list", "number"), name="unique_list_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="tasklistversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="list_version_from_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="taskplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("version_out", None)),
                fields=("task", "list"),
                name="unique_place_in_list",
            ),
        ),
        *unique_with_programme("programmes_tasklistversion"),
        *same_programme(
            ("programmes_tasklistversion", "list_id", "programmes_tasklist"),
            ("programmes_taskplace", "task_id", "programmes_task"),
            ("programmes_taskplace", "list_id", "programmes_tasklist"),
        ),
        migrations.RunSQL(OF_LIST, NO_LONGER_OF_LIST),
        audited("programmes_tasklistversion"),
        audited("programmes_taskplace"),
        migrations.AlterField(
            model_name="task",
            name="list",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="programmes.tasklist",
                verbose_name="list",
            ),
        ),
        migrations.RunSQL(SETTLE, SETTLE),
        migrations.RunSQL(TO_PLACES, FROM_PLACES),
        migrations.RunSQL(SETTLE, SETTLE),
        *(migrations.RunSQL(one.reverse_sql, one.sql) for one in LIST_OF_TASK),
        migrations.RemoveField(model_name="task", name="list"),
    ]
