"""One sentence per right over months, findings and orders."""

import rules

from programmes.choices import RoleName
from programmes.rules import (
    REPORTERS,
    has_role,
    is_approver,
    is_helper,
    is_leader,
    is_task_force,
    reads_programme,
    reads_whole,
)
from programmes.scopes import OF_COUNTY_UNITS, TASK_FORCE, roles_in
from supervision.choices import FindingRequestKind, ScorecardState
from supervision.models import (
    AssessmentItem,
    Falsification,
    Finding,
    FindingRequest,
    ManualScore,
    Objection,
    Order,
    Publication,
    Ranking,
    ScoreObjection,
)

COUNTY_REPORTERS = frozenset({RoleName.UNIT_REPORTER, RoleName.TOWNSHIP_REPORTER})
of_county = has_role(OF_COUNTY_UNITS)


@rules.predicate
def may_act_for_finding(user, finding: Finding):
    """A reporter of the responsible unit, and the task force on its behalf."""
    names = roles_in(user, finding.programme)
    is_own = finding.unit_id == user.unit_id and bool(names & REPORTERS)
    return bool(names & TASK_FORCE) or is_own


@rules.predicate
def may_report_on_finding(user, finding: Finding):
    """Reporters of its supporting units, too."""
    if may_act_for_finding(user, finding):
        return True
    is_reporter = bool(roles_in(user, finding.programme) & REPORTERS)
    return is_reporter and finding.supporting_units.filter(pk=user.unit_id).exists()


@rules.predicate
def may_withdraw_request(user, request: FindingRequest):
    """A reporter of its unit; the task force what it requested on the unit's behalf."""
    names = roles_in(user, request.programme)
    is_own = request.unit_id == user.unit_id and bool(names & REPORTERS)
    return is_own or (request.on_behalf and bool(names & TASK_FORCE))


@rules.predicate
def may_decide_request(user, request: FindingRequest):
    """A verification any of the task force, another day an approver; never who made it."""
    names = roles_in(user, request.programme)
    is_closing = request.kind == FindingRequestKind.CLOSING
    deciders = TASK_FORCE if is_closing else {RoleName.APPROVER}
    return bool(names & deciders) and request.created_by_id != user.pk


@rules.predicate
def may_sign_order(user, order: Order):
    """An approver who did not draft it."""
    is_approver = RoleName.APPROVER in roles_in(user, order.programme)
    return is_approver and order.created_by_id != user.pk


@rules.predicate
def may_receive_order(user, order: Order):
    """A reporter of its unit, and the task force on its behalf."""
    names = roles_in(user, order.programme)
    is_own = order.unit_id == user.unit_id and bool(names & REPORTERS)
    return bool(names & TASK_FORCE) or is_own


@rules.predicate
def is_own_publication(user, publication: Publication):
    """A reporter of its unit."""
    is_reporter = bool(roles_in(user, publication.programme) & COUNTY_REPORTERS)
    return is_reporter and publication.unit_id == user.unit_id


@rules.predicate
def may_attach_to_publication(user, publication: Publication):
    """The task force, and a reporter of its unit."""
    is_force = bool(roles_in(user, publication.programme) & TASK_FORCE)
    return is_force or is_own_publication(user, publication)


@rules.predicate
def may_state_assessment(user, item: AssessmentItem):
    """A reporter of its unit, and the task force."""
    names = roles_in(user, item.programme)
    is_own = item.unit_id == user.unit_id and bool(names & COUNTY_REPORTERS)
    return bool(names & TASK_FORCE) or is_own


@rules.predicate
def may_confirm_falsification(user, row: Falsification):
    """An approver who did not record it."""
    is_approver = RoleName.APPROVER in roles_in(user, row.programme)
    return is_approver and row.created_by_id != user.pk


@rules.predicate
def may_attach_to_points(user, row: ManualScore):
    """The task force, which gives them, while their scorecard is in force."""
    is_force = bool(roles_in(user, row.programme) & TASK_FORCE)
    return is_force and row.line.scorecard.state == ScorecardState.IN_FORCE


@rules.predicate
def may_object(user, ranking: Ranking):
    """A reporter or reviewer of a unit of the county that the ranking names."""
    names = roles_in(user, ranking.programme)
    return bool(names & OF_COUNTY_UNITS) and user.unit_id in ranking.unit_ids


@rules.predicate
def may_answer_objection(user, objection: Objection | ScoreObjection):
    """Any of the task force, never who wrote it."""
    names = roles_in(user, objection.programme)
    return bool(names & TASK_FORCE) and objection.created_by_id != user.pk


# Of a unit of the county; the task force speaks on its behalf.
SPEAKS_FOR_UNIT = COUNTY_REPORTERS | {RoleName.UNIT_REVIEWER}

rules.add_perm("supervision.view", is_task_force | is_leader)
rules.add_perm("supervision.close", is_task_force)
rules.add_perm("supervision.ask_reopen", is_task_force)
rules.add_perm("supervision.reopen", is_approver)
# A unit sees the rankings of its own group, a helper none.
rules.add_perm("supervision.view_rankings", (is_task_force | is_leader | of_county) & ~is_helper)
rules.add_perm("supervision.manage_rankings", is_task_force)
rules.add_perm("supervision.issue_rankings", is_approver)
rules.add_perm("supervision.object_to_ranking", may_object)
rules.add_perm("supervision.answer_objection", may_answer_objection)
# Helpers see no finding and no order.
rules.add_perm("supervision.view_findings", reads_programme & ~is_helper)
rules.add_perm("supervision.manage_findings", is_task_force)
rules.add_perm("supervision.rule_findings", is_approver)
rules.add_perm("supervision.act_for_finding", may_act_for_finding)
rules.add_perm("supervision.report_on_finding", may_report_on_finding)
rules.add_perm("supervision.attach_to_finding", may_report_on_finding)
rules.add_perm("supervision.withdraw_request", may_withdraw_request)
rules.add_perm("supervision.decide_request", may_decide_request)
rules.add_perm("supervision.sign_order", may_sign_order)
rules.add_perm("supervision.receive_order", may_receive_order)
# Helpers see no publication.
rules.add_perm("supervision.view_publications", reads_programme & ~is_helper)
rules.add_perm("supervision.manage_publications", is_task_force)
rules.add_perm("supervision.add_publications", has_role(TASK_FORCE | COUNTY_REPORTERS))
rules.add_perm("supervision.change_own_publication", is_own_publication)
rules.add_perm("supervision.attach_to_publication", may_attach_to_publication)
# Helpers see no item of the self-assessment.
rules.add_perm("supervision.view_assessment", reads_programme & ~is_helper)
rules.add_perm("supervision.report_assessment", reads_whole)
rules.add_perm("supervision.manage_assessment", is_task_force)
rules.add_perm("supervision.state_assessment", may_state_assessment)
# Helpers are never scored, and read no score.
rules.add_perm("supervision.view_scores", reads_programme & ~is_helper)
rules.add_perm("supervision.manage_scores", is_task_force)
rules.add_perm("supervision.rule_scores", is_approver)
rules.add_perm("supervision.attach_to_points", may_attach_to_points)
rules.add_perm("supervision.confirm_falsification", may_confirm_falsification)
rules.add_perm("supervision.object_to_scores", has_role(TASK_FORCE | SPEAKS_FOR_UNIT))
rules.add_perm("supervision.answer_score_objection", may_answer_objection)
