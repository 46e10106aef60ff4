from django.db import migrations

TRIGGER = """
CREATE TRIGGER closed_month BEFORE INSERT OR UPDATE OR DELETE ON projects_{table}
FOR EACH ROW EXECUTE FUNCTION refuse_closed_month('{column}', 'projects_project', 'project_id');
"""
TABLES = [("monthentry", "month"), ("openingentry", "through")]


class Migration(migrations.Migration):
    """A closed month takes no entry of a project, whatever path it comes by."""

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
    ]
