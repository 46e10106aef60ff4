"""Start, statistics, two yellow in a row, exemptions, and versions of the rules."""

from datetime import date
from decimal import Decimal

import pytest

from core.choices import Light
from core.periods import Period
from projects.choices import LightKind
from projects.figures import course as figures_course
from projects.figures import lights as figures_lights
from projects.figures import totals as figures
from projects.light_reasons import missing_field, reason_of, reasons
from projects.models import Exemption, LightRule, Project
from projects.tables.projects import OverallColumn
from tests.making import (
    DAY,
    JUNE,
    MAY,
    building,
    entry,
    opening,
    plan_version,
    project,
    stage,
    wan,
    year_plan,
)

CENT = Decimal("0.01")


def lit(of, month=JUNE, on=DAY):
    return Project.objects.with_lights(month).with_stage(on=on).get(pk=of.pk)


def rules(cast, first=date(2024, 1, 1), until=None, **values):
    return LightRule.objects.create(
        programme=cast.alpha, valid_from=first, valid_until=until, **values
    )


def exempt(of, rule, until=date(2024, 6, 30), first=date(2024, 6, 1)):
    return Exemption.objects.create(
        programme=of.programme,
        project=of,
        rule=rule,
        reason="汛期停工",
        approver="县领导",
        valid_from=first,
        valid_until=until,
    )


def waiting(cast, planned, name="early", **values):
    made = project(cast.alpha, "S1", cast.bureau_unit, planned_start=planned, **values)
    stage(made, name, date(2023, 1, 1))
    return made


STARTS = [
    (date(2024, 7, 1), Light.GREEN),
    (date(2024, 6, 1), Light.YELLOW),
    (date(2024, 4, 1), Light.YELLOW),
    (date(2024, 3, 1), Light.RED),
    (date(2023, 7, 1), Light.RED),
    (None, Light.MISSING),
]


@pytest.mark.parametrize(("planned", "expected"), STARTS)
def test_a_start_is_yellow_once_its_month_has_passed_and_red_three_months_later(
    cast, planned, expected
):
    row = lit(waiting(cast, planned))
    assert (row.start_light, row.worst_light, row.light) == (expected, expected, Light.NONE)


@pytest.mark.parametrize("name", ["building", "completed", "suspended", "terminated"])
def test_a_start_is_rated_of_projects_not_begun_alone(cast, name):
    assert lit(waiting(cast, date(2024, 1, 1), name)).start_light == Light.NONE


STATISTICS = [
    (False, date(2024, 5, 1), Light.GREEN),
    (False, date(2024, 4, 1), Light.YELLOW),
    (False, date(2024, 3, 1), Light.RED),
    (True, date(2023, 1, 1), Light.GREEN),
    (True, None, Light.GREEN),
    (None, date(2023, 1, 1), Light.MISSING),
    (False, None, Light.MISSING),
]


@pytest.mark.parametrize(("counted", "begun", "expected"), STATISTICS)
def test_the_statistics_are_yellow_after_one_month_and_red_after_two(
    cast, counted, begun, expected
):
    made = building(cast.alpha, "S2", cast.bureau_unit, in_statistics=counted, actual_start=begun)
    assert lit(made).statistics_light == expected


def test_the_statistics_are_rated_in_construction_alone(cast):
    made = waiting(cast, None, "completed", in_statistics=False, actual_start=date(2023, 1, 1))
    assert lit(made).statistics_light == Light.NONE


def test_what_lacks_a_field_is_never_green(cast):
    made = building(cast.alpha, "S3", cast.bureau_unit, 1200)
    entry(made, JUNE, 900)
    row = lit(made)
    assert (row.light, row.statistics_light, row.worst_light) == ("green", "missing", "missing")
    assert reasons(row, JUNE)[1] == "缺实际开工月份，未评入库纳统。"


def test_a_project_shows_its_worst_light_and_why(cast):
    made = building(
        cast.alpha, "S4", cast.bureau_unit, 1200, in_statistics=False, actual_start=date(2024, 2, 1)
    )
    entry(made, JUNE, 480)
    row = lit(made)
    assert (row.light, row.statistics_light, row.worst_light) == ("yellow", "red", "red")
    assert reasons(row, JUNE) == [
        "占年度计划的40.00%，低于序时进度10.00个百分点。",
        "2024年2月开工，已过4个月未入库纳统。",
    ]


