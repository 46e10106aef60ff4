"""One sentence per right over reports."""

import rules

from programmes.rules import has_role, is_approver, is_task_force
from reports.models import READERS

# The task force and the leadership; not the auditor (docs/rules.md#three-administrators).
rules.add_perm("reports.view", has_role(READERS))
rules.add_perm("reports.renew", is_task_force)
rules.add_perm("reports.edit", is_task_force)
rules.add_perm("reports.approve", is_approver)
