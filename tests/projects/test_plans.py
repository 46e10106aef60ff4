"""A year's plan is made once and adjusted with a reason; each version stays. The importer's
changes are versions, too. The class of a year is apart from the stage."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from projects.figures.plans import years_of
from projects.figures.related_rows import RelatedRows
from projects.models import PlanVersion, YearPlan
from projects.services.plans import (
    adjust_plan,
    create_year_plan,
    record_plan_versions,
    set_year_class,
)
from tests.making import wan

JULY_1, JULY_2 = date(2024, 7, 1), date(2024, 7, 2)


def planned(cast, year=2025, **values) -> YearPlan:
    given = {"project": cast.road, "year": year, "on": JULY_1, "by": cast.clerk}
    return create_year_plan(**given, **{"amount": wan(100), **values})


def versions(plan) -> list[tuple]:
    return [*plan.versions.values_list("number", "amount", "reason", "decided_on")]


def test_the_first_plan_is_version_1_and_needs_no_reason(cast):
    plan = planned(cast, image_goal="主体完工")
    assert versions(plan) == [(1, wan(100), "", JULY_1)]
    assert plan.versions.get().created_by == cast.clerk


def test_an_adjustment_is_a_version_with_its_reason_and_the_plan_follows(cast):
    plan = planned(cast)
    given = {"plan": plan, "version": 1, "on": JULY_2, "by": cast.clerk}
    adjust_plan(**given, reason="概算调整", amount=wan(80))
    assert YearPlan.objects.get(pk=plan.pk).amount == wan(80)
    assert versions(plan) == [(1, wan(100), "", JULY_1), (2, wan(80), "概算调整", JULY_2)]


def test_an_adjustment_before_the_last_version_is_refused(cast):
    given = {"plan": planned(cast), "version": 1, "by": cast.clerk, "reason": "x"}
    with pytest.raises(ValidationError) as error:
        adjust_plan(**given, on=date(2024, 6, 30), amount=wan(80))
    assert set(error.value.message_dict) == {"decided_on"}


def test_versions_of_a_set_are_those_of_the_plans_that_changed(cast):
    given = {"on": JULY_1, "reason": "导入2024年6月台账"}
    assert record_plan_versions(cast.alpha, 2024, **given) == 2
    assert record_plan_versions(cast.alpha, 2024, **given) == 0
    YearPlan.objects.filter(project=cast.road).update(amount=wan(1), planned_start=JULY_1)
    assert record_plan_versions(cast.alpha, 2024, **given) == 1
    last = PlanVersion.objects.get(plan__project=cast.road, number=2)
    assert (last.amount, last.reason) == (wan(1), "导入2024年6月台账")
    assert not PlanVersion.objects.filter(programme=cast.beta.programme).exists()


def test_every_year_of_the_programme_stands_with_its_class_and_plan(cast):
    set_year_class(
        project=cast.road, year=2025, name="continued", current=None, version=0, by=cast.clerk,
    )  # fmt: skip
    years = years_of(RelatedRows(cast.road, on=cast.day))
    assert [one.year for one in years] == [2024, 2025, 2026, 2027]
    assert (years[0].plan.amount, years[0].class_) == (wan(1200), None)
    assert (years[1].plan, years[1].class_.name) == (None, "continued")


def test_the_sample_holds_a_first_version_of_each_plan(sample):
    plans = YearPlan.objects.of(sample)
    assert PlanVersion.objects.of(sample).count() == plans.count() > 0