# Of a plan of 1,200万元, 500 are due by May and 600 by June.
IN_A_ROW = [
    (380 + CENT, Light.YELLOW),  # in May less than 10 points below
    (Decimal(380), Light.RED),
    (Decimal(140), Light.RED),
    (140 - CENT, Light.YELLOW),  # red in May
]


@pytest.mark.parametrize(("may", "expected"), IN_A_ROW)
def test_two_yellow_in_a_row_become_red(cast, may, expected):
    made = building(cast.alpha, "S5", cast.bureau_unit, 1200)
    entry(made, MAY, may)
    entry(made, JUNE, 450 - may)
    row = lit(made)
    assert row.light == expected
    assert ("连续两月黄灯" in reasons(row, JUNE)[0]) == (expected == Light.RED)


def test_a_month_that_was_not_reported_was_not_yellow(cast):
    made = building(cast.alpha, "S5", cast.bureau_unit, 1200)
    entry(made, Period.month(2024, 4), 380)
    entry(made, JUNE, 70)
    assert lit(made).light == Light.YELLOW


def test_december_and_january_go_by_the_plans_of_their_own_years(cast):
    made = building(cast.alpha, "S5", cast.bureau_unit, 1200)
    year_plan(made, 6000, 2025)
    entry(made, Period.month(2024, 12), 1000)
    entry(made, Period.month(2025, 1), 0)
    january = Period.month(2025, 1)
    assert lit(made, january, january.last_day).light == Light.WATCH
    year_plan(project(cast.alpha, "S6", None), 1)
    rules(cast, yellow_points=5)
    assert lit(made, january, january.last_day).light == Light.RED


def yellow_in_january(cast, december, done):
    """A project that is yellow in January 2025, with what it planned and did in 2024."""
    rules(cast, yellow_points=5)
    made = building(cast.alpha, "S5", cast.bureau_unit, december)
    year_plan(made, 1200, 2025)
    entry(made, Period.month(2024, 12), done)
    entry(made, Period.month(2025, 1), 0)
    return made


def test_a_year_without_a_plan_was_not_yellow(cast):
    made, january = yellow_in_january(cast, 0, 0), Period.month(2025, 1)
    assert lit(made, january, january.last_day).light == Light.YELLOW


def test_what_was_done_before_the_last_year_is_none_of_its_december(cast):
    made, january = yellow_in_january(cast, 1200, 1000), Period.month(2025, 1)
    opening(made, "to_last_year", Period.month(2024, 12), 500)
    assert lit(made, january, january.last_day).light == Light.RED


def test_the_month_before_goes_by_the_plan_of_this_month(cast):
    made = building(cast.alpha, "S5", cast.bureau_unit, 1200)
    plan_version(made.year_plans.get(), 1, "2024-01-05", 600)
    plan_version(made.year_plans.get(), 2, "2024-07-05", 1200)
    entry(made, MAY, 300)
    entry(made, JUNE, 150)
    assert (lit(made, MAY).light, lit(made, JUNE).light) == (Light.GREEN, Light.RED)


def test_a_list_by_light_begins_with_the_worst(cast):
    Project.objects.update(in_statistics=True)
    rows = (
        Project.objects.of(cast.alpha).with_lights(JUNE).with_stage(on=DAY).exclude(worst_light="")
    )
    ordered = rows.order_by(*OverallColumn().sort_keys(["warning"]))
    shown = [(one.code, one.worst_light) for one in ordered]
    assert shown == [
        ("P2", "unreported"), ("P4", "missing"), ("P3", "unplanned"), ("P1", "watch"),
    ]  # fmt: skip


GREEN = [
    ({"in_statistics": True}, "已入库纳统。"),
    ({"in_statistics": False, "actual_start": date(2024, 6, 1)}, "2024年6月开工，入库纳统未到期。"),
]


@pytest.mark.parametrize(("values", "words"), GREEN)
def test_a_green_light_is_explained_too(cast, values, words):
    assert reasons(lit(building(cast.alpha, "S13", None, **values)), JUNE)[-1] == words
    waits = waiting(cast, date(2025, 3, 1))
    assert reasons(lit(waits), JUNE) == ["计划2025年3月开工，未到期。"]


