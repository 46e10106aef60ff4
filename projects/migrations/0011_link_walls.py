from django.db import migrations

from core.database.tenant_constraints import audited, may_be_pointed_to, same_programme

LINKS = {"projects_projecttask": ("task_id", "programmes_task")}
LINKS |= {"projects_projectneed": ("need_id", "programmes_need")}


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_links"), ("core", "0006_event_kinds")]

    operations = [
        *may_be_pointed_to("programmes_need"),
        *same_programme(
            *((link, "project_id", "projects_project") for link in LINKS),
            *((link, *other) for link, other in LINKS.items()),
        ),
        *(audited(link) for link in LINKS),
    ]
