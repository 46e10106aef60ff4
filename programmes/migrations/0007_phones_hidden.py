from django.db import migrations

from core.database.tenant_constraints import hidden_since


class Migration(migrations.Migration):
    """A phone is nobody's to read in the record."""

    dependencies = [
        ("programmes", "0006_audit_entry"),
        ("core", "0005_audit_indexes"),
    ]

    operations = [
        *hidden_since("programmes_need", "phone"),
        *hidden_since("programmes_task", "phone"),
    ]
