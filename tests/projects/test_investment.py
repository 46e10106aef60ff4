"""Plan, month, year and ever: one row a project, whatever hangs on it."""

from datetime import date
from decimal import Decimal

import pytest

from core.periods import Period
from programmes.models import ReportingPeriod
from projects.figures import course as figures_course
from projects.figures import totals as figures
from projects.models import MonthEntry, Project
from tests.making import (
    DAY,
    JUNE,
    MAY,
    building,
    entry,
    late,
    opening,
    plan_version,
    stage,
    wan,
    year_plan,
)

APRIL = Period.month(2024, 4)


def of(project, month=JUNE):
    return Project.objects.with_month(month).get(pk=project.pk)


def amounts(project, month=JUNE):
    row = of(project, month)
    return row.plan, row.month_amount, row.year_amount, row.ever_amount


def test_a_project_without_anything_has_no_plan_no_month_and_did_nothing(cast):
    assert amounts(cast.school) == (None, None, Decimal(0), Decimal(0))
    assert of(cast.school).month_entry_id is None


def test_the_year_is_the_sum_of_its_months(cast):
    assert amounts(cast.road) == (wan(1200), wan(100), wan(500), wan(500))
    assert amounts(cast.road, MAY) == (wan(1200), wan(400), wan(400), wan(400))
    assert amounts(cast.road, APRIL) == (wan(1200), None, Decimal(0), Decimal(0))


def test_a_reported_zero_is_reported(cast):
    entry(cast.dam, JUNE, 0)
    assert of(cast.dam).month_amount == Decimal(0)
    assert Project.objects.reported(JUNE).filter(pk=cast.dam.pk).exists()


def test_last_years_months_count_since_the_start_alone(cast):
    december = Period.month(2023, 12)
    ReportingPeriod.objects.create(programme=cast.alpha, month=december.start)
    entry(cast.road, december, 70)
    assert amounts(cast.road) == (wan(1200), wan(100), wan(500), wan(570))


def test_the_opening_of_earlier_months_counts_in_the_year(cast):
    opening(cast.dam, "earlier_months", APRIL, 50)
    assert amounts(cast.dam) == (wan(2400), None, wan(350), wan(350))
    assert amounts(cast.dam, APRIL)[2] == wan(50)
    assert amounts(cast.dam, Period.month(2024, 3))[2] == Decimal(0)


def test_an_opening_that_covers_the_month_is_not_before_it(cast):
    opening(cast.dam, "earlier_months", JUNE, 50)
    row = of(cast.dam)
    assert (row.before, row.year_amount) == (wan(300), wan(350))


def test_the_opening_to_last_year_counts_since_the_start_alone(cast):
    opening(cast.dam, "to_last_year", Period.month(2023, 12), 1000)
    assert amounts(cast.dam) == (wan(2400), None, wan(300), wan(1300))


def test_a_correction_is_taken_off(cast):
    entry(cast.dam, JUNE, "-20.5", reason="核减")
    assert amounts(cast.dam) == (wan(2400), wan("-20.5"), wan("279.5"), wan("279.5"))


def test_two_rows_of_each_kind_do_not_multiply_the_money(cast):
    for month in (1, 2, 3, 4):
        entry(cast.quarry, Period.month(2025, month), 10)
    year_plan(cast.quarry, 600, 2025)
    year_plan(cast.quarry, 300, 2026)
    opening(cast.quarry, "to_last_year", Period.month(2024, 12), 5)
    opening(cast.quarry, "earlier_months", Period.month(2025, 1), 7)
    cast.quarry.supporting_units.add(cast.helper_unit, cast.helper2_unit)
    april = Period.month(2025, 4)
    assert amounts(cast.quarry, april) == (wan(600), wan(10), wan(47), wan(52))


def test_the_sum_over_projects_holds_with_a_filter_that_joins(cast):
    cast.road.supporting_units.add(cast.helper_unit, cast.helper2_unit)
    seen = Project.objects.visible_to(cast.helper2).of(cast.alpha)
    found = figures.investment(seen, JUNE, JUNE)
    assert (found.plan, found.done) == (wan(1200), wan(500))


def test_who_is_due_has_a_plan_of_the_year(cast):
    due = Project.objects.of(cast.alpha).due_to_report(JUNE)
    assert set(due) == {cast.road, cast.dam}
    assert set(Project.objects.of(cast.alpha).not_reported(JUNE)) == {cast.dam}
    assert set(Project.objects.of(cast.alpha).reported(JUNE)) == {cast.road}
    assert not Project.objects.of(cast.alpha).due_to_report(Period.month(2025, 6))


def test_the_month_as_a_whole(cast):
    rows = Project.objects.of(cast.alpha)
    found = figures.investment(rows, JUNE, JUNE)
    assert (found.due, found.reported, found.not_reported) == (2, 1, 1)
    assert (found.plan, found.amount, found.done) == (wan(3600), wan(100), wan(800))
    assert found.share == Decimal(800) / Decimal(3600) or found.share * 9 == 2
    assert found.difference * 18 == -5
    assert found.gap == wan(1000)


