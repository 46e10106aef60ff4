"""Programmes, months and roles as they are set up."""

import pytest
from django.core.exceptions import ValidationError
from rules.permissions import permissions

from accounts.models import User
from programmes.choices import RoleName
from programmes.models import Role, TaskRemark, TaskRequest
from programmes.scopes import people_with_role
from programmes.services.roles import grant_role
from supervision.models import (
    Falsification,
    FindingRequest,
    ManualScore,
    Objection,
    Order,
    Ranking,
    Scorecard,
    ScoreLine,
)
from tests.making import person

APART = ["system_admin", "security_admin", "auditor"]
TOGETHER = [name for name in RoleName.values if name not in APART]
# Of which record a right is asked; all others are asked of the programme.
ABOUT = {
    "programmes.report_task": "task",
    "programmes.act_for_task": "task",
    "programmes.lead_task": "task",
    "programmes.read_refusals": "task",
    "programmes.comment_on_task": "task",
    "programmes.take_back_remark": "remark",
    "programmes.withdraw_request": "request",
    "programmes.decide_request": "request",
    "programmes.attach_to_task": "task",
    "programmes.see_phone": "task",
    "programmes.attach_to_need": "need",
    "programmes.manage_need": "need",
    "programmes.confirm_need": "need",
    "programmes.change_own_need": "need",
    "programmes.change_own_contribution": "contribution",
    "programmes.attach_to_contribution": "contribution",
    "programmes.attach_to_document": "document",
    "programmes.attach_to_visit": "visit",
    "programmes.attach_to_agreement": "agreement",
    "programmes.manage_person": "clerk",
    "projects.enter_month": "project",
    "projects.edit": "project",
    "projects.submit_sheet": "sheet",
    "projects.review_sheet": "sheet",
    "projects.return_sheet": "sheet",
    "projects.fill_sheet": "sheet",
    "projects.attach": "project",
    "projects.note": "project",
    "funds.attach": "line",
    "supervision.act_for_finding": "finding",
    "supervision.report_on_finding": "finding",
    "supervision.attach_to_finding": "finding",
    "supervision.withdraw_request": "finding_request",
    "supervision.decide_request": "finding_request",
    "supervision.state_assessment": "assessed",
    "supervision.change_own_publication": "publication",
    "supervision.attach_to_publication": "publication",
    "supervision.attach_to_points": "points",
    "supervision.sign_order": "order",
    "supervision.receive_order": "order",
    "supervision.object_to_ranking": "ranking",
    "supervision.answer_objection": "objection",
    "supervision.confirm_falsification": "falsification",
    "supervision.answer_score_objection": "objection",
}


@pytest.mark.parametrize("name", APART)
def test_the_three_administrators_exclude_each_other_and_all_else(cast, name):
    """In the programme itself and in any other."""
    held = person(cast.alpha, "one", name, cast.force)
    programmes = (cast.alpha, cast.beta.programme)
    for programme in programmes:
        for other in {*APART, "clerk", "leadership", "helper_viewer"} - {name}:
            with pytest.raises(ValidationError):
                grant_role(user=held, programme=programme, name=other)
        with pytest.raises(ValidationError):
            grant_role(user=cast.clerk, programme=programme, name=name)
    for programme in programmes:
        assert grant_role(user=held, programme=programme, name=name)
    assert set(held.roles.values_list("name", flat=True)) == {name}


def test_a_role_given_twice_is_one_role(cast):
    first = grant_role(user=cast.clerk, programme=cast.alpha, name="clerk")
    assert grant_role(user=cast.clerk, programme=cast.alpha, name="clerk") == first
    assert Role.objects.filter(user=cast.clerk).count() == 1


def test_there_is_no_role_that_nobody_knows(cast):
    with pytest.raises(ValidationError):
        grant_role(user=cast.clerk, programme=cast.alpha, name="king")


def test_what_a_person_may_do_comes_from_the_role_in_that_programme(cast):
    clerk, leader, helper = cast.clerk, cast.leader, cast.helper
    assert clerk.has_perm("supervision.close", cast.alpha)
    assert not clerk.has_perm("supervision.close", cast.beta.programme)
    assert not clerk.has_perm("supervision.reopen", cast.alpha)
    assert not leader.has_perm("supervision.close", cast.alpha)
    assert leader.has_perm("supervision.view", cast.alpha)
    assert not helper.has_perm("supervision.view", cast.alpha)
    assert not helper.has_perm("programmes.see_lateness_of_helpers", cast.alpha)