def test_two_in_a_row_is_a_switch(cast):
    rules(cast, repeated_yellow_is_red=False)
    made = building(cast.alpha, "S5", cast.bureau_unit, 1200)
    entry(made, MAY, 300)
    entry(made, JUNE, 150)
    assert lit(made).light == Light.YELLOW


@pytest.mark.parametrize(
    ("first", "until", "expected"),
    [
        (date(2024, 6, 30), date(2024, 6, 30), Light.EXEMPT),
        (date(2024, 6, 1), date(2024, 6, 29), Light.RED),
        (date(2024, 7, 1), date(2024, 7, 31), Light.RED),
    ],
)
def test_an_exemption_holds_where_it_is_valid_at_the_months_end(cast, first, until, expected):
    made = building(cast.alpha, "S7", cast.bureau_unit, 1200)
    entry(made, JUNE, 0)
    exempt(made, "progress", until, first)
    row = lit(made)
    assert row.light == expected
    said = "免责：汛期停工（县领导批准，至2024-06-30）。"
    assert (said in reasons(row, JUNE)) == (expected == Light.EXEMPT)


def test_an_exemption_is_of_one_rule_and_hides_no_other(cast):
    made = waiting(cast, date(2024, 1, 1))
    exempt(made, "statistics")
    assert lit(made).start_light == Light.RED
    exempt(made, "start")
    assert lit(made).worst_light == Light.EXEMPT


def test_of_several_exemptions_the_one_that_lasts_longest_is_named(cast):
    made = building(cast.alpha, "S7", cast.bureau_unit, 1200)
    exempt(made, "progress", date(2024, 6, 30))
    exempt(made, "statistics", date(2024, 8, 31))
    exempt(made, "start", date(2024, 7, 31))
    assert lit(made).exemption["until"] == "2024-08-31"


def test_an_exempt_project_that_is_on_schedule_stays_green(cast):
    made = building(cast.alpha, "S7", cast.bureau_unit, 1200)
    entry(made, JUNE, 900)
    exempt(made, "progress")
    assert lit(made).light == Light.GREEN


def test_a_month_keeps_the_version_of_the_rules_that_was_valid_in_it(cast):
    rules(cast, until=date(2024, 6, 1), yellow_points=5, red_points=10)
    rules(cast, date(2024, 6, 1), yellow_points=20, red_points=40)
    made = building(cast.alpha, "S8", cast.bureau_unit, 1200)
    entry(made, MAY, 300)
    entry(made, JUNE, 100)
    assert lit(made, MAY).light == Light.RED
    assert lit(made, JUNE).light == Light.WATCH


def test_switched_off_rules_rate_nothing(cast):
    rules(cast, rates_start=False, rates_statistics=False)
    assert lit(waiting(cast, None)).worst_light == Light.NONE
    assert lit(building(cast.alpha, "S9", None)).statistics_light == Light.NONE


QUARTERS = {"quarter_1": 20, "quarter_2": 50, "quarter_3": 75, "quarter_4": 100}
DUE = [(2, "1.6"), (3, "2.4"), (4, "3.6"), (6, "6"), (8, "8"), (12, "12")]


@pytest.mark.parametrize(("month", "twelfths"), DUE)
def test_a_quarterly_schedule_takes_the_place_of_months_by_twelve(cast, month, twelfths):
    version = rules(cast, **QUARTERS)
    version.refresh_from_db()
    period = Period.month(2024, month)
    made = building(cast.alpha, "S10", None, 1200)
    row = lit(made, period)
    assert row.due_twelfths == Decimal(twelfths)


def test_every_figure_goes_by_the_quarterly_schedule(cast):
    rules(cast, quarter_1=10, quarter_2=40, quarter_3=70, quarter_4=100)
    made = building(cast.alpha, "S11", None, 1200)
    entry(made, JUNE, 480)
    assert lit(made).light == Light.GREEN
    assert lit(made).progress.difference == 0
    projects = Project.objects.filter(pk=made.pk)
    found = figures.investment(projects, JUNE, JUNE)
    assert (found.difference, found.gap, found.due_share * 100) == (0, 0, 40)
    assert [point.expected for point in figures_course.course(projects, JUNE)][-2:] == [
        wan(360),
        wan(480),
    ]
    [sector] = figures.by_sector(projects, JUNE, JUNE)
    assert sector.investment == found


