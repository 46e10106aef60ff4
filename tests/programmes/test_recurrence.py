"""Recurring tasks: periods and due days in any year, and occurrences closed one by one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as any_

from core.periods import month_end
from core.records import StaleRecord
from core.workdays import ARRANGED, Workdays
from programmes.choices import RecurrenceKind
from programmes.figures.recurrence import planned
from programmes.models import CalendarDay, TaskOccurrence, TaskRecurrence
from programmes.services.task_recurrence import (
    add_recurrence,
    close_occurrence,
    edit_recurrence,
    excuse_occurrence,
    plan_occurrences,
    remove_recurrence,
    reopen_occurrence,
)
from programmes.services.task_requests import accept_request
from tests import making

COUNTRY = Workdays()
ALL_YEAR = {"first_month": 1, "last_month": 12, "times_a_year": None}


@any_.composite
def recurrences(draw) -> TaskRecurrence:
    first = draw(any_.integers(1, 12))
    last = draw(any_.integers(first, 12))
    kind = draw(any_.sampled_from(RecurrenceKind))
    times = draw(any_.integers(1, last - first + 1)) if kind == RecurrenceKind.TIMES else None
    year = draw(any_.integers(2004, 2040))  # with and without an arrangement of holidays
    given = {"first_month": first, "last_month": last, "times_a_year": times}
    return TaskRecurrence(year=year, kind=kind, **given)


def bounds(recurrence: TaskRecurrence) -> tuple[date, date]:
    last = date(recurrence.year, recurrence.last_month, 1)
    return date(recurrence.year, recurrence.first_month, 1), month_end(last)


@given(recurrences())
def test_the_periods_cover_the_months_without_gap_and_overlap(recurrence):
    plan = planned(recurrence, COUNTRY, after=None)
    first, last = bounds(recurrence)
    assert (plan[0].first_day, plan[-1].last_day) == (first, last)
    for one, following in zip(plan, plan[1:], strict=False):
        assert following.first_day == one.last_day + timedelta(days=1)


@given(recurrences())
def test_there_are_as_many_periods_as_it_says(recurrence):
    months = recurrence.last_month - recurrence.first_month + 1
    quarters = (recurrence.last_month - 1) // 3 - (recurrence.first_month - 1) // 3 + 1
    expected = {"monthly": months, "quarterly": quarters, "times": recurrence.times_a_year}
    assert len(planned(recurrence, COUNTRY, after=None)) == expected[recurrence.kind]


@given(recurrences())
def test_a_period_is_due_on_its_last_day_or_the_first_working_day_after_it(recurrence):
    for one in planned(recurrence, COUNTRY, after=None):
        assert COUNTRY.is_workday(one.due_on)
        rests = range((one.due_on - one.last_day).days)
        assert not any(COUNTRY.is_workday(one.last_day + timedelta(n)) for n in rests)


@given(recurrences(), any_.integers(0, 365))
def test_what_is_planned_after_a_day_begins_after_it(recurrence, count):
    after = date(recurrence.year, 1, 1) + timedelta(count)
    plan = planned(recurrence, COUNTRY, after=after)
    assert all(after < one.first_day <= one.last_day <= one.due_on for one in plan)


def test_a_year_without_an_arrangement_goes_by_the_weekday():
    assert 2027 not in ARRANGED
    year = TaskRecurrence(year=2027, kind="monthly", first_month=1, last_month=12)
    due = [one.due_on for one in planned(year, COUNTRY, after=None)]
    assert due[1] == date(2027, 3, 1)  # 28 February is a Sunday
    assert due[8] == date(2027, 9, 30)  # a Thursday


def test_a_rest_day_of_the_county_moves_the_due_day(cast):
    CalendarDay.objects.create(programme=cast.alpha, day=date(2024, 7, 31), name="火把节")
    set_(cast, kind="monthly")
    july = cast.road_task.occurrences.get(number=7)
    assert (july.last_day, july.due_on) == (date(2024, 7, 31), date(2024, 8, 1))


def set_(cast, **values) -> TaskRecurrence:
    given = {"year": 2024, **ALL_YEAR, **values}
    return add_recurrence(task=cast.road_task, by=cast.clerk, **given)


def changed(cast, recurrence, **values) -> None:
    recurrence.refresh_from_db()
    given = {"version": recurrence.version, "by": cast.clerk, **ALL_YEAR, **values}
    edit_recurrence(recurrence, **given)


def close(cast, occurrence: TaskOccurrence, **values) -> None:
    given = {"version": occurrence.version, "result": "已开调度会", "done_on": cast.day, **values}
    close_occurrence(occurrence, by=cast.bureau, on=cast.day, **given)


def spans(cast) -> list[tuple[int, str, str]]:
    rows = cast.road_task.occurrences.all()
    return [(one.number, f"{one.first_day:%m-%d}", f"{one.last_day:%m-%d}") for one in rows]


def test_planning_again_changes_nothing(cast):
    recurrence = set_(cast, kind="quarterly")
    before = [*TaskOccurrence.objects.values()]
    plan_occurrences(recurrence, by=cast.clerk)
    assert [*TaskOccurrence.objects.values()] == before
    assert len(before) == 4


def test_another_recurrence_keeps_what_was_closed(cast):
    recurrence = set_(cast, kind="monthly")
    first, second = cast.road_task.occurrences.all()[:2]
    close(cast, second)
    changed(cast, recurrence, kind="quarterly")
    assert spans(cast) == [
        (1, "01-01", "01-31"),
        (2, "02-01", "02-29"),
        (3, "03-01", "03-31"),
        (4, "04-01", "06-30"),
        (5, "07-01", "09-30"),
        (6, "10-01", "12-31"),
    ]
    second.refresh_from_db()
    assert (second.result, second.done_on) == ("已开调度会", cast.day)


def test_a_recurrence_is_removed_with_its_open_occurrences(cast):
    recurrence = set_(cast, kind="quarterly")
    close(cast, cast.road_task.occurrences.first())
    remove_recurrence(recurrence, version=1)
    assert spans(cast) == [(1, "01-01", "03-31")]


def test_another_year_has_occurrences_of_its_own(cast):
    set_(cast, kind="quarterly")
    set_(cast, kind="times", times_a_year=2, year=2025)
    assert cast.road_task.occurrences.in_year(2025).count() == 2
    assert cast.road_task.occurrences.in_year(2024).count() == 4


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "times"}, "请填写每年次数"),
        ({"kind": "monthly", "times_a_year": 2}, "只有“每年若干次”"),
        ({"kind": "times", "times_a_year": 4, "first_month": 10}, "共3个月"),
        ({"kind": "monthly", "first_month": 5, "last_month": 4}, "不能早于起始月份"),
    ],
)
def test_an_impossible_recurrence_is_refused(cast, values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        set_(cast, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored = {"programme": cast.alpha, "task": cast.road_task, "year": 2024}
        TaskRecurrence.objects.create(**stored, **{**ALL_YEAR, **values})


def test_an_occurrence_is_closed_once_with_its_result(cast):
    set_(cast, kind="quarterly")
    first = cast.road_task.occurrences.first()
    close(cast, first)
    assert (first.result, first.closed_by, first.is_closed) == ("已开调度会", cast.bureau, True)
    with pytest.raises(ValidationError, match="本次已办结"):
        excuse_occurrence(first, version=first.version, missed_reason="汛期", by=cast.bureau)
    with pytest.raises(StaleRecord):
        reopen_occurrence(TaskOccurrence.objects.get(pk=first.pk), version=1)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [({"done_on": date(2024, 7, 9)}, "还没有到"), ({"result": ""}, "done_task_occurrence")],
)
def test_a_day_to_come_or_no_result_is_refused(cast, values, sentence):
    set_(cast, kind="quarterly")
    with pytest.raises(ValidationError, match=sentence):
        close(cast, cast.road_task.occurrences.first(), **values)


def test_no_occurrence_of_a_closed_task_is_changed(cast):
    set_(cast, kind="quarterly")
    type(cast.road_task).objects.filter(pk=cast.road_task.pk).update(state="closed")
    with pytest.raises(ValidationError, match="现在不能"):
        close(cast, cast.road_task.occurrences.first())


def test_a_task_is_closed_once_all_occurrences_are_done_or_explained(cast):
    set_(cast, kind="times", times_a_year=2)
    first, second = cast.road_task.occurrences.all()
    close(cast, first)
    with pytest.raises(ValidationError, match="2024-07-01–2024-12-31"):
        making.task_request(cast.road_task, cast.bureau, "closing")
    excuse_occurrence(second, version=1, missed_reason="已并入年度考核", by=cast.bureau)
    asked = making.task_request(cast.road_task, cast.bureau, "closing")
    accept_request(asked, version=1, by=cast.approver, on=cast.day)
    cast.road_task.refresh_from_db()
    assert cast.road_task.state == "closed"


def late(cast, task) -> list[int]:
    rows = task.occurrences.with_late(cast.day).filter(is_late=True)
    return [one.number for one in rows]


def test_an_open_occurrence_is_late_after_its_due_day_unless_a_helper_leads(cast):
    set_(cast, kind="quarterly")
    add_recurrence(task=cast.help_task, by=cast.clerk, year=2024, kind="quarterly", **ALL_YEAR)
    assert late(cast, cast.road_task) == [1, 2]
    close(cast, cast.road_task.occurrences.first())
    assert late(cast, cast.road_task) == [2]
    assert late(cast, cast.help_task) == []


def test_an_occurrence_belongs_to_the_programme_of_its_task(cast):
    values = {"number": 1, "first_day": cast.day, "last_day": cast.day, "due_on": cast.day}
    with pytest.raises(IntegrityError):
        given = {"programme": cast.beta.programme, "task": cast.road_task}
        TaskOccurrence.objects.create(**given, **values)
        connection.check_constraints()
