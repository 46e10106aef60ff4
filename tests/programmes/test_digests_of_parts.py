"""In the digest and in 我的工作: a supporting unit's own day, milestones and occurrences."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dashboard.my_work import my_tasks
from programmes.figures.digest_steps import digest_steps, steps_of
from programmes.figures.digests import digest_parts, is_helper, not_of_helpers, tasks_of
from programmes.figures.task_lights import light_day
from programmes.models import Task, TaskMilestone, TaskOccurrence
from tests.making import DAY, support, task


@pytest.fixture
def quiet(cast):
    """Nothing is due but what a test adds."""
    Task.objects.filter(programme=cast.alpha).update(deadline=date(2025, 12, 31))
    return cast


def led(cast, days=90, unit=None, number="P1") -> Task:
    given = {"deadline": DAY + timedelta(days), "state": "in_progress", "text": "修路"}
    return task(cast.alpha, number, unit or cast.bureau_unit, **given)


def words(cast, person) -> list[str]:
    day = light_day(cast.alpha, DAY)
    tasks, as_helper = tasks_of(person, cast.alpha, day), is_helper(person, cast.alpha)
    return [str(part) for part in digest_parts(tasks, day, as_helper=as_helper)]


def words_of_steps(cast, person, only=list) -> list[str]:
    """``only`` chooses the tasks."""
    day = light_day(cast.alpha, DAY)
    steps = steps_of(only(tasks_of(person, cast.alpha, day)), day)
    parts = digest_steps(steps, day, as_helper=is_helper(person, cast.alpha))
    return [str(part) for part in parts]


def supported(cast, unit, days) -> Task:
    one = led(cast)
    support(one, unit, due_on=DAY + timedelta(days))
    return one


def milestone(one: Task, days: int, **values) -> TaskMilestone:
    given = {"due_on": DAY + timedelta(days), "name": f"节点{days}", **values}
    return TaskMilestone.objects.create(programme=one.programme, task=one, **given)


@pytest.mark.parametrize(
    ("days", "text"),
    [(2, ["3日内到期1项"]), (6, ["7日内到期1项"]), (8, []), (-1, ["逾期1项"])],
)
def test_a_supporting_unit_goes_by_its_own_day(quiet, days, text):
    supported(quiet, quiet.bureau2_unit, days)
    assert words(quiet, quiet.bureau2) == text
    assert words(quiet, quiet.bureau) == []


def test_its_own_later_day_keeps_an_overdue_task_from_being_late_for_it(quiet):
    one = led(quiet, -3)
    support(one, quiet.bureau2_unit, due_on=DAY + timedelta(30))
    assert (words(quiet, quiet.bureau), words(quiet, quiet.bureau2)) == (["逾期1项"], [])


def test_without_a_day_of_its_own_the_deadline_counts(quiet):
    support(led(quiet, 2), quiet.bureau2_unit)
    assert words(quiet, quiet.bureau2) == ["3日内到期1项"]


def test_its_part_is_late_until_it_reports_the_month_of_its_day(quiet):
    one = supported(quiet, quiet.bureau2_unit, -1)
    given = {"programme": quiet.alpha, "unit": quiet.bureau2_unit, "text": "已供图"}
    one.progress.create(month=date(2024, 6, 1), **given)
    assert words(quiet, quiet.bureau2) == ["逾期1项"]
    one.progress.create(month=date(2024, 7, 1), **given)
    assert words(quiet, quiet.bureau2) == []


@pytest.mark.parametrize(("days", "text"), [(2, ["3日内商请反馈1项"]), (-1, [])])
def test_a_supporting_helper_reads_nothing_of_lateness(quiet, days, text):
    supported(quiet, quiet.helper_unit, days)
    assert words(quiet, quiet.helper) == text


def test_my_work_says_the_own_day_and_the_light_stays_that_of_the_task(quiet):
    supported(quiet, quiet.bureau2_unit, 2)
    rows = Task.objects.filter(number="P1")
    [item] = my_tasks(rows, day=light_day(quiet.alpha, DAY), user=quiet.bureau2)
    assert (item.deadline, item.task.light) == (DAY + timedelta(2), "green")
    assert "配合时限2024-07-10" in item.reason


def test_milestones_and_occurrences_are_named_with_their_task(as_, quiet):
    one = led(quiet)
    for days in (-1, 0, 7, 8):
        milestone(one, days)
    milestone(one, 1, done_on=DAY)
    given = {"first_day": date(2024, 6, 1), "last_day": date(2024, 6, 30), "number": 6}
    TaskOccurrence.objects.create(
        programme=quiet.alpha, task=one, due_on=DAY - timedelta(3), **given
    )
    assert words_of_steps(quiet, quiet.bureau) == [
        "7日内到期关键节点2个", "逾期关键节点1个", "逾期分次办理1次",
    ]  # fmt: skip
    page = as_("bureau").get(reverse("my_work")).text
    assert f"{one.lead_unit} · 关键节点 节点7 · 2024-07-15" in page
    assert "关键节点 节点7，2024-07-15前" in page
    assert "分次办理 第6次，2024-07-05前" in page
    assert "节点8" not in page


def test_a_helper_reads_of_no_milestone_that_is_past(as_, quiet):
    one = led(quiet, unit=quiet.helper_unit)
    milestone(one, -1)
    milestone(one, 3)
    support(one, quiet.bureau_unit)
    assert words_of_steps(quiet, quiet.helper) == ["7日内商请反馈关键节点1个"]
    assert words_of_steps(quiet, quiet.clerk) == ["7日内到期关键节点1个"]
    assert words_of_steps(quiet, quiet.clerk, not_of_helpers) == []
    assert words_of_steps(quiet, quiet.bureau) == []
    assert "节点" not in as_("bureau").get(reverse("my_work")).text


def test_of_closed_tasks_nothing_is_due(quiet):
    milestone(led(quiet), 1)
    Task.objects.filter(number="P1").update(state="closed")
    assert words_of_steps(quiet, quiet.bureau) == []
