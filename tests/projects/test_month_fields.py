"""What a month's entry asks for: by the stage at the month's end, three fields at most."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.periods import Period
from projects.figures.month_fields import ReportPhase, month_field_spec
from projects.models import MonthEntry, Project
from projects.services.months import record_month, record_no_change
from projects.services.reporting import resume_reporting, stop_reporting
from tests.making import JUNE, MAY, entry, stage, wan, year_plan

APRIL = Period.month(2024, 4)


@pytest.mark.parametrize(
    ("name", "phase"),
    [
        ("reserve", "early"),
        ("early", "early"),
        ("tender", "early"),
        ("building", "building"),
        ("surveying", "building"),
        ("suspended", "building"),
        ("completed", "after"),
        ("operating", "after"),
        ("accepted", "after"),
    ],
)
def test_the_stage_says_how_a_month_is_told(cast, name, phase):
    stage(cast.school, name, date(2024, 6, 30))
    assert month_field_spec(cast.school, JUNE).phase == phase


def test_the_stage_at_the_months_end_counts(cast):
    stage(cast.school, "building", date(2024, 7, 1))
    assert month_field_spec(cast.school, JUNE).phase == ReportPhase.EARLY
    assert month_field_spec(cast.school, Period.month(2024, 7)).phase == ReportPhase.BUILDING


def test_early_work_is_told_in_words_and_holds_nought(cast):
    said = {"image_progress": "可研已批", "problems": "用地未批", "next_step": "报批用地"}
    made = record_month(project=cast.school, month=JUNE, by=cast.bureau, **said)
    assert made.amount == Decimal(0)
    assert (made.image_progress, made.problems, made.next_step) == tuple(said.values())


def test_early_work_without_a_word_is_refused(cast):
    with pytest.raises(ValidationError, match="无变化"):
        record_month(project=cast.school, month=JUNE, by=cast.bureau)
    assert record_no_change(project=cast.school, month=JUNE, by=cast.bureau).no_change


def test_where_the_year_has_a_plan_early_work_tells_its_investment(cast):
    year_plan(cast.school, 100)
    with pytest.raises(ValidationError):
        record_month(project=cast.school, month=JUNE, by=cast.bureau, image_progress="可研")
    made = record_month(project=cast.school, month=JUNE, by=cast.bureau, amount=wan(3))
    assert made.amount == wan(3)


def test_a_figure_that_stands_keeps_its_field(cast):
    entry(cast.school, JUNE, 7)
    assert month_field_spec(cast.school, JUNE).has_amount
    assert not month_field_spec(cast.school, MAY).has_amount


def test_last_texts_are_a_draft_only_where_they_told_the_same(cast):
    entry(cast.road, APRIL, 1, image_progress="桥梁合龙")
    MonthEntry.objects.filter(project=cast.road, month__gt=APRIL.start).delete()
    assert month_field_spec(cast.road, MAY).draft["image_progress"] == "桥梁合龙"
    stage(cast.road, "completed", date(2024, 5, 20))
    assert month_field_spec(cast.road, MAY).draft == {}


# 不再填报


@pytest.fixture
def done(cast) -> Project:
    stage(cast.road, "completed", date(2024, 6, 20))
    return cast.road


def stop(project, month=JUNE, version=1) -> Period:
    return stop_reporting(project=project, month=month, version=version)


def test_what_is_reported_already_stays(cast, done):
    assert stop(done) == JUNE


def test_a_month_not_reported_is_the_first_that_is_not_asked_for(cast, done):
    cast.road_june.delete()
    assert stop(done) == MAY


def test_what_is_being_built_is_reported_on(cast):
    with pytest.raises(ValidationError, match="竣工"):
        stop(cast.dam)


def test_after_it_no_month_is_taken_until_it_is_reported_again(cast, done):
    stop(done)
    july = Period.month(2024, 7)
    with pytest.raises(ValidationError, match="不再填报"):
        record_month(project=done, month=july, by=cast.bureau, amount=wan(1))
    resume_reporting(project=done, month=july, version=2)
    assert record_month(project=done, month=july, by=cast.bureau, amount=wan(1))
