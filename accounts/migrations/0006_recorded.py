from django.db import migrations

from core.database.tenant_constraints import audited


class Migration(migrations.Migration):
    """Each change of people, units and their secrets is recorded."""

    dependencies = [
        ("accounts", "0005_dormant"),
        ("core", "0003_record"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        audited("accounts_unit"),
        audited("accounts_user", redacted=["password"]),
        audited("accounts_passwordrecord", redacted=["password"]),
        audited("accounts_user_groups", programme_id=""),
        audited("accounts_user_user_permissions", programme_id=""),
        audited("auth_group", programme_id=""),
        audited("auth_group_permissions", programme_id=""),
        # What django-otp notes at each code that somebody tries.
        audited(
            "otp_totp_totpdevice",
            ignored=[
                "drift",
                "last_t",
                "last_used_at",
                "throttling_failure_count",
                "throttling_failure_timestamp",
            ],
            redacted=["key"],
        ),
    ]
