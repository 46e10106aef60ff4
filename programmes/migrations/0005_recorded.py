from django.db import migrations

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    """Each change of the programme, its network, rights, months, tasks and needs is recorded."""

    dependencies = [
        ("programmes", "0004_phones"),
        ("core", "0003_record"),
    ]

    operations = [
        audited("programmes_programme", programme_id="id"),
        *(
            audited(f"programmes_{name}")
            for name in [
                "membership",
                "need",
                "needcategory",
                "reportedfact",
                "reportingperiod",
                "role",
                "task",
                "tasklist",
                "taskprogress",
            ]
        ),
        audited("programmes_need_tasks", parent=("programmes_need", "need_id")),
        audited("programmes_task_supporting_units", parent=("programmes_task", "task_id")),
        audited("programmes_needattachment", parent=("programmes_need", "need_id")),
        audited("programmes_taskattachment", parent=("programmes_task", "task_id")),
    ]
