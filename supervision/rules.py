"""One sentence per right over the month as a whole."""

import rules

from programmes.rules import is_approver, is_leader, is_task_force

rules.add_perm("supervision.view", is_task_force | is_leader)
rules.add_perm("supervision.close", is_task_force)
rules.add_perm("supervision.ask_reopen", is_task_force)
rules.add_perm("supervision.reopen", is_approver)
