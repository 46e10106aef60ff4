from django.db import migrations

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    """Each change of sources, lines and postings is recorded."""

    dependencies = [
        ("funds", "0003_attachments"),
        ("core", "0003_record"),
    ]

    operations = [
        *(audited(f"funds_{name}") for name in ["fundline", "fundsource", "posting"]),
        audited("funds_fundlineattachment", parent=("funds_fundline", "line_id")),
    ]