def test_without_a_plan_there_is_no_share(cast):
    rows = Project.objects.filter(pk=cast.quarry.pk)
    found = figures.investment(rows, JUNE, JUNE)
    assert (found.due, found.share, found.difference) == (0, None, None)


def test_a_period_that_runs_counts_to_the_month_it_is_read_to(cast):
    entry(cast.road, Period.month(2024, 7), 7)
    rows = Project.objects.filter(pk=cast.road.pk)
    year = rows.with_sums(Period.parse("2024"), JUNE).get()
    assert year.period_amount == wan(500)


def test_the_course_of_the_year_ends_where_the_month_stands(cast):
    opening(cast.dam, "earlier_months", APRIL, 50)
    points = figures_course.course(Project.objects.of(cast.alpha), JUNE)
    assert [str(point.month) for point in points] == [f"2024-0{n}" for n in range(1, 7)]
    assert [point.amount for point in points] == [0, 0, 0, 0, wan(700), wan(100)]
    assert [point.done for point in points] == [0, 0, 0, wan(50), wan(750), wan(850)]
    assert [point.expected for point in points] == [wan(300 * n) for n in range(1, 7)]
    assert [point.reported for point in points] == [0, 0, 0, 0, 2, 1]


def test_a_quarter_counts_its_own_months_and_the_year_its_opening(cast):
    opening(cast.dam, "earlier_months", Period.month(2024, 3), 50)
    rows = Project.objects.of(cast.alpha)
    quarter = figures.investment(rows, Period.parse("2024-Q2"), JUNE)
    assert (quarter.amount, quarter.done) == (wan(800), wan(850))
    year = figures.investment(rows, Period.parse("2024"), JUNE)
    assert (str(year.month), year.amount) == ("2024-06", wan(850))


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2024, 7, 1), "2024-06"),
        (date(2024, 6, 30), "2024-05"),
        (date(2024, 4, 30), "2024-04"),
        (date(2024, 5, 1), "2024-04"),
        (date(2023, 1, 1), "2024-04"),
        (date(2030, 1, 1), "2024-06"),
    ],
)
def test_a_period_is_read_to_its_last_month_that_has_ended(day, month):
    assert str(figures.last_month_of(Period.parse("2024-Q2"), day)) == month


def test_each_project_stands_once_in_the_list_of_a_unit_that_sees_it_twice(cast):
    both = building(cast.alpha, "P9", cast.bureau_unit, 1, township=cast.bureau_unit)
    both.supporting_units.add(cast.bureau_unit)
    seen = Project.objects.visible_to(cast.bureau).filter(pk=both.pk)
    assert list(seen) == [both]


def test_what_is_made_up_counts_in_the_month_it_is_counted_in_and_not_before(cast):
    made = building(cast.alpha, "M1", cast.bureau_unit, 1200)
    entry(made, APRIL, 10)
    entry(made, JUNE, 30)
    late(made, Period.month(2024, 5), JUNE, 7)
    rows = Project.objects.filter(pk=made.pk)
    june, may = (rows.with_month(month).get() for month in (JUNE, Period.month(2024, 5)))
    assert (may.month_amount, may.year_amount, may.ever_amount) == (None, wan(10), wan(10))
    assert (june.month_amount, june.year_amount, june.ever_amount) == (wan(30), wan(47), wan(47))
    found = figures.investment(rows, JUNE, JUNE)
    assert (found.amount, found.done) == (wan(30), wan(47))
    quarter = figures.investment(
        rows,
        Period.containing(DAY, "quarter").previous(),
        figures.last_month_of(Period.containing(DAY, "quarter").previous(), DAY),
    )
    assert (quarter.amount, quarter.done) == (wan(47), wan(47))
    points = figures_course.course(rows, JUNE)
    assert [point.done for point in points][-3:] == [wan(10), wan(10), wan(47)]
    assert [point.amount for point in points][-1] == wan(30)


def test_whoever_said_that_nothing_more_comes_is_not_due_any_longer(cast):
    made = building(cast.alpha, "M2", cast.bureau_unit, 1200, last_report=APRIL.start)
    entry(made, APRIL, 10)
    rows = Project.objects.filter(pk=made.pk)
    assert rows.due_to_report(APRIL).exists()
    assert not rows.due_to_report(JUNE).exists() and not rows.not_reported(JUNE).exists()
    found = figures.investment(rows, JUNE, JUNE)
    assert (found.due, found.reported, found.plan, found.done) == (0, 0, wan(1200), wan(10))


def test_the_last_month_to_report_is_due(cast):
    made = building(cast.alpha, "M2", cast.bureau_unit, 1200, last_report=APRIL.start)
    rows = Project.objects.filter(pk=made.pk)
    assert [rows.not_reported(month).exists() for month in (APRIL, MAY)] == [True, False]