def test_who_leads_and_works_as_well_has_work_of_their_own(cast):
    assert not cast.leader.has_perm("programmes.work", cast.alpha)
    grant_role(user=cast.leader, programme=cast.alpha, name="clerk")
    leader = User.objects.get(pk=cast.leader.pk)
    assert leader.has_perm("programmes.work", cast.alpha)
    assert leader.has_perm("programmes.lead", cast.alpha)


def test_who_reads_all_by_one_role_still_writes_for_their_unit_alone(cast):
    for name in ("finance", "leadership"):
        grant_role(user=cast.bureau, programme=cast.alpha, name=name)
    user = User.objects.get(pk=cast.bureau.pk)
    tasks = {
        n for n in ("road_task", "help_task", "done_task") if may(user, "report_task", cast, n)
    }
    assert tasks == {"road_task"}
    assert not may(user, "attach_to_task", cast, "help_task")
    assert not may(user, "attach_to_need", cast, "open_need")
    assert not user.has_perm("projects.enter_month", cast.dam)


def may(user, right, cast, name) -> bool:
    return user.has_perm(f"programmes.{right}", getattr(cast, name))


def rights_in_beta(user, cast) -> set[str]:
    """All that the rules of all apps know, each asked about the other county."""
    request = TaskRequest(programme=cast.beta.programme, unit=cast.helper_unit, kind="closing")
    remark = TaskRemark(programme=cast.beta.programme, created_by=cast.clerk)
    given = {"programme": cast.beta.programme, "unit": cast.helper_unit}
    made = {"request": request, "remark": remark, "order": Order(**given)}
    made["finding_request"] = FindingRequest(**given, kind="closing")
    made |= {"objection": Objection(**given), "falsification": Falsification(**given)}
    line = ScoreLine(scorecard=Scorecard(state="in_force"))
    made["ranking"] = Ranking(programme=cast.beta.programme)
    made["points"] = ManualScore(**given, line=line)
    records = {"": cast.beta.programme, **made, **vars(cast.beta)}
    return {
        right
        for right in permissions
        if "." in right and user.has_perm(right, records[ABOUT.get(right, "")])
    }


def unit_for(cast, name):
    """One of whose people may hold the role."""
    return cast.township_unit if name == "township_reporter" else cast.helper_unit


@pytest.mark.parametrize("name", RoleName.values)
def test_no_role_gives_a_right_in_another_county(cast, name):
    user = person(cast.alpha, "somebody", name, unit_for(cast, name))
    assert rights_in_beta(user, cast) == set()


@pytest.mark.parametrize("name", TOGETHER)
def test_a_role_gives_the_same_whatever_one_is_in_another_county(cast, name):
    alone = person(cast.beta.programme, "alone", name, unit_for(cast, name))
    both = person(cast.beta.programme, "both", name, unit_for(cast, name))
    grant_role(user=both, programme=cast.alpha, name="clerk")
    assert rights_in_beta(both, cast) == rights_in_beta(alone, cast) != set()


@pytest.mark.parametrize(
    ("who", "role"),
    [("bureau", "helper_reporter"), ("township", "helper_viewer"), ("helper", "township_reporter")],
)
def test_a_role_is_for_people_of_its_units(cast, who, role):
    person = getattr(cast, who)
    with pytest.raises(ValidationError, match=person.unit.name):
        grant_role(user=person, programme=cast.alpha, name=role)


def test_of_a_unit_that_the_network_does_not_know_nothing_is_asked(cast):
    assert grant_role(user=cast.bureau, programme=cast.beta.programme, name="helper_viewer")


def test_whoever_reads_all_is_no_helper_though_a_helper_too(cast):
    right = "programmes.use_helper_wording"
    assert cast.helper.has_perm(right, cast.alpha)
    grant_role(user=cast.clerk, programme=cast.alpha, name="helper_reporter")
    clerk = User.objects.get(pk=cast.clerk.pk)
    assert not clerk.has_perm(right, cast.alpha)


def test_whoever_was_disabled_is_told_nothing(cast):
    assert list(people_with_role(cast.alpha, RoleName.CLERK)) == [cast.clerk]
    User.objects.filter(pk=cast.clerk.pk).update(is_active=False)
    assert not people_with_role(cast.alpha, RoleName.CLERK)
