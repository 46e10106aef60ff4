"""What the database refuses of a project, whatever code it comes by."""

from datetime import date

import pytest
from django.db import DatabaseError

from projects.models import (
    Approval,
    ApprovalKind,
    Financing,
    FinancingSource,
    LateEntry,
    LightRule,
    Matter,
    MonthSheet,
    Park,
    PlanVersion,
    Problem,
    StatisticsEntry,
)
from tests import making
from tests.database import refused
from tests.making import JUNE, MAY, wan

DAY = date(2024, 6, 3)


def rule(where, first, until=None, **values):
    return LightRule.objects.create(programme=where, valid_from=first, valid_until=until, **values)


def test_versions_of_the_rules_never_hold_for_the_same_month(cast):
    rule(cast.alpha, date(2024, 1, 1), date(2024, 7, 1))
    rule(cast.alpha, date(2024, 7, 1))
    refused(rule, cast.alpha, date(2024, 3, 1), date(2024, 4, 1))
    refused(rule, cast.alpha, date(2025, 1, 1))


def test_exemptions_of_one_project_from_one_rule_have_no_day_in_common(cast):
    making.exemption(cast.road)
    refused(making.exemption, cast.road)
    refused(making.exemption, cast.road, valid_from=date(2024, 8, 31))
    making.exemption(cast.road, valid_from=date(2024, 9, 1), valid_until=date(2024, 9, 30))
    making.exemption(cast.road, rule="start")
    making.exemption(cast.dam)


@pytest.mark.parametrize(
    "values",
    [
        {"yellow_points": 30},
        {"statistics_yellow_months": 2},
        {"quarter_1": 20},
        {"quarter_1": 50, "quarter_2": 20, "quarter_3": 75, "quarter_4": 100},
        {"quarter_1": 20, "quarter_2": 50, "quarter_3": 75, "quarter_4": 90},
    ],
)
def test_thresholds_that_contradict_each_other_are_refused(cast, values):
    refused(rule, cast.alpha, date(2024, 1, 1), **values)


def test_a_version_of_a_plan_stays_as_it_was_decided(cast):
    plan = making.year_plan(making.project(cast.alpha, "X", None), 100)
    version = making.plan_version(plan, 1, DAY, 100, reason="")
    change = PlanVersion.objects.filter(pk=version.pk).update
    refused(change, amount=1, error=DatabaseError)
    refused(making.plan_version, plan, 2, DAY, 1, reason="")
    assert making.plan_version(plan, 2, DAY, 1).number == 2


def late(cast, **values):
    given = {"month": MAY.start, "counted_in": JUNE.start, "amount": wan(1), "reason": "漏报"}
    return LateEntry.objects.create(programme=cast.alpha, project=cast.dam, **(given | values))


def test_what_is_made_up_is_counted_later_and_says_why(cast):
    late(cast)
    refused(late, cast, counted_in=MAY.start)
    refused(late, cast, reason=" ")
    refused(late, cast, amount=0)


def test_nothing_is_counted_in_a_closed_month(cast):
    row = late(cast)
    making.closed(cast.alpha, JUNE, report=False)
    refused(late, cast, error=DatabaseError)
    refused(row.delete, error=DatabaseError)


def test_a_problem_is_solved_after_it_was_found_and_says_how(cast):
    given = {"programme": cast.alpha, "project": cast.dam, "text": "用地未批", "found_on": DAY}
    Problem.objects.create(**given, solved_on=DAY, solution="已批复")
    refused(Problem.objects.create, **given, solved_on=DAY)
    refused(Problem.objects.create, **given, due_on=date(2024, 6, 2))


def test_a_matter_says_when_it_was_asked_and_what_came_of_it(cast):
    given = {"programme": cast.alpha, "project": cast.dam, "text": "指标", "raised_on": DAY}
    refused(Matter.objects.create, **given, state="asked")
    refused(Matter.objects.create, **given, state="supported", asked_on=DAY)
    settled = {"state": "supported", "asked_on": DAY, "settled_on": DAY, "result": "同意"}
    assert Matter.objects.create(**given, **settled).result == "同意"


def test_whoever_submits_a_sheet_does_not_sign_it_off(cast):
    moment = "2024-07-01T00:00Z"
    given = {"programme": cast.alpha, "unit": cast.bureau_unit, "month": JUNE.start}
    given |= {"submitted_by": cast.bureau, "submitted_at": moment, "reviewed_at": moment}
    refused(MonthSheet.objects.create, **given, reviewed_by=cast.bureau)


def test_what_is_said_of_a_deal_belongs_to_a_signed_project(cast):
    refused(making.project, cast.alpha, "X", None, partner="企业")
    making.project(cast.alpha, "Y", None, partner="企业", signed=True)


def test_nothing_points_into_another_programme(cast):
    other = making.programme("omega", "外县")
    park = Park.objects.create(programme=other, name="园区")
    kind = ApprovalKind.objects.create(programme=other, name="可研")
    source = FinancingSource.objects.create(programme=other, name="省")
    here = {"programme": cast.alpha, "project": cast.dam}
    refused(making.project, cast.alpha, "X", None, park=park)
    refused(making.project, other, "X", None, parent=cast.dam)
    refused(Approval.objects.create, **here, kind=kind)
    refused(Financing.objects.create, **here, source=source, amount=1)
    there = {**here, "programme": other}
    refused(StatisticsEntry.objects.create, **there, month=JUNE.start, amount=1)


def test_an_exemption_says_why_and_who(cast):
    given = {"rule": "start", "valid_from": DAY, "valid_until": DAY, "reason": "汛期"}
    refused(making.exemption, cast.dam, **given, approver=" ")
    refused(making.exemption, cast.dam, **{**given, "valid_until": date(2024, 6, 2)})
