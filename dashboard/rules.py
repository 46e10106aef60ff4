"""The right to view the dashboard."""

import rules

from programmes.rules import is_leader, is_task_force

rules.add_perm("dashboard.view_dashboard", is_leader | is_task_force)
