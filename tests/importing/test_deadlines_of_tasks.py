"""A deadline that a workbook changes is an event of the task; one that a person set stays."""

from datetime import date

import pytest

from accounts.models import User
from programmes.choices import TaskEventKind
from programmes.figures.tasks import task_counts
from programmes.models import Task, TaskEvent
from programmes.services.task_events import record_event, set_deadline
from tests.contents import everything
from tests.importing import books
from tests.importing.books import TASKS
from tests.importing.test_undo import by_browser, taken_back

HEADS = ["任务编号", "清单名称", "任务内容", "牵头单位", "完成时限", "进展状态"]
FIRST, SECOND = date(2024, 6, 30), date(2024, 12, 31)
JUNE, JULY = date(2024, 6, 30), date(2024, 7, 31)


@pytest.fixture
def clerk(network):
    return User.objects.create_user("clerk", name="甲", unit=network.task_force, password="x")


def sheet(folder, month, deadline, state="推进中"):
    row = ["RW2024-900", "六张清单", "修路", "县交通运输局", deadline, state]
    return books.write(
        [[f"2024年任务清单（截至2024年{month}月底）"], HEADS, row], folder / "s.xlsx"
    )


def run(programme, *args):
    importer = TASKS.importer(programme)
    return importer.run(sheet(*args))


def move(network, folder):
    run(network, folder, 6, "2024-06-30")
    assert run(network, folder, 7, "2024-12-31").errors == []


def test_another_deadline_is_an_event_of_the_day_of_the_sheet(network, tmp_path):
    move(network, tmp_path)
    event = TaskEvent.objects.get()
    assert (event.kind, event.on, event.created_by) == (TaskEventKind.DATE_SET, JULY, None)
    assert (event.deadline_before, event.deadline_after) == (FIRST, SECOND)
    assert (event.state_before, event.state_after, event.reason) == (
        "in_progress", "in_progress", "导入",
    )  # fmt: skip


def test_the_first_deadline_stays_and_the_task_counts_as_extended(network, tmp_path):
    move(network, tmp_path)
    task = Task.objects.with_first_deadline().get()
    assert (task.first_deadline, task.deadline, task.times_moved) == (FIRST, SECOND, 1)
    tasks = Task.objects.all()
    assert [task_counts(tasks, on).extended for on in (JUNE, JULY)] == [0, 1]


def test_the_same_sheet_again_leaves_no_event(network, tmp_path):
    move(network, tmp_path)
    assert run(network, tmp_path, 7, "2024-12-31").unchanged == 1
    assert TaskEvent.objects.count() == 1


def test_a_deadline_that_is_emptied_is_an_event_too(network, tmp_path):
    move(network, tmp_path)
    run(network, tmp_path, 8, None)
    assert TaskEvent.objects.last().deadline_before == SECOND
    assert Task.objects.with_first_deadline().get().first_deadline == FIRST


def test_a_draft_gets_no_event(network, tmp_path):
    run(network, tmp_path, 6, "2024-06-30")
    Task.objects.update(state="draft")
    run(network, tmp_path, 7, "2024-12-31", None)
    assert (Task.objects.get().deadline, TaskEvent.objects.count()) == (SECOND, 0)


def test_the_event_names_the_workbook_and_is_taken_back_with_it(network, clerk, folder, tmp_path):
    run(network, tmp_path, 6, "2024-06-30")
    before = everything()
    record = by_browser(network, TASKS, clerk, sheet(tmp_path, 7, "2024-12-31"))
    assert TaskEvent.objects.get().reason == "导入：台账.xlsx"
    taken_back(network, TASKS, record, clerk)
    assert everything() == before


def test_what_a_person_set_is_kept_as_a_conflict(network, clerk, tmp_path):
    run(network, tmp_path, 6, "2024-06-30")
    task = Task.objects.get()
    given = {"by": clerk, "on": FIRST, "reason": "汛期", "deadline": date(2024, 9, 30)}
    set_deadline(task, version=task.version, **given)
    result = run(network, tmp_path, 7, "2024-12-31")
    [conflict] = result.conflicts
    assert (conflict.column, conflict.value, conflict.kept) == (
        "完成时限", "2024-12-31", "2024-09-30",
    )  # fmt: skip
    assert (Task.objects.get().deadline, TaskEvent.objects.count()) == (date(2024, 9, 30), 1)


def test_another_event_of_a_person_keeps_no_deadline(network, clerk, tmp_path):
    run(network, tmp_path, 6, "2024-06-30")
    task = Task.objects.get()
    record_event(task, TaskEventKind.SIGNED, by=clerk, on=FIRST, state=task.state)
    assert run(network, tmp_path, 7, "2024-12-31").conflicts == []
    assert Task.objects.get().deadline == SECOND


def test_a_day_without_a_year_is_one_of_the_year_of_the_row(network, tmp_path):
    assert run(network, tmp_path, 6, "8月15日").errors == []
    assert Task.objects.get().deadline == date(2024, 8, 15)


def test_a_day_that_the_year_does_not_have_is_refused_with_its_place(network, tmp_path):
    [error] = run(network, tmp_path, 6, "2月30日").errors
    assert "“2024-2-30”不是日期" in str(error)
    assert not Task.objects.exists()