def test_overdue_starts_and_what_is_not_in_the_statistics_are_counted(cast):
    waiting(cast, date(2024, 1, 1))
    building(cast.alpha, "S12", None, in_statistics=False, actual_start=date(2024, 1, 1))
    rows = Project.objects.filter(code__startswith="S")
    found = figures_lights.counts(rows, JUNE)
    kinds = (LightKind.START, LightKind.STATISTICS, LightKind.OVERALL)
    assert [figures_lights.warned(found, kind) for kind in kinds] == [1, 1, 2]
    lists = rows.with_lights(JUNE).with_stage(on=DAY)
    assert lists.get(start_light="red").code == "S1"
    assert lists.get(statistics_light="red").code == "S12"


def test_the_sums_of_all_units_are_those_of_all_projects(cast):
    waiting(cast, date(2024, 1, 1))
    rows = Project.objects.of(cast.alpha)
    by_unit = figures_lights.counts_by_unit(rows, JUNE)
    together = figures_lights.counts_together(row["counts"] for row in by_unit)
    assert together == figures_lights.counts(rows, JUNE)


# Of a plan of 1,200万元: planned start, done of it, the progress light and the overall warning.
BEFORE_THE_START = [
    (date(2024, 7, 1), 0, Light.NOT_DUE, Light.NOT_DUE),
    (date(2024, 7, 1), 1, Light.NOT_DUE, Light.NOT_DUE),
    (date(2024, 6, 1), 0, Light.NONE, Light.YELLOW),
    (date(2024, 3, 1), 0, Light.NONE, Light.RED),
    (None, 0, Light.NONE, Light.MISSING),
]


@pytest.mark.parametrize(("planned", "done", "progress", "worst"), BEFORE_THE_START)
def test_before_the_planned_start_nothing_is_due_of_the_plan(cast, planned, done, progress, worst):
    made = waiting(cast, planned)
    year_plan(made, 1200)
    entry(made, JUNE, done)
    row = lit(made)
    assert (row.light, row.worst_light) == (progress, worst)


def test_what_waits_for_its_start_says_so_and_is_not_among_those_in_construction(cast):
    made = waiting(cast, date(2024, 9, 1))
    year_plan(made, 1200)
    assert reason_of(lit(made), LightKind.OVERALL, JUNE) == (
        "计划2024年9月开工，未到计划开工，暂不评进度。"
    )
    without, counts = (
        figures_lights.counts(rows, JUNE)
        for rows in (Project.objects.exclude(pk=made.pk), Project.objects.all())
    )
    assert figures_lights.in_construction(counts) == figures_lights.in_construction(without)
    assert counts[LightKind.PROGRESS][Light.NOT_DUE] == 1


def test_without_a_plan_of_the_year_the_progress_says_nothing_before_the_start(cast):
    row = lit(waiting(cast, date(2024, 9, 1)))
    assert (row.light, row.start_light, row.worst_light) == ("", "green", "green")


def test_the_overall_warning_is_explained_by_the_lights_of_its_colour(cast):
    made = building(
        cast.alpha, "S4", None, 1200, in_statistics=False, actual_start=date(2024, 2, 1)
    )
    entry(made, JUNE, 480)
    assert reason_of(lit(made), LightKind.OVERALL, JUNE) == "2024年2月开工，已过4个月未入库纳统。"
    assert "10.00个百分点" in reason_of(lit(made), LightKind.PROGRESS, JUNE)


MISSING = [
    ({"actual_start": None, "in_statistics": None}, "actual_start"),
    ({"actual_start": None, "in_statistics": False}, "actual_start"),
    ({"actual_start": date(2024, 2, 1), "in_statistics": None}, "in_statistics"),
    ({"actual_start": None, "in_statistics": True}, ""),
]


@pytest.mark.parametrize(("values", "field"), MISSING)
def test_the_field_that_is_missing_is_named(cast, values, field):
    made = building(cast.alpha, "S4", None, 1200, **values)
    entry(made, JUNE, 1200)
    kinds = (LightKind.STATISTICS, LightKind.OVERALL)
    assert [missing_field(lit(made), kind) for kind in kinds] == [field] * 2
    begins = waiting(cast, None)
    assert missing_field(lit(begins), LightKind.OVERALL) == "planned_start"
