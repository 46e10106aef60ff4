"""The light of a project by d = share of the plan − 序时进度, at each boundary."""

from datetime import date
from decimal import Decimal

import pytest

from core.choices import Light
from core.periods import Period
from projects.choices import Stage
from projects.figures import lights as figures_lights
from projects.light_reasons import progress_reason
from projects.models import Project
from tests.making import DAY, JUNE, building, entry, plan_version, project, stage, wan, year_plan

CENT = Decimal("0.01")

# A plan of 1,200万元, of which 600 are due by June: 1 point is 12万元.
BOUNDARIES = [
    (wan(1200), Light.GREEN),
    (wan(600), Light.GREEN),
    (wan(600) - CENT, Light.WATCH),
    (wan(480) + CENT, Light.WATCH),
    (wan(480), Light.YELLOW),
    (wan(480) - CENT, Light.YELLOW),
    (wan(240) + CENT, Light.YELLOW),
    (wan(240), Light.YELLOW),
    (wan(240) - CENT, Light.RED),
    (Decimal(0), Light.RED),
]


def light(of, month=JUNE, on=DAY):
    return Project.objects.with_lights(month).with_stage(on=on).get(pk=of.pk)


@pytest.mark.parametrize(("done", "expected"), BOUNDARIES)
def test_a_light_changes_exactly_at_its_boundary(cast, done, expected):
    made = building(cast.alpha, "L1", cast.bureau_unit, 1200)
    entry(made, JUNE, 0)
    made.entries.update(amount=done)
    assert light(made).light == expected


# Seven twelfths of a plan of 1 yuan is no decimal: nothing may be rounded on the way.
SEVENTHS = [("0.59", "green"), ("0.58", "watch"), ("0.49", "watch"), ("0.48", "yellow")]
SEVENTHS += [("0.29", "yellow"), ("0.28", "red")]


@pytest.mark.parametrize(("done", "expected"), SEVENTHS)
def test_a_share_without_an_end_is_compared_exactly(cast, done, expected):
    july = Period.month(2024, 7)
    made = building(cast.alpha, "L1", cast.bureau_unit)
    year_plan(made, "0.0001")
    entry(made, july, 0)
    made.entries.update(amount=Decimal(done))
    assert light(made, july).light == expected


def test_a_month_without_an_entry_is_unreported_however_much_was_done(cast):
    made = building(cast.alpha, "L1", cast.bureau_unit, 100)
    entry(made, Period.month(2024, 5), 100)
    assert light(made).light == Light.UNREPORTED


@pytest.mark.parametrize("plan", [None, 0])
def test_without_a_plan_there_is_nothing_to_compare(cast, plan):
    made = building(cast.alpha, "L1", cast.bureau_unit, plan)
    entry(made, JUNE, 1)
    assert light(made).light == Light.UNPLANNED


def test_another_years_plan_is_none_of_this_year(cast):
    made = building(cast.alpha, "L1", cast.bureau_unit)
    year_plan(made, 100, 2025)
    assert light(made).light == Light.UNPLANNED


@pytest.mark.parametrize("name", [one for one in Stage if one != Stage.BUILDING])
def test_only_projects_in_construction_have_a_light(cast, name):
    made = project(cast.alpha, "L1", cast.bureau_unit)
    stage(made, name, date(2024, 3, 1))
    year_plan(made, 1200)
    entry(made, JUNE, 0)
    assert light(made).light == Light.NONE


def test_a_project_without_a_stage_has_no_light(cast):
    made = project(cast.alpha, "L1", cast.bureau_unit)
    year_plan(made, 1200)
    row = light(made)
    assert (row.stage, row.light) == (None, Light.NONE)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 2, 29), None),
        (date(2024, 3, 1), "building"),
        (date(2024, 6, 30), "building"),
        (date(2024, 7, 1), "completed"),
        (date(2030, 1, 1), "completed"),
    ],
)
def test_a_stage_is_that_of_the_day_looked_as_of(cast, day, expected):
    made = building(cast.alpha, "L1", cast.bureau_unit, 100)
    stage(made, "completed", date(2024, 7, 1))
    assert Project.objects.with_stage(on=day).get(pk=made.pk).stage == expected


def test_of_two_stages_of_one_day_the_later_row_counts(cast):
    made = project(cast.alpha, "L1", cast.bureau_unit)
    stage(made, "tender", date(2024, 3, 1))
    stage(made, "building", date(2024, 3, 1))
    assert Project.objects.with_stage(on=DAY).get(pk=made.pk).stage == "building"


def test_a_stage_entered_later_but_dated_earlier_does_not_count(cast):
    made = building(cast.alpha, "L1", cast.bureau_unit)
    stage(made, "reserve", date(2023, 1, 1))
    assert Project.objects.in_construction(on=DAY).filter(pk=made.pk).exists()
    assert Project.objects.begun(on=DAY).filter(pk=made.pk).exists()


def test_the_lights_of_a_programme_are_counted(cast):
    counts = figures_lights.counts(Project.objects.of(cast.alpha), JUNE)
    found = figures_lights.in_construction(counts)
    assert {key.value: count for key, count in found.items() if count} == {
        "watch": 1,
        "unreported": 1,
        "unplanned": 1,
    }


SENTENCES = [
    ("600", "占年度计划的50.00%，与序时进度持平。"),
    ("720", "60.00%，高于序时进度10.00个百分点"),
    ("500", "41.67%，低于序时进度8.33个百分点"),
]


@pytest.mark.parametrize(("done", "words"), SENTENCES)
def test_a_light_is_explained_in_one_sentence(cast, done, words):
    made = building(cast.alpha, "L1", cast.bureau_unit, 1200)
    entry(made, JUNE, done)
    assert words in progress_reason(light(made), JUNE)


def test_missing_things_are_said_too(cast):
    assert "2024年6月" in progress_reason(light(cast.dam), JUNE)
    assert "计划" in progress_reason(light(cast.quarry), JUNE)
    assert progress_reason(light(cast.school), JUNE) == ""


def test_the_sample_has_the_lights_of_june(sample, db):
    found = figures_lights.in_construction(figures_lights.counts(Project.objects.of(sample), JUNE))
    assert {key.value: count for key, count in found.items()} == {
        "red": 3,
        "yellow": 7,
        "watch": 7,
        "green": 10,
        "unreported": 3,
        "unplanned": 0,
        "exempt": 0,
    }


def test_before_its_plan_was_made_a_project_is_not_called_unreported(cast):
    made = building(cast.alpha, "L9", cast.bureau_unit, 1200)
    plan_version(made.year_plans.get(), 1, "2024-07-01", 1200, created_by=cast.clerk)
    found, july = light(made), light(made, Period.month(2024, 7))
    assert (found.light, progress_reason(found, JUNE)) == (
        Light.UNPLANNED,
        "截至2024年6月底没有年度计划。",
    )
    assert july.light == Light.UNREPORTED
