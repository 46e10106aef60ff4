"""A unit reports a month of a task, corrects the report, and its author takes it back."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from core.periods import Period
from core.records import StaleRecord
from programmes.figures.tasks import task_counts
from programmes.models import Task, TaskProgress
from programmes.services.months import MonthClosed
from programmes.services.progress import report_progress, take_back_progress
from tests import making
from tests.making import DAY, JULY, JUNE, MAY, closed, progress


def report(cast, task=None, **values):
    given = {
        "task": task or cast.help_task,
        "version": 0,
        "month": JUNE,
        "unit": (task or cast.help_task).lead_unit,
        "text": "已培训三人",
        "done_quantity": Decimal(3),
        "by": cast.helper,
        "on": DAY,
    }
    return report_progress(**{**given, **values})


def now(task) -> Task:
    return Task.objects.get(pk=task.pk)


@pytest.fixture
def supported(cast):
    """A task that the bureau leads and the helper supports."""
    made = making.task(cast.alpha, "S1", cast.bureau_unit, target_quantity=Decimal(9))
    making.support(made, cast.helper_unit)
    return made


def test_a_report_stands_on_the_task_and_sets_it_going(cast):
    made = report(cast)
    task = now(cast.help_task)
    assert (task.state, task.done_quantity, task.version) == ("in_progress", Decimal(3), 2)
    assert (made.unit, made.created_by, made.month) == (cast.helper_unit, cast.helper, JUNE.start)
    assert (made.event.state_before, made.quantity_before) == ("assigned", None)


def test_a_month_is_corrected_in_place(cast):
    first = report(cast)
    second = report(cast, version=1, done_quantity=Decimal(5), text="五人", problem="缺教室")
    assert (first.pk, second.version, second.text) == (second.pk, 2, "五人")
    assert now(cast.help_task).done_quantity == Decimal(5)
    report(cast, version=2, done_quantity=None, text="五人")
    assert now(cast.help_task).done_quantity is None
    assert TaskProgress.objects.count() == 1


def test_a_correction_without_a_difference_writes_nothing(cast):
    report(cast)
    assert report(cast, version=1).version == 1
    assert now(cast.help_task).version == 2


@pytest.mark.parametrize("version", [0, 2])
def test_a_report_on_another_version_is_refused(cast, version):
    made = report(cast)
    with pytest.raises(StaleRecord) as refused:
        report(cast, version=version, text="另一句")
    assert refused.value.current == made


def test_a_report_without_a_quantity_leaves_that_of_the_task(cast):
    report(cast)
    report(cast, month=JULY, done_quantity=None, text="仍为三人")
    assert now(cast.help_task).done_quantity == Decimal(3)


def test_the_quantity_is_given_in_the_last_reported_month(cast):
    report(cast, month=JULY)
    with pytest.raises(ValidationError, match="2024年7月已有进展"):
        report(cast, done_quantity=Decimal(2))
    report(cast, done_quantity=None)
    assert now(cast.help_task).done_quantity == Decimal(3)


def test_a_report_says_something(cast):
    with pytest.raises(ValidationError, match="text"):
        report(cast, text="")
    with pytest.raises(IntegrityError, match="progress_has_text"):
        progress(cast.help_task, text=" ")


def test_no_change_repeats_the_last_text_and_is_marked(cast):
    report(cast, month=JUNE)
    made = report(cast, month=JULY, text="", done_quantity=None, is_unchanged=True)
    assert (made.text, made.is_unchanged) == ("已培训三人", True)
    assert Task.objects.with_report_of(JULY).get(pk=cast.help_task.pk).is_reported


def test_without_an_earlier_report_there_is_nothing_to_repeat(cast):
    progress(cast.help_task, MAY, unit=cast.bureau_unit)
    with pytest.raises(ValidationError, match="此前没有可沿用的进展"):
        report(cast, text="", done_quantity=None, is_unchanged=True)


def test_help_is_asked_of_a_unit_of_the_network_with_what(cast):
    made = report(cast, help_needed="派一名教师", help_from=cast.helper2_unit)
    assert (made.help_needed, made.help_from) == ("派一名教师", cast.helper2_unit)
    with pytest.raises(ValidationError, match="请写明需要协助什么"):
        report(cast, version=1, help_from=cast.helper2_unit)
    with pytest.raises(ValidationError, match="不在本县帮扶网络中"):
        report(cast, version=1, help_needed="派一名教师", help_from=making.unit("外县某局"))


def test_a_supporting_unit_reports_its_part_without_moving_the_task(cast, supported):
    made = report(cast, supported, unit=cast.helper_unit, done_quantity=None)
    task = now(supported)
    assert (task.state, task.done_quantity, task.version) == ("assigned", None, 1)
    assert (made.unit, made.on_behalf) == (cast.helper_unit, False)
    with pytest.raises(ValidationError, match="完成量由牵头单位"):
        report(cast, supported, unit=cast.helper_unit, version=1)


def test_the_task_force_reports_on_behalf_of_a_unit(cast, supported):
    made = report(cast, supported, by=cast.clerk)
    assert (made.unit, made.on_behalf, made.created_by) == (cast.bureau_unit, True, cast.clerk)
    assert (made.event.unit, made.event.on_behalf) == (cast.bureau_unit, True)


def test_a_unit_reports_for_itself_alone_and_on_its_own_tasks(cast, supported):
    with pytest.raises(ValidationError, match="只有专班可以代"):
        report(cast, supported)
    with pytest.raises(ValidationError, match="既不是"):
        report(cast, supported, unit=cast.helper2_unit, by=cast.clerk)


def test_who_corrects_the_report_of_another_is_stored(cast):
    report(cast, by=cast.clerk)
    made = report(cast, version=1, text="四人")
    assert (made.created_by, made.corrected_by) == (cast.clerk, cast.helper)
    with pytest.raises(ValidationError, match="本人"):
        take_back_progress(progress=made, by=cast.clerk)


def test_a_task_that_is_done_takes_no_report(cast):
    with pytest.raises(ValidationError, match="已销号"):
        report(cast, cast.done_task, by=cast.bureau2, done_quantity=None)
    assert not TaskProgress.objects.filter(task=cast.done_task).exists()


@pytest.mark.parametrize("month", ["2024-01", "2024-08", "2023-12"])
def test_a_month_that_is_not_open_takes_no_report(cast, month):
    with pytest.raises(MonthClosed):
        report(cast, month=Period.parse(month))
    assert (now(cast.help_task).state, now(cast.help_task).version) == ("assigned", 1)


def test_the_author_takes_the_report_back_and_the_task_stands_as_before(cast):
    report(cast)
    second = report(cast, month=JULY, done_quantity=Decimal(7), text="七人")
    take_back_progress(progress=second, by=cast.helper)
    task = now(cast.help_task)
    assert (task.state, task.done_quantity, task.version) == ("in_progress", Decimal(3), 4)
    take_back_progress(progress=TaskProgress.objects.get(), by=cast.helper)
    task = now(cast.help_task)
    assert (task.state, task.done_quantity) == ("assigned", None)


def test_only_the_last_report_of_the_lead_unit_is_taken_back(cast):
    first = report(cast)
    second = report(cast, month=JULY, text="其后")
    with pytest.raises(StaleRecord) as refused:
        take_back_progress(progress=first, by=cast.helper)
    assert refused.value.current == second
    assert TaskProgress.objects.count() == 2


def test_a_supporting_unit_takes_its_part_back_after_a_report_of_the_lead_unit(cast, supported):
    part = report(cast, supported, unit=cast.helper_unit, done_quantity=None)
    report(cast, supported, by=cast.bureau)
    take_back_progress(progress=part, by=cast.helper)
    assert (now(supported).state, now(supported).done_quantity) == ("in_progress", Decimal(3))


def test_a_report_of_a_closed_month_stays(cast):
    made = report(cast)
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(MonthClosed):
        take_back_progress(progress=made, by=cast.helper)


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2024, 6, 29), {}),
        (date(2024, 6, 30), {"T9": "assigned"}),
        (date(2024, 7, 7), {"T9": "assigned"}),
        (date(2024, 7, 8), {"T9": "in_progress"}),
    ],
)
def test_a_task_has_the_state_of_the_day(cast, day, states):
    made = making.task(cast.alpha, "T9", cast.bureau_unit, known_on=date(2024, 6, 30))
    report(cast, made, month=JULY, text="启动", done_quantity=None, by=cast.bureau)
    rows = Task.objects.filter(pk=made.pk)
    assert {one.number: one.state_then for one in rows.as_of(day)} == states
    counts = task_counts(rows, day)
    assert (counts.total, counts.planned) == (len(states), int("assigned" in states.values()))
    assert rows.as_of(day).open_then().count() == len(states)


def test_whether_a_month_is_reported_is_a_fact_of_each_unit(cast, supported):
    report(cast, supported, unit=cast.helper_unit, done_quantity=None)
    row = Task.objects.with_report_of(JUNE).get(pk=supported.pk)
    assert (row.is_reported, row.reported_units) == (False, [cast.helper_unit.pk])
    report(cast, supported, by=cast.bureau)
    row = Task.objects.with_report_of(JUNE).get(pk=supported.pk)
    assert (row.is_reported, len(row.reported_units)) == (True, 2)
    assert not Task.objects.with_report_of(JULY).get(pk=supported.pk).is_reported


def words_of(task, month=JUNE) -> str:
    rows = Task.objects.with_report_of(month).with_due_report(month, on=DAY)
    return rows.get(pk=task.pk).report_label


def test_the_words_are_the_countys_or_those_toward_helpers(cast, supported):
    assert (words_of(supported), words_of(cast.help_task)) == ("未报", "待反馈")
    report(cast, supported, by=cast.bureau)
    report(cast)
    assert (words_of(supported), words_of(cast.help_task)) == ("已报", "已反馈")
    assert words_of(cast.done_task) == "—"


@pytest.mark.parametrize(
    ("state", "known_on", "due"),
    [
        ("assigned", None, True),
        ("in_progress", date(2024, 6, 30), True),
        ("in_progress", date(2024, 7, 1), False),
        ("draft", None, False),
        ("suspended", None, False),
        ("closed", None, False),
    ],
)
def test_a_task_worked_on_at_the_end_of_the_month_is_due(cast, state, known_on, due):
    made = making.task(cast.alpha, "D1", cast.bureau_unit, state=state, known_on=known_on)
    rows = Task.objects.filter(pk=made.pk)
    assert rows.due_to_report(JUNE, on=DAY).exists() == due
    assert rows.not_reported(JUNE, on=DAY).exists() == due


def test_a_unit_has_to_report_what_it_leads_and_what_it_supports(cast, supported):
    mine = Task.objects.of(cast.alpha).to_report_by(cast.helper_unit.pk, JUNE, on=DAY)
    assert set(mine) == {cast.help_task, supported}
    report(cast)
    report(cast, supported, unit=cast.helper_unit, done_quantity=None)
    assert not mine.all().exists()
