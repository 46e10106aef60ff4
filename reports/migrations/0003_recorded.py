from django.db import migrations

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    """Each change of a report, from its order to its approval, is recorded."""

    dependencies = [
        ("reports", "0002_approved_runs"),
        ("core", "0003_record"),
    ]

    operations = [
        # The lease says for minutes that a worker lives; the content is kept with its own sum.
        audited("reports_reportrun", ignored=["lease_until"], redacted=["content"]),
    ]
