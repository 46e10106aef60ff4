"""The rights over projects."""

import rules

from programmes.choices import RoleName
from programmes.rules import (
    has_role,
    is_approver,
    is_helper,
    is_task_force,
    reads_programme,
    reads_whole,
)
from programmes.scopes import TASK_FORCE, roles_in

# The task force for all units; a unit's reporter for the projects of the unit.
reports_projects = has_role(TASK_FORCE | {RoleName.UNIT_REPORTER})


# Of records: projects, sheets.
on_task_force = rules.predicate(
    lambda user, record: bool(roles_in(user, record.programme) & TASK_FORCE)
)


def of_unit(role: RoleName, field: str):
    """Whether the person has the role in the record's programme, for the unit in the field."""
    return rules.predicate(
        lambda user, record: (
            role in roles_in(user, record.programme) and getattr(record, field) == user.unit_id
        )
    )


# The task force, and the reporters of the responsible unit.
may_enter_month = on_task_force | of_unit(RoleName.UNIT_REPORTER, "owner_unit_id")
# The reporters of the project's township, and the task force.
may_note = on_task_force | of_unit(RoleName.TOWNSHIP_REPORTER, "township_id")
# The reporters of the sheet's unit: they submit it and take it back. A township's has its tasks.
submits_sheet = of_unit(RoleName.UNIT_REPORTER, "unit_id") | of_unit(
    RoleName.TOWNSHIP_REPORTER, "unit_id"
)
reviews_sheet = of_unit(RoleName.UNIT_REVIEWER, "unit_id")

rules.add_perm("projects.view", reads_programme)
rules.add_perm("projects.report", reports_projects)
rules.add_perm("projects.enter_month", may_enter_month)
rules.add_perm("projects.manage", is_task_force)
# The task force all of a project; the reporters people, place, content, dates and work items.
rules.add_perm("projects.edit", may_enter_month)
rules.add_perm("projects.rule_lights", is_approver)
rules.add_perm("projects.see_sheets", reads_whole)
rules.add_perm("projects.fill_sheet", on_task_force | submits_sheet)
rules.add_perm("projects.submit_sheet", submits_sheet)
rules.add_perm("projects.review_sheet", reviews_sheet)
rules.add_perm("projects.return_sheet", on_task_force | reviews_sheet)
rules.add_perm("projects.attach", may_enter_month)
rules.add_perm("projects.note", may_note)
rules.add_perm("projects.read_notes", reads_programme & ~is_helper)
rules.add_perm("projects.import", is_task_force)
