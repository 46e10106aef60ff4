"""Rows of one number in several lists are one task with several places."""

from openpyxl import load_workbook

from accounts.models import User
from core.periods import Period
from programmes.importers.task_exporter import TaskExporter
from programmes.importers.tasks import TaskImporter
from programmes.management.commands.export_data import all_rows
from programmes.models import Task, TaskList, TaskListVersion, TaskPlace
from tests.contents import everything
from tests.importing import books
from tests.importing.books import TASKS
from tests.importing.test_undo import by_browser, taken_back
from tests.making import DAY, task

HEADS = ["任务编号", "清单名称", "任务内容", "牵头单位", "配合单位", "完成时限"]
JUNE = Period.month(2024, 6)
ROAD = ["修路", "县交通运输局", "县水务局、县审计局", "2024-12-31"]


def sheet(folder, *rows, name="rows.xlsx", heads=HEADS):
    return books.write([["2024年任务清单"], heads, *map(list, rows)], folder / name)


def run(programme, path, **options):
    return TaskImporter(programme).run(path, **options)


def in_two_lists(folder):
    return sheet(folder, ["RW2024-900", "六张清单", *ROAD], ["RW2024-900", "甲、乙会", *ROAD])


def test_it_is_one_task_and_a_list_may_have_a_comma_in_its_name(network, tmp_path):
    result = run(network, in_two_lists(tmp_path))
    assert (result.errors, result.created, result.updated) == ([], 1, 1)
    assert [entry.name for entry in Task.objects.get().lists] == ["六张清单", "甲、乙会"]
    assert run(network, in_two_lists(tmp_path)).unchanged == 2


def test_rows_of_one_task_that_disagree_name_both_cells(network, tmp_path):
    other = ["修路", "县交通运输局", "县审计局、县水务局", "2024-11-30"]
    path = sheet(tmp_path, ["RW2024-900", "六张清单", *ROAD], ["RW2024-900", "工作要点", *other])
    result = run(network, path)
    assert [(problem.place, problem.message) for problem in result.errors] == [
        ("Sheet!F4", "同一任务的Sheet!F3为“2024-12-31”：同一任务编号的各行须一致。")
    ]
    assert not Task.objects.exists()


def test_the_same_number_twice_in_one_list_is_an_error(network, tmp_path):
    row = ["RW2024-900", "六张清单", *ROAD]
    assert [one.message for one in run(network, sheet(tmp_path, row, row)).errors] == [
        "与第3行重复。"
    ]


def test_an_import_adds_a_list_and_takes_none_away(network, tmp_path):
    run(network, sheet(tmp_path, ["RW2024-900", "六张清单", *ROAD]))
    importer = TaskImporter(network)
    importer.run(sheet(tmp_path, ["RW2024-900", "工作要点", *ROAD]))
    change = importer.saved[0].changes[0]
    assert (change.field, change.before, change.after) == (
        "清单名称", "六张清单", "六张清单、工作要点",
    )  # fmt: skip
    assert Task.objects.get().places.count() == 2


def test_what_is_exported_has_a_row_for_each_list_and_comes_back_unchanged(network, tmp_path):
    run(network, in_two_lists(tmp_path))
    out = task(network, "RW2024-901", network.task_force, text="已调出")
    points = TaskList.objects.get(name="工作要点")
    version = TaskListVersion.objects.create(programme=network, list=points, number=1, on=DAY)
    out.places.update(version_out=version)
    path = tmp_path / "out.xlsx"
    with path.open("wb") as file:
        assert TaskExporter(network, all_rows, JUNE).write(file, "xlsx") == 3
    rows = load_workbook(path).active.iter_rows(min_row=3, max_col=4, values_only=True)
    assert list(rows) == [
        ("RW2024-900", 2024, "六张清单", "修路"),
        ("RW2024-900", 2024, "甲、乙会", "修路"),
        ("RW2024-901", 2024, None, "已调出"),
    ]
    before = everything()
    result = run(network, path)
    assert (result.errors, result.unchanged) == ([], 3)
    assert everything() == before


def test_a_new_task_needs_a_list(network, tmp_path):
    result = run(network, sheet(tmp_path, ["RW2024-900", None, *ROAD]))
    assert [one.message for one in result.errors] == ["缺少清单名称。"]


def test_without_numbers_the_same_text_in_two_lists_is_two_tasks(network, tmp_path):
    path = sheet(tmp_path, ["六张清单", *ROAD], ["工作要点", *ROAD], heads=HEADS[1:])
    assert run(network, path).created == 2
    assert run(network, path).unchanged == 2
    assert Task.objects.count() == 2


def test_an_import_is_undone_with_the_places(network, folder, tmp_path):
    run(network, sheet(tmp_path, ["RW2024-900", "六张清单", *ROAD]))
    before = everything()
    clerk = User.objects.create_user("clerk", name="甲", unit=network.task_force, password="x")
    record = by_browser(network, TASKS, clerk, in_two_lists(tmp_path))
    assert TaskPlace.objects.count() == 2
    taken_back(network, TASKS, record, clerk)
    assert everything() == before
