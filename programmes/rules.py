"""Rights. Each predicate takes the person and a programme, or a record of one."""

import rules

from core.importing.registry import importers_for
from programmes.choices import NeedDecision, RoleName, TaskRequestKind
from programmes.models import (
    Agreement,
    Contribution,
    Document,
    Need,
    Task,
    TaskRemark,
    TaskRequest,
    Visit,
)
from programmes.scopes import (
    HELPERS,
    READS_UNIT,
    READS_WHOLE,
    SEES_LATENESS,
    TASK_FORCE,
    roles_in,
    roles_of,
)

REPORTERS = frozenset(
    {RoleName.UNIT_REPORTER, RoleName.TOWNSHIP_REPORTER, RoleName.HELPER_REPORTER}
)


def has_role(roles):
    """Whether the person has one of the roles in the programme."""
    return rules.predicate(lambda user, programme: bool(roles_in(user, programme) & roles))


# Sees business data of the programme, all or their unit's.
reads_programme = has_role(READS_WHOLE | READS_UNIT)
# Sees all rows of the programme, so that counts are complete.
reads_whole = has_role(READS_WHOLE)
is_task_force = has_role(TASK_FORCE)
is_approver = has_role({RoleName.APPROVER})
is_leader = has_role({RoleName.LEADERSHIP})
is_system_admin = has_role({RoleName.SYSTEM_ADMIN})
is_security_admin = has_role({RoleName.SECURITY_ADMIN})
is_auditor = has_role({RoleName.AUDITOR})
# Is reminded of tasks by the digest; leaders have the dashboard instead.
has_own_work = has_role((READS_WHOLE | READS_UNIT) - {RoleName.LEADERSHIP})
# Works for a helper, and reads no rows of other units.
is_helper = has_role(HELPERS) & ~reads_whole
# The task force and the county leadership only.
sees_lateness_of_helpers = has_role(SEES_LATENESS)
reports_tasks = has_role(TASK_FORCE | REPORTERS)
states_needs = has_role(TASK_FORCE | {RoleName.TOWNSHIP_REPORTER})
enters_contributions = has_role(TASK_FORCE | {RoleName.HELPER_REPORTER})


@rules.predicate
def imports_any_kind(user, programme):
    return bool(importers_for(user, programme))


@rules.predicate
def may_report_task(user, task: Task):
    """The task force for all tasks; a reporter for tasks that their unit leads or supports, also
    with a further role that reads the whole programme."""
    names = roles_in(user, task.programme)
    if names & TASK_FORCE:
        return True
    if not names & REPORTERS:
        return False
    tasks = Task.objects.of(task.programme)
    return tasks.filter(tasks.seen_by_unit(user), pk=task.pk).exists()


@rules.predicate
def may_act_for_task(user, task: Task):
    """A reporter of the lead unit, and the task force on its behalf."""
    names = roles_in(user, task.programme)
    is_own = task.lead_unit_id == user.unit_id and bool(names & REPORTERS)
    return bool(names & TASK_FORCE) or is_own


@rules.predicate
def leads_task(user, task: Task):
    """The leadership and the task force: they record instructions."""
    return bool(roles_in(user, task.programme) & SEES_LATENESS)


@rules.predicate
def reads_refusals(user, task: Task):
    """The people of the lead unit, the leadership and the task force
    (docs/rules.md#requests-about-a-task)."""
    is_own = task.lead_unit_id == user.unit_id and bool(roles_in(user, task.programme))
    return is_own or leads_task(user, task)


@rules.predicate
def may_take_back_remark(user, remark: TaskRemark):
    """Its author."""
    return remark.created_by_id == user.pk


@rules.predicate
def may_withdraw_request(user, request: TaskRequest):
    """A reporter of its unit; the task force what it requested on the unit's behalf."""
    names = roles_in(user, request.programme)
    is_own = request.unit_id == user.unit_id and bool(names & REPORTERS)
    return is_own or (request.on_behalf and bool(names & TASK_FORCE))


@rules.predicate
def may_decide_request(user, request: TaskRequest):
    """A closing any of the task force, all else an approver; never who made the request."""
    names = roles_in(user, request.programme)
    deciders = TASK_FORCE if request.kind == TaskRequestKind.CLOSING else {RoleName.APPROVER}
    return bool(names & deciders) and request.created_by_id != user.pk


@rules.predicate
def may_manage_person(user, person):
    """The system administrator of every programme in which the person has a role, so that a
    password reset in one county does not open another."""
    others = person.roles.exclude(
        programme__in=[
            key for key, names in roles_of(user).items() if RoleName.SYSTEM_ADMIN in names
        ]
    )
    return not others.exists()


@rules.predicate
def is_not_separated(user, person):
    """The person is neither security administrator nor auditor: separation of duties (三员分立),
    since whoever resets a password could sign in with it. The server's operator resets theirs."""
    return not person.roles.filter(name__in=[RoleName.SECURITY_ADMIN, RoleName.AUDITOR]).exists()


