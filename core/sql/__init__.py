"""Operations of the first migration that models do not express: the audit functions, write-once
tables, audited tables. Never changed once applied: a change is another migration."""

from core.audit.triggers import create_functions, forbid_changes
from core.database.tenant_constraints import audited

OPERATIONS = [
    *create_functions(),
    *forbid_changes("core_auditrow", "core_auditseal", "core_event"),
    audited("core_event"),
    # Large, and derived from the file or from other audit rows.
    audited(
        "core_importfile",
        ignored=["attempt", "lease_until"],
        redacted=["preview", "previous_values"],
    ),
]
