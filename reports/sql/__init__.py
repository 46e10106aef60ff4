"""Operations of the first migration that models do not express: immutable approved reports, the
audited table. Never changed once applied: a change is another migration."""

from core.database.sql import create_function
from core.database.tenant_constraints import audited

OPERATIONS = [
    create_function(__name__, "refuse_change_of_approved_report"),
    # The lease only shows that a worker runs; the content has a checksum of its own.
    audited("reports_reportrun", ignored=["lease_until"], redacted=["content"]),
]