@rules.predicate
def may_attach_to_document(user, document: Document):
    return is_task_force(user, document.programme)


@rules.predicate
def may_attach_to_agreement(user, agreement: Agreement):
    return is_task_force(user, agreement.programme)


@rules.predicate
def may_attach_to_visit(user, visit: Visit):
    return is_task_force(user, visit.programme)


@rules.predicate
def may_change_own_need(user, need: Need):
    """The township whose need it is, while nothing answers it and it is not set aside."""
    is_set_aside = need.decision not in (NeedDecision.TO_TRIAGE, NeedDecision.ACCEPTED)
    if need.township_id != user.unit_id or is_set_aside:
        return False
    is_reporter = RoleName.TOWNSHIP_REPORTER in roles_in(user, need.programme)
    return is_reporter and Need.objects.unanswered().filter(pk=need.pk).exists()


@rules.predicate
def may_manage_need(user, need: Need):
    return is_task_force(user, need.programme)


@rules.predicate
def may_attach_to_need(user, need: Need):
    """The task force, and the township whose need it is."""
    names = roles_in(user, need.programme)
    is_own = need.township_id == user.unit_id
    return bool(names & TASK_FORCE) or (RoleName.TOWNSHIP_REPORTER in names and is_own)


@rules.predicate
def is_own_contribution(user, contribution: Contribution):
    """A reporter of the helper that gives it."""
    is_reporter = RoleName.HELPER_REPORTER in roles_in(user, contribution.programme)
    return is_reporter and contribution.helper_id == user.unit_id


@rules.predicate
def may_attach_to_contribution(user, contribution: Contribution):
    """The task force, and the helper that gives it."""
    is_force = bool(roles_in(user, contribution.programme) & TASK_FORCE)
    return is_force or is_own_contribution(user, contribution)


@rules.predicate
def sees_phone(user, record):
    """Of a task, need or project: the task force, and the unit of the contact person."""
    names = roles_in(user, record.programme)
    is_own = record.contact_unit_id == user.unit_id
    return bool(names & TASK_FORCE) or (bool(names & READS_UNIT) and is_own)


rules.add_perm("programmes.see_phone", sees_phone)
rules.add_perm("programmes.view", reads_programme)
rules.add_perm("programmes.view_needs", reads_programme)
rules.add_perm("programmes.lead", is_leader | is_task_force)
rules.add_perm("programmes.work", has_own_work)
# Helpers see no light of any task.
rules.add_perm("programmes.see_task_lights", reads_programme & ~is_helper)
rules.add_perm("programmes.rule_task_lights", is_approver)
rules.add_perm("programmes.count_tasks", reads_whole)
rules.add_perm("programmes.manage", is_task_force)
rules.add_perm("programmes.see_imports", imports_any_kind)
rules.add_perm("programmes.report_tasks", reports_tasks)
rules.add_perm("programmes.report_task", may_report_task)
rules.add_perm("programmes.attach_to_task", may_report_task)
rules.add_perm("programmes.act_for_task", may_act_for_task)
rules.add_perm("programmes.lead_task", leads_task)
rules.add_perm("programmes.read_refusals", reads_refusals)
rules.add_perm("programmes.comment_on_task", leads_task | may_report_task)
rules.add_perm("programmes.take_back_remark", may_take_back_remark)
rules.add_perm("programmes.withdraw_request", may_withdraw_request)
rules.add_perm("programmes.decide_request", may_decide_request)
rules.add_perm("programmes.attach_to_document", may_attach_to_document)
rules.add_perm("programmes.attach_to_agreement", may_attach_to_agreement)
rules.add_perm("programmes.attach_to_visit", may_attach_to_visit)
rules.add_perm("programmes.attach_to_need", may_attach_to_need)
rules.add_perm("programmes.manage_need", may_manage_need)
rules.add_perm("programmes.confirm_need", may_attach_to_need)
rules.add_perm("programmes.state_needs", states_needs)
rules.add_perm("programmes.change_own_need", may_change_own_need)
rules.add_perm("programmes.enter_contributions", enters_contributions)
rules.add_perm("programmes.change_own_contribution", is_own_contribution)
rules.add_perm("programmes.attach_to_contribution", may_attach_to_contribution)
rules.add_perm("programmes.see_lateness_of_helpers", sees_lateness_of_helpers)
rules.add_perm("programmes.use_helper_wording", is_helper)
rules.add_perm("programmes.see_people", is_system_admin | is_security_admin)
rules.add_perm("programmes.see_attempts", is_security_admin)
rules.add_perm("programmes.manage_people", is_system_admin)
rules.add_perm("programmes.manage_person", may_manage_person)
rules.add_perm("programmes.renew_sign_in", may_manage_person & is_not_separated)
rules.add_perm("programmes.manage_roles", is_security_admin)
rules.add_perm("programmes.read_audit", is_auditor)
rules.add_perm("programmes.read_history", is_auditor | is_leader | is_task_force)
