from django.db import migrations

from core.audit.triggers import key_phones


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_without_submission_ids"),
    ]

    operations = [*key_phones()]
