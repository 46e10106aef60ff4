from django.db import migrations

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    """Each change of projects, plans, stages and entries is recorded."""

    dependencies = [
        ("projects", "0004_phones"),
        ("core", "0003_record"),
    ]

    operations = [
        *(
            audited(f"projects_{name}")
            for name in [
                "monthentry",
                "openingentry",
                "project",
                "sector",
                "stageevent",
                "yearplan",
            ]
        ),
        audited("projects_project_supporting_units", parent=("projects_project", "project_id")),
        audited("projects_projectattachment", parent=("projects_project", "project_id")),
    ]
