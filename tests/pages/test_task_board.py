"""The board of tasks and the calendar of their deadlines."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse

from programmes.models import CalendarDay, Task, TaskList, TaskPlace
from programmes.services.task_requests import refuse_request
from tests.counting import statements
from tests.making import DAY, support, task, task_request

BOARD, CALENDAR = "task_board", "task_calendar"


@pytest.fixture
def tasks(cast):
    """One task for each column of the board."""
    Task.objects.filter(programme=cast.alpha).update(deadline=date(2025, 12, 31))
    unit = {"where": cast.alpha, "lead": cast.bureau_unit, "state": "in_progress"}
    task(number="B1", text="临近", deadline=DAY + timedelta(3), person="阿木", **unit)
    task(number="B2", text="已晚", deadline=DAY - timedelta(3), **unit)
    back = task(number="B3", text="退了", deadline=DAY + timedelta(99), **unit)
    asked = task_request(back, cast.bureau, "closing")
    refuse_request(asked, version=1, by=cast.clerk, on=DAY, answer="请补材料")
    verify = task(number="B4", text="请核", deadline=DAY + timedelta(99), **unit)
    task_request(verify, cast.bureau, "closing")


def columns(page: str) -> dict[str, str]:
    """The HTML of each column by its head."""
    parts = re.findall(r'<section class="board-column".*?</section>', page, re.DOTALL)
    return {re.search(r"<h2.*?>([^<]+) <span", part)[1]: part for part in map(unescape, parts)}


def named(part: str) -> list[str]:
    """The tasks with a card in a column."""
    return re.findall(r'board-name" href="[^"]+">([^<]+)', part)


def test_each_task_stands_in_its_column(as_, tasks):
    found = columns(as_("clerk").get(reverse(BOARD)).text)
    cards = {name: named(part) for name, part in found.items()}
    assert cards == {"到期": ["临近"], "逾期": ["已晚"], "已退回": ["退了"], "待核": ["请核"]}
    assert "逾期3天，6月未报进展" in found["逾期"]


def test_each_count_opens_exactly_its_rows(as_, tasks):
    client = as_("clerk")
    for part in columns(client.get(reverse(BOARD)).text).values():
        shown = named(part)
        for address in re.findall(r'<h[23][^>]*><a href="([^"]+)"', part):
            rows = client.get(address).context["table"].data.data
            assert sorted(row.text for row in rows) == sorted(shown)


def test_a_person_is_a_filter(as_, tasks):
    page = as_("clerk").get(reverse(BOARD), {"person": "阿木"}).text
    assert ["临近" in page, "已晚" in page] == [True, False]


def test_a_unit_sees_its_own_tasks_and_a_helper_no_board(as_, cast, tasks):
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=DAY - timedelta(9))
    support(cast.help_task, cast.bureau_unit)
    assert cast.help_task.text in as_("leader").get(reverse(BOARD)).text
    assert cast.help_task.text not in as_("bureau").get(reverse(BOARD)).text
    assert "已晚" not in as_("bureau2").get(reverse(BOARD)).text
    assert as_("helper").get(reverse(BOARD)).status_code == 403
    assert "看板" not in as_("helper").get(reverse("tasks")).text


def test_the_board_takes_the_same_statements_for_many(as_, cast, tasks):
    client = as_("clerk")
    few = statements(client, reverse(BOARD))
    for number in range(20):
        task(cast.alpha, f"M{number}", cast.bureau_unit, deadline=DAY - timedelta(1))
    assert statements(client, reverse(BOARD)) == few


def cell(page: str, day: str) -> str:
    return next(one for one in re.findall(r"<td.*?</td>", page, re.DOTALL) if day in one)


def test_the_calendar_shows_deadlines_and_days_of_supporting_units(as_, cast):
    made = task(cast.alpha, "C1", cast.bureau_unit, deadline=date(2024, 10, 12), text="通路")
    support(made, cast.bureau2_unit, due_on=date(2024, 10, 7))
    CalendarDay.objects.create(programme=cast.alpha, day=date(2024, 10, 14), name="彝族节日")
    page = as_("clerk").get(reverse(CALENDAR), {"month": "2024-10"}).text
    worked, own, national = (cell(page, f"2024-10-{day}") for day in ("12", "14", "07"))
    assert ["通路" in worked, " rest" in worked] == [True, False]
    assert [" rest" in own, " rest" in national] == [True, True]
    assert f"{cast.bureau2_unit}配合" in national
    assert ["?month=2024-09" in page, "?month=2024-11" in page] == [True, True]


def test_the_calendar_hides_a_helpers_deadline_from_others(as_, cast):
    Task.objects.filter(pk=cast.help_task.pk).update(deadline=date(2024, 7, 20))
    support(cast.help_task, cast.bureau_unit)
    for who, reads in (("bureau", False), ("finance", False), ("helper", True), ("clerk", True)):
        page = as_(who).get(reverse(CALENDAR)).text
        assert (cast.help_task.text in page) == reads, who


def test_the_calendar_is_filtered_as_the_list_and_keeps_the_filters_from_month_to_month(as_, cast):
    six = TaskList.objects.create(programme=cast.alpha, name="专项清单", year=2024)
    given = {"deadline": date(2024, 10, 12), "person": "吉克"}
    made = task(cast.alpha, "C1", cast.bureau_unit, text="通路", lists=[six], **given)
    support(made, cast.bureau2_unit, due_on=date(2024, 10, 7))
    other = task(cast.alpha, "C2", cast.bureau2_unit, text="通水", deadline=given["deadline"])
    support(other, cast.bureau_unit, due_on=date(2024, 10, 8))
    client = as_("clerk")
    for query in ({"list": six.pk}, {"person": "吉克"}):
        page = client.get(reverse(CALENDAR), {"month": "2024-10", **query}).text
        assert "通路" in page and f"{cast.bureau2_unit}配合" in page and "通水" not in page
    both = client.get(reverse(CALENDAR), {"month": "2024-10", "lead": cast.bureau_unit.pk}).text
    assert "通路" in both and "通水" in both
    assert f"lead={cast.bureau_unit.pk}&amp;month=2024-09" in both
    assert (
        "没有符合筛选条件的时限"
        in client.get(reverse(CALENDAR), {"month": "2024-01", "list": six.pk}).text
    )
    assert "通路" not in client.get(reverse(CALENDAR), {"month": "2024-10", "list": "x"}).text


@pytest.mark.parametrize("month", ["", "2024", "2024-13", "abc", "0001-01", "2101-01", "9999-12"])
def test_a_month_that_is_none_shows_that_of_the_day(as_, month):
    assert "2024年7月" in as_("clerk").get(reverse(CALENDAR), {"month": month}).text


@pytest.fixture
def listed(cast, tasks):
    """The late task is in two lists, the one due soon in one of them, the others in none."""
    points, six = (
        TaskList.objects.create(programme=cast.alpha, name=name, year=2024, position=position)
        for position, name in enumerate(("会议任务", "专项清单"), 20)
    )
    TaskPlace.objects.filter(task__number__startswith="B").delete()
    for number, entry in (("B1", six), ("B2", six), ("B2", points)):
        given = {"task": Task.objects.get(number=number), "list": entry}
        TaskPlace.objects.create(programme=cast.alpha, **given)
    return points, six


def groups(part: str) -> list[str]:
    return re.findall(r"<h3[^>]*><a href=\"[^\"]+\">([^<]+)", part)


def test_by_list_a_task_in_two_lists_stands_in_both_and_counts_once(as_, listed):
    found = columns(as_("clerk").get(reverse(BOARD), {"by": "list"}).text)
    assert {name: groups(part) for name, part in found.items()} == {
        "到期": ["专项清单 1"],
        "逾期": ["会议任务 1", "专项清单 1"],
        "已退回": ["未列入清单 1"],
        "待核": ["未列入清单 1"],
    }
    assert [named(part) for part in found.values()] == [["临近"], ["已晚"] * 2, ["退了"], ["请核"]]
    assert "1项" in found["逾期"]


def test_by_list_each_count_opens_exactly_its_rows(as_, listed):
    client = as_("clerk")
    for part in columns(client.get(reverse(BOARD), {"by": "list"}).text).values():
        for address, count in re.findall(r'<h3[^>]*><a href="([^"]+)">\S+ (\d+)', part):
            rows = client.get(address).context["table"].data.data
            assert len(rows) == int(count) and {row.text for row in rows} <= {*named(part)}


def test_of_a_chosen_list_no_other_one_stands_on_the_board(as_, listed):
    points, _six = listed
    query = {"by": "list", "list": points.pk}
    response = as_("clerk").get(reverse(BOARD), query)
    assert [groups(part) for part in columns(response.text).values()] == [
        [], ["会议任务 1"], [], [],
    ]  # fmt: skip
    assert ("by", "list") in response.context["kept_parameters"]


def test_the_board_by_list_takes_the_same_statements_for_many(as_, cast, listed):
    client, address = as_("clerk"), f"{reverse(BOARD)}?by=list"
    few = statements(client, address)
    for number in range(20):
        made = task(cast.alpha, f"M{number}", cast.bureau_unit, deadline=DAY - timedelta(1))
        made.places.all().delete()
        TaskPlace.objects.create(programme=cast.alpha, task=made, list=listed[number % 2])
    assert statements(client, address) == few
