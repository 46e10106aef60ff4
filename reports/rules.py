"""One sentence per right over reports."""

import rules

from programmes.rules import is_approver, is_task_force
from programmes.scopes import roles_in
from reports.models import READERS


@rules.predicate
def reads_reports(user, programme):
    """The task force and the leadership; not the auditor (docs/rules.md#three-administrators)."""
    return bool(roles_in(user, programme) & READERS)


rules.add_perm("reports.view", reads_reports)
rules.add_perm("reports.renew", is_task_force)
rules.add_perm("reports.approve", is_approver)
