from django.db import migrations

from core.database.tenant_constraints import redact_columns


class Migration(migrations.Migration):
    """A phone is nobody's to read in the record."""

    dependencies = [
        ("programmes", "0006_audit_entry"),
        ("core", "0005_audit_indexes"),
    ]

    operations = [
        *redact_columns("programmes_need", "phone"),
        *redact_columns("programmes_task", "phone"),
    ]
