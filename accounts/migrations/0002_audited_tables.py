from django.db import migrations

from accounts.sql import OPERATIONS


class Migration(migrations.Migration):
    """A migration of its own: the audit functions are core's, whose tables refer to people."""

    dependencies = [
        ("accounts", "0001_tables"),
        ("core", "0001_tables"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = OPERATIONS
