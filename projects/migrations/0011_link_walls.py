from django.db import migrations

from core.database.tenant_constraints import audited, same_programme, unique_with_programme

LINKS = {"projects_projecttask": ("task_id", "programmes_task")}
LINKS |= {"projects_projectneed": ("need_id", "programmes_need")}


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_links"), ("core", "0006_event_kinds")]

    operations = [
        *unique_with_programme("programmes_need"),
        *same_programme(
            *((link, "project_id", "projects_project") for link in LINKS),
            *((link, *other) for link, other in LINKS.items()),
        ),
        *(audited(link) for link in LINKS),
    ]
