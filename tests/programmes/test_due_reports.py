"""The tasks due to report a month: every page that counts them has the same number as its list."""

from datetime import date

import pytest
from django.urls import reverse

from programmes.choices import TaskState
from programmes.figures.feedback import feedback_by_unit
from programmes.figures.task_reports import count_of, counts_by_lead_unit, report_rows
from programmes.models import Task
from tests import making
from tests.making import DAY, JUNE, progress

KNOWN = (None, date(2024, 6, 30), date(2024, 7, 1))


@pytest.fixture
def every(cast):
    """A task in each state, known before and after the end of the month, reported or not."""
    for n, state in enumerate(TaskState.values):
        for k, known_on in enumerate(KNOWN):
            for reported in (False, True):
                number = f"E{n}-{k}-{int(reported)}"
                given = {"state": state, "known_on": known_on}
                one = making.task(cast.alpha, number, cast.bureau_unit, **given)
                if reported:
                    progress(one, unit=cast.bureau_unit, created_by=cast.bureau)
    return cast


def listed(client, cast, reported: str) -> int:
    query = {"month": str(JUNE), "lead": cast.bureau_unit.pk, "reported": reported}
    return client.get(reverse("tasks"), query).context["total_count"]


def test_a_task_that_is_reported_without_being_asked_for_counts_as_due(cast):
    one = making.task(cast.alpha, "L1", cast.bureau_unit, known_on=date(2024, 7, 1))
    rows = Task.objects.filter(pk=one.pk)
    assert not rows.due_to_report(JUNE, on=DAY).exists()
    progress(one, unit=cast.bureau_unit, created_by=cast.bureau)
    assert rows.due_to_report(JUNE, on=DAY).exists()
    assert not rows.asked_to_report(JUNE, on=DAY).exists()


def test_counts_and_lists_of_a_month_agree(as_, every):
    cast, unit = every, every.bureau_unit
    tasks = Task.objects.of(cast.alpha)
    count = counts_by_lead_unit(tasks, JUNE, on=DAY)[(unit.pk, unit.name)]
    assert count_of(report_rows(tasks, unit, JUNE, on=DAY)) == count
    clerk = as_("clerk")
    assert listed(clerk, cast, "yes") == count.reported > 0
    assert listed(clerk, cast, "no") == count.missing > 0
    page = clerk.get(reverse("task_grid", args=[JUNE]), {"unit": unit.pk})
    assert page.context["count"] == count


def test_the_sheets_count_the_same_reports(every):
    unit = every.bureau_unit
    [row] = [one for one in feedback_by_unit(every.alpha, JUNE, DAY) if one.place.unit == unit]
    count = counts_by_lead_unit(Task.objects.of(every.alpha), JUNE, on=DAY)[(unit.pk, unit.name)]
    assert row.reported == count.reported
