from django.db import migrations

from core.database.tenant_constraints import (
    month_of_programme,
    same_programme,
    unique_with_programme,
)

TRIGGER = """
CREATE TRIGGER closed_month BEFORE INSERT OR UPDATE OR DELETE ON projects_{table}
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('{column}', 'projects_project', 'project_id');
"""
TABLES = [("monthentry", "month"), ("openingentry", "through")]


class Migration(migrations.Migration):
    """A closed month takes no entry of a project, whatever path it comes by; every row stays
    within its programme, and an entry within its programme's months."""

    dependencies = [
        ("projects", "0001_initial"),
        ("programmes", "0002_closed_months"),
    ]

    operations = [
        migrations.RunSQL(
            TRIGGER.format(table=table, column=column),
            f"DROP TRIGGER closed_month ON projects_{table};",
        )
        for table, column in TABLES
    ] + [
        *unique_with_programme("projects_sector", "projects_project"),
        *same_programme(
            ("projects_project", "sector_id", "projects_sector"),
            ("projects_stageevent", "project_id", "projects_project"),
            ("projects_yearplan", "project_id", "projects_project"),
            ("projects_monthentry", "project_id", "projects_project"),
            ("projects_openingentry", "project_id", "projects_project"),
        ),
        month_of_programme("projects_monthentry"),
    ]
