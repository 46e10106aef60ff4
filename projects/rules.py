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


@rules.predicate
def may_enter_month(user, project):
    """The task force, and the reporters of the responsible unit."""
    names = roles_in(user, project.programme)
    owns = project.owner_unit_id == user.unit_id
    return bool(names & TASK_FORCE) or (RoleName.UNIT_REPORTER in names and owns)


@rules.predicate
def submits_sheet(user, sheet):
    """The reporters of the sheet's unit: they submit it and take it back."""
    names = roles_in(user, sheet.programme)
    return RoleName.UNIT_REPORTER in names and sheet.unit_id == user.unit_id


@rules.predicate
def fills_sheet(user, sheet):
    """The reporters of the sheet's unit, and the task force."""
    return submits_sheet(user, sheet) or bool(roles_in(user, sheet.programme) & TASK_FORCE)


@rules.predicate
def reviews_sheet(user, sheet):
    """The reviewers of the sheet's unit."""
    names = roles_in(user, sheet.programme)
    return RoleName.UNIT_REVIEWER in names and sheet.unit_id == user.unit_id


@rules.predicate
def returns_sheet(user, sheet):
    """The task force."""
    return bool(roles_in(user, sheet.programme) & TASK_FORCE)


@rules.predicate
def may_note(user, project):
    """The reporters of the project's township, and the task force."""
    names = roles_in(user, project.programme)
    within = project.township_id == user.unit_id
    return bool(names & TASK_FORCE) or (RoleName.TOWNSHIP_REPORTER in names and within)


rules.add_perm("projects.view", reads_programme)
rules.add_perm("projects.report", reports_projects)
rules.add_perm("projects.enter_month", may_enter_month)
rules.add_perm("projects.manage", is_task_force)
# The task force all of a project; the reporters people, place, content, dates and work items.
rules.add_perm("projects.edit", may_enter_month)
rules.add_perm("projects.rule_lights", is_approver)
rules.add_perm("projects.see_sheets", reads_whole)
rules.add_perm("projects.fill_sheet", fills_sheet)
rules.add_perm("projects.submit_sheet", submits_sheet)
rules.add_perm("projects.review_sheet", reviews_sheet)
rules.add_perm("projects.return_sheet", returns_sheet | reviews_sheet)
rules.add_perm("projects.attach", may_enter_month)
rules.add_perm("projects.note", may_note)
rules.add_perm("projects.read_notes", reads_programme & ~is_helper)
rules.add_perm("projects.import", is_task_force)
