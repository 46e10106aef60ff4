from django.db import migrations

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    """What a person was told, and when they read it, is recorded."""

    dependencies = [
        ("notifications", "0001_initial"),
        ("core", "0003_record"),
    ]

    operations = [
        audited("notifications_notice"),
    ]
