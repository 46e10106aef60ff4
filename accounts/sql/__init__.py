"""The audited tables of people, units and their rights, among them those of Django and django-otp.
Never changed once applied: a change is another migration."""

from core.database.tenant_constraints import audited

# Written by django-otp at each attempt to enter a code.
CODE_ATTEMPTS = [
    "drift", "last_t", "last_used_at", "throttling_failure_count", "throttling_failure_timestamp",
]  # fmt: skip

OPERATIONS = [
    audited("accounts_unit"),
    audited("accounts_user", redacted=["password"]),
    audited("accounts_passwordrecord", redacted=["password"]),
    audited("accounts_user_groups", programme_id=""),
    audited("accounts_user_user_permissions", programme_id=""),
    audited("auth_group", programme_id=""),
    audited("auth_group_permissions", programme_id=""),
    audited("otp_totp_totpdevice", ignored=CODE_ATTEMPTS, redacted=["key"]),
]
