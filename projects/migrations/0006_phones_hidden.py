from django.db import migrations

from core.database.tenant_constraints import redact_columns


class Migration(migrations.Migration):
    """A phone is nobody's to read in the record."""

    dependencies = [
        ("projects", "0005_recorded"),
        ("core", "0005_audit_indexes"),
    ]

    operations = [*redact_columns("projects_project", "phone")]
