"""A month is closed, and opened again with a reason and a second person."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.periods import Period
from programmes.models import AuditEntry, ReportingPeriod
from projects.figures.reporting import reminder_text
from projects.models import Project
from projects.services.months import record_month
from supervision.figures.months import month_by_unit
from supervision.services.months import (
    reopen_month,
    request_reopening,
    return_request,
    withdraw_request,
)
from supervision.signals import month_closed
from tests import making
from tests.making import DAY, JUNE, building, closed, entry, project, stage, wan

JULY = Period.month(2024, 7)


def close(cast, month=JUNE, by=None):
    return closed(cast.alpha, month, by or cast.clerk)


def ask(cast, by=None, reason="漏报一个项目"):
    return request_reopening(
        programme=cast.alpha, month=JUNE, reason=reason, by=by or cast.clerk, at=timezone.now()
    )


def agree(cast, by=None):
    return reopen_month(programme=cast.alpha, month=JUNE, by=by or cast.approver, at=timezone.now())


def state(cast) -> str:
    return ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start).state


def test_a_month_that_has_ended_is_closed_by_name(cast):
    period = close(cast)
    assert (period.state, period.closed_by, period.version) == ("closed", cast.clerk, 2)
    assert period.closed_at is not None
    assert not period.takes_entries


@pytest.mark.parametrize(("day", "closes"), [(date(2024, 6, 30), False), (date(2024, 7, 1), True)])
def test_a_month_is_closed_from_the_day_after_its_last(cast, day, closes):
    cast.alpha.as_of = day
    cast.alpha.save()
    if closes:
        assert close(cast).state == "closed"
    else:
        with pytest.raises(ValidationError, match="尚未结束|还没有结束|未结束"):
            close(cast)
        assert state(cast) == "open"


def test_a_month_outside_the_programme_is_not_there(cast):
    with pytest.raises(ReportingPeriod.DoesNotExist):
        close(cast, Period.month(2023, 12))


def test_closing_twice_keeps_the_first(cast):
    first = close(cast)
    again = close(cast, by=cast.approver)
    assert (again.closed_by, again.closed_at) == (cast.clerk, first.closed_at)
    assert again.version == first.version


def test_closing_is_told_once_and_only_after_it_is_saved(cast, django_capture_on_commit_callbacks):
    heard = []

    def hear(**told):
        heard.append((told["programme_id"], told["month"]))

    month_closed.connect(hear)
    try:
        with django_capture_on_commit_callbacks() as callbacks:
            close(cast)
            close(cast)
        assert (heard, len(callbacks)) == ([], 1)
        callbacks[0]()
    finally:
        month_closed.disconnect(hear)
    assert heard == [(cast.alpha.pk, JUNE.start)]


def test_another_countys_month_stays_open(cast):
    close(cast)
    assert ReportingPeriod.objects.of(cast.beta.programme).get(month=JUNE.start).takes_entries


def test_one_asks_and_another_agrees(cast):
    close(cast)
    asked = ask(cast)
    assert asked.reopening_is_asked
    assert state(cast) == "closed"
    period = agree(cast)
    assert (period.state, period.reopened_by) == ("reopened", cast.approver)
    assert (period.reopen_requested_by, period.reopen_reason) == (cast.clerk, "漏报一个项目")
    assert period.takes_entries
    assert not period.reopening_is_asked


def test_nobody_agrees_to_what_nobody_asked(cast):
    close(cast)
    with pytest.raises(ValidationError):
        agree(cast)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_month_is_asked_for_with_a_reason(cast, reason):
    close(cast)
    with pytest.raises(ValidationError):
        ask(cast, reason=reason)


def test_an_open_month_is_not_asked_for(cast):
    with pytest.raises(ValidationError):
        ask(cast)


def test_a_reopened_month_takes_entries_and_is_closed_anew(cast):
    first = close(cast)
    ask(cast)
    agree(cast)
    record_month(project=cast.dam, month=JUNE, amount=wan(5), by=cast.clerk)
    again = close(cast, by=cast.approver)
    assert (again.state, again.closed_by) == ("closed", cast.approver)
    assert again.closed_at > first.closed_at
    assert not again.reopening_is_asked


def test_a_month_is_reopened_a_second_time_only_after_being_asked_again(cast):
    close(cast)
    ask(cast)
    agree(cast)
    close(cast)
    with pytest.raises(ValidationError):
        agree(cast)
    assert ask(cast).reopening_is_asked
    assert agree(cast).state == "reopened"


def test_what_the_set_up_closes_wants_no_report(cast):
    period = closed(cast.alpha, JUNE, report=False)
    assert (period.closed_by, period.report_wanted) == (None, False)


def send_back(cast, by=None, reason="数字无误，不必重开"):
    return return_request(programme=cast.alpha, month=JUNE, reason=reason, by=by or cast.approver)


def test_a_request_is_returned_with_a_reason_and_the_month_stays_closed(cast):
    close(cast)
    ask(cast)
    period = send_back(cast)
    assert (period.state, period.reopening_is_asked) == ("closed", False)
    with pytest.raises(ValidationError, match="没有人申请"):
        agree(cast)
    assert ask(cast).reopening_is_asked


def test_a_returned_request_keeps_its_reason_in_the_record(cast):
    close(cast)
    ask(cast)
    period = send_back(cast)
    rows = AuditEntry.objects.filter(table_name="programmes_reportingperiod", key=period.pk)
    assert rows.latest("pk").reason == "数字无误，不必重开"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_request_is_not_returned_without_a_reason(cast, reason):
    close(cast)
    ask(cast)
    with pytest.raises(ValidationError, match="退回申请的原因"):
        send_back(cast, reason=reason)


def test_what_nobody_asked_is_not_returned(cast):
    close(cast)
    with pytest.raises(ValidationError, match="没有人申请"):
        send_back(cast)


def withdraw(cast, by=None):
    return withdraw_request(programme=cast.alpha, month=JUNE, by=by or cast.clerk)


def test_who_requested_withdraws_the_request_and_the_month_stays_closed(cast):
    close(cast)
    ask(cast)
    period = withdraw(cast)
    assert (period.state, period.reopening_is_asked) == ("closed", False)
    with pytest.raises(ValidationError, match="没有人申请"):
        agree(cast)


def test_the_only_approver_withdraws_what_nobody_else_can_approve(cast):
    close(cast)
    ask(cast, by=cast.approver)
    with pytest.raises(ValidationError, match="须由另一人同意"):
        agree(cast)
    withdraw(cast, by=cast.approver)
    assert ask(cast, by=cast.clerk).reopen_requested_by == cast.clerk


def test_the_record_says_that_the_request_was_withdrawn(cast):
    close(cast)
    ask(cast)
    period = withdraw(cast)
    rows = AuditEntry.objects.filter(table_name="programmes_reportingperiod", key=period.pk)
    assert rows.latest("pk").reason == "撤回重新开放的申请"


def test_nobody_withdraws_the_request_of_another(cast):
    close(cast)
    ask(cast)
    with pytest.raises(ValidationError, match="只有申请人alpha_clerk可以撤回"):
        withdraw(cast, by=cast.approver)
    assert ReportingPeriod.objects.of(cast.alpha).get(month=JUNE.start).reopening_is_asked


# Who has reported


def units(cast, month=JUNE):
    return month_by_unit(Project.objects.of(cast.alpha), month)


def test_units_with_something_missing_come_first(cast):
    dam, road = units(cast)
    assert (dam.unit, dam.missing, dam.reported) == ("水利局", [cast.dam], 0)
    assert (road.unit, road.missing, road.reported) == ("交通局", [], 1)
    assert {light.value: count for light, count in dam.warnings.items()} == {
        "unreported": 1,
        "missing": 1,
    }
    assert {light.value: count for light, count in road.warnings.items()} == {"missing": 2}


def test_only_projects_with_a_plan_of_the_year_are_due(cast):
    assert sum(len(unit.due) for unit in units(cast)) == 2
    assert sum(len(unit.due) for unit in units(cast, Period.month(2025, 6))) == 0


def test_a_unit_without_a_due_project_stands_with_the_warnings_of_its_others(cast):
    late = project(cast.alpha, "P8", making.unit("林业局"), planned_start=date(2024, 1, 1))
    stage(late, "early", date(2024, 1, 1))
    [found] = [unit for unit in units(cast) if unit.unit == "林业局"]
    assert (found.due, found.warned, found.warnings) == ([], [late], {"red": 1})


def test_red_and_yellow_are_named(cast):
    slow = building(cast.alpha, "P8", cast.bureau_unit, 1000)
    entry(slow, JUNE, 100)
    found = {unit.unit: unit for unit in units(cast)}
    assert found["交通局"].warned == [slow]
    assert found["交通局"].warnings == {"red": 1, "missing": 2}


def test_a_project_without_a_unit_stands_under_a_dash(cast):
    building(cast.alpha, "P8", None, 1000, name="无主项目")
    assert [unit.unit for unit in units(cast)] == ["—", "水利局", "交通局"]


def test_the_reminder_names_month_day_units_and_projects(cast):
    second = building(cast.alpha, "P8", cast.bureau2_unit, 10, name="渠系")
    lines = reminder_text(units(cast), JUNE, report_day=6, on=date(2024, 7, 5)).splitlines()
    assert "2024年6月" in lines[0]
    assert "7月6日前" in lines[0]
    assert lines[1:] == [f"水利局：{cast.dam}、{second}"]


def test_nothing_missing_makes_no_reminder(cast):
    entry(cast.dam, JUNE, 1)
    assert reminder_text(units(cast), JUNE, report_day=6, on=DAY) == ""


def test_from_the_report_day_on_the_reminder_names_no_day_that_has_passed(cast):
    assert "请尽快填报" in reminder_text(units(cast), JUNE, report_day=6, on=date(2024, 7, 6))


def test_the_sample_lacks_three_of_sixty_one(sample, db):
    found = month_by_unit(Project.objects.of(sample), JUNE)
    assert sum(len(unit.due) for unit in found) == 61
    assert sum(unit.reported for unit in found) == 58
    text = reminder_text(found, JUNE, report_day=sample.report_day, on=DAY)
    assert sum(text.count(project.name) for unit in found for project in unit.missing) == 3