@pytest.mark.parametrize(("on", "due"), [(date(2024, 6, 30), 0), (date(2024, 7, 1), 1)])
def test_whoever_stands_aside_at_the_months_end_is_not_due(cast, on, due):
    made = building(cast.alpha, "M3", cast.bureau_unit, 1200)
    stage(made, "suspended", on)
    rows = Project.objects.filter(pk=made.pk)
    assert rows.due_to_report(JUNE).count() == rows.not_reported(JUNE).count() == due
    assert figures.investment(rows, JUNE, JUNE).due == due
    [sector] = figures.by_sector(rows, JUNE, JUNE)
    assert sector.investment.due == due


def test_whoever_was_aside_and_came_back_is_due_again(cast):
    made = building(cast.alpha, "M4", cast.bureau_unit, 1200)
    stage(made, "suspended", date(2024, 5, 5))
    stage(made, "building", date(2024, 6, 5))
    rows = Project.objects.filter(pk=made.pk)
    assert not rows.due_to_report(MAY).exists() and rows.due_to_report(JUNE).exists()


def test_a_month_goes_by_the_plan_of_its_time(cast):
    made = building(cast.alpha, "M5", cast.bureau_unit, 1000)
    plan = made.year_plans.get()
    decided = [("2024-02-01", 1000), ("2024-07-31", 1500), ("2024-08-01", 2000)]
    for number, (on, amount) in enumerate(decided, 1):
        plan_version(plan, number, on, amount)
    made.year_plans.update(amount=wan(2000))
    july = Period.month(2024, 7)
    assert [amounts(made, month)[0] for month in (APRIL, MAY, JUNE, july)] == [
        wan(1000), wan(1000), wan(1500), wan(2000),
    ]  # fmt: skip
    rows = Project.objects.filter(pk=made.pk)
    assert figures.investment(rows, MAY, MAY).plan == wan(1000)


def test_a_plan_that_came_late_stands_for_its_first_months_too(cast):
    made = building(cast.alpha, "M6", cast.bureau_unit, 1000)
    plan_version(made.year_plans.get(), 1, "2024-12-01", 1000)
    assert amounts(made, APRIL)[0] == wan(1000)


def first_planned(cast, on, by=None):
    """A project in construction whose plan of 2024 was first decided on the day."""
    made = building(cast.alpha, "M7", cast.bureau_unit, 1000)
    plan_version(made.year_plans.get(), 1, on, 1000, created_by=by)
    return Project.objects.filter(pk=made.pk)


@pytest.mark.parametrize(("on", "due"), [(date(2024, 6, 30), 1), (date(2024, 7, 1), 0)])
def test_whoever_was_planned_later_is_not_due(cast, on, due):
    rows = first_planned(cast, on, by=cast.clerk)
    assert rows.due_to_report(JUNE).count() == rows.not_reported(JUNE).count() == due
    assert figures.investment(rows, JUNE, JUNE).not_reported == due
    [sector] = figures.by_sector(rows, JUNE, JUNE)
    assert sector.investment.due == due
    assert rows.due_to_report(Period.month(2024, 7)).exists()


def test_a_plan_that_an_import_brought_is_due_from_the_year_begin(cast):
    rows = first_planned(cast, DAY)
    assert rows.due_to_report(Period.month(2024, 2)).exists()


def test_a_plan_adjusted_later_is_due_from_its_first_version_on(cast):
    rows = first_planned(cast, date(2024, 5, 6), by=cast.clerk)
    plan_version(rows.get().year_plans.get(), 2, "2024-07-01", 900, created_by=cast.clerk)
    assert not rows.due_to_report(APRIL).exists()
    assert rows.due_to_report(MAY).exists() and rows.due_to_report(JUNE).exists()


def test_last_years_plan_says_nothing_of_this_year(cast):
    rows = first_planned(cast, date(2024, 7, 1), by=cast.clerk)
    rows.get().year_plans.update(year=2025)
    year_plan(rows.get(), 500)
    assert rows.due_to_report(JUNE).exists()


def test_whoever_reports_unasked_is_due_and_reported(cast):
    stage(cast.road, "suspended", date(2024, 6, 2))
    rows = Project.objects.filter(pk=cast.road.pk)
    MonthEntry.objects.filter(project=cast.road, month=JUNE.start).delete()
    assert figures.investment(rows, JUNE, JUNE).due == 0
    entry(cast.road, JUNE, 5)
    found = figures.investment(rows, JUNE, JUNE)
    assert (found.due, found.reported, found.not_reported) == (1, 1, 0)


def test_a_plan_made_in_july_leaves_june_as_it_was(cast):
    before = figures.investment(Project.objects.of(cast.alpha), JUNE, JUNE)
    rows = first_planned(cast, date(2024, 7, 1), by=cast.clerk)
    entry(rows.get(), JUNE, 5)
    assert figures.investment(Project.objects.of(cast.alpha), JUNE, JUNE) == before
