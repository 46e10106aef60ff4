"""Operations of the first migration that models do not express. Never changed once applied: a
change is another migration."""

from core.database.tenant_constraints import audited

OPERATIONS = [audited("notifications_notice")]
