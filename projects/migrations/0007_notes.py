import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.database.tenant_constraints import audited, same_programme

# In whose name a note stands is looked at when it is written: the project may lie elsewhere later.
WRITTEN_ONCE = """
CREATE FUNCTION check_note_of_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'note % stays as it was written', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM projects_project AS project
        JOIN programmes_programme AS programme ON programme.id = project.programme_id
        WHERE project.id = NEW.project_id
          AND NEW.unit_id IN (project.township_id, programme.task_force_id)
    ) THEN
        RAISE EXCEPTION 'unit % is neither the township of project % nor the task force',
            NEW.unit_id, NEW.project_id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER note_of_project BEFORE INSERT OR UPDATE ON projects_projectnote
FOR EACH ROW EXECUTE FUNCTION check_note_of_project();
"""
BACK = """
DROP TRIGGER note_of_project ON projects_projectnote;
DROP FUNCTION check_note_of_project();
"""


class Migration(migrations.Migration):
    """Notes on a project's land and people: of its programme and its place, and recorded."""

    dependencies = [
        ("accounts", "0006_recorded"),
        ("programmes", "0007_phones_hidden"),
        ("projects", "0006_phones_hidden"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        condition=models.Q(("text__regex", "\\S")), name="note_says_something"
                    ),
                ],
            },
        ),
        *same_programme(("projects_projectnote", "project_id", "projects_project")),
        migrations.RunSQL(WRITTEN_ONCE, BACK),
        audited("projects_projectnote"),
    ]
