"""Programmes, months and roles as they are set up."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from rules.permissions import permissions

from accounts.models import User
from programmes.choices import RoleName
from programmes.models import ReportingPeriod, Role
from programmes.services.programmes import create_programme
from programmes.services.roles import grant_role
from tests.making import person

APART = ["system_admin", "security_admin", "auditor"]
TOGETHER = [name for name in RoleName.values if name not in APART]
# Of which record a right is asked; all others are asked of the programme.
ABOUT = {
    "programmes.report_task": "task",
    "programmes.attach_to_task": "task",
    "programmes.see_phone": "task",
    "programmes.attach_to_need": "need",
    "programmes.change_own_need": "need",
    "programmes.attach_to_document": "document",
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
}


def make(**values):
    given = {"code": "gamma", "name": "丙县帮扶", "county": "丙彝族自治县"}
    return create_programme(**{"start_year": 2024, "end_year": 2027, **given, **values})


def test_a_programme_has_the_months_of_its_years_all_open(db):
    programme = make()
    months = ReportingPeriod.objects.of(programme)
    assert months.count() == 48
    assert months.first().month == date(2024, 1, 1)
    assert months.last().month == date(2027, 12, 1)
    assert set(months.values_list("state", flat=True)) == {"open"}


def test_a_programme_brings_its_task_force_and_leadership(db):
    programme = make()
    assert programme.short_county == "丙县"
    assert programme.task_force.name == "丙县工作专班"


@pytest.mark.parametrize("wrong", [{"end_year": 2023}, {"code": "不行 "}, {"code": ""}])
def test_a_programme_that_cannot_be_is_not_made(db, wrong):
    with pytest.raises(ValidationError):
        make(**wrong)


def test_a_code_is_taken_once(db):
    make()
    with pytest.raises(ValidationError):
        make()


@pytest.mark.parametrize("name", APART)
def test_the_three_administrators_hold_no_other_role(cast, name):
    with pytest.raises(ValidationError):
        grant_role(user=cast.clerk, programme=cast.alpha, name=name)


@pytest.mark.parametrize("name", [*APART, "clerk", "leadership"])
def test_who_is_an_auditor_becomes_nothing_else_in_any_programme(cast, name):
    if name == "auditor":
        assert grant_role(user=cast.auditor, programme=cast.alpha, name=name)
        return
    for programme in (cast.alpha, cast.beta.programme):
        with pytest.raises(ValidationError):
            grant_role(user=cast.auditor, programme=programme, name=name)


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


@pytest.mark.parametrize(
    ("who", "tasks"),
    [
        ("clerk", {"road_task", "help_task", "help2_task", "done_task"}),
        ("approver", {"road_task", "help_task", "help2_task", "done_task"}),
        ("bureau", {"road_task"}),
        ("bureau2", {"road_task", "done_task"}),
        ("helper", {"help_task"}),
        ("finance", set()),
        ("leader", set()),
        ("auditor", set()),
        ("sysadmin", set()),
    ],
)
def test_who_may_report_on_a_task(cast, who, tasks):
    user = getattr(cast, who)
    names = ("road_task", "help_task", "help2_task", "done_task")
    may = {n for n in names if user.has_perm("programmes.report_task", getattr(cast, n))}
    assert may == tasks


@pytest.mark.parametrize(
    ("who", "projects"),
    [
        ("clerk", {"road", "dam"}),
        ("approver", {"road", "dam"}),
        ("bureau", {"road"}),
        ("bureau2", {"dam"}),
        ("township", set()),
        ("helper", set()),
        ("finance", set()),
        ("leader", set()),
        ("sysadmin", set()),
    ],
)
def test_who_may_enter_a_projects_month(cast, who, projects):
    user = getattr(cast, who)
    may = {n for n in ("road", "dam") if user.has_perm("projects.enter_month", getattr(cast, n))}
    assert may == projects


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
    records = {"": cast.beta.programme, **vars(cast.beta)}
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
