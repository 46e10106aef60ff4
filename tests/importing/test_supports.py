"""The supporting units of tasks in a workbook: their names, one day for all, and the duty."""

from dataclasses import astuple
from datetime import date

import pytest

from accounts.models import User
from core.periods import Period
from programmes.importers.task_exporter import TaskExporter
from programmes.management.commands.export_data import all_rows
from programmes.models import Programme, Task, TaskSupport
from tests.contents import everything
from tests.importing import books
from tests.importing.books import TASKS, imported
from tests.importing.test_undo import by_browser, taken_back

UNITS = "县农业农村局、县商务局"
DAY = date(2024, 9, 30)


@pytest.fixture
def operator(network: Programme) -> User:
    return User.objects.create_user("clerk", name="办事员", unit=network.task_force, password="x")


def sheet(folder, **cells):
    """The first task of the sample, with these cells and columns."""
    grid = TASKS.grid()[:4]
    for head, value in cells.items():
        if head not in grid[2]:
            grid[2].append(head)
            grid[3].append(None)
        grid[3][grid[2].index(head)] = value
    return books.write(grid, folder / "tasks.xlsx")


def first() -> Task:
    return Task.objects.get()


def test_all_supporting_units_of_a_row_get_its_day(network, tmp_path):
    given = {"配合单位": UNITS, "配合时限": "2024年9月底", "定责": "统筹推进"}
    assert imported(network, TASKS, sheet(tmp_path, **given)).errors == []
    assert {one.due_on for one in first().supports.all()} == {DAY}
    assert first().supports.count() == 2
    assert first().duty == "统筹推进"


def test_an_empty_day_leaves_the_days_and_parts_as_they_are(network, tmp_path):
    imported(network, TASKS, sheet(tmp_path, 配合单位=UNITS, 配合时限="9月底"))
    TaskSupport.objects.update(duty="提供图纸")
    more = sheet(tmp_path, 配合单位=f"{UNITS}、县审计局", 配合时限=None)
    assert imported(network, TASKS, more).errors == []
    kept = {one.unit.name: (one.duty, one.due_on) for one in first().supports.all()}
    assert kept == {
        "县农业农村局": ("提供图纸", DAY),
        "县商务局": ("提供图纸", DAY),
        "县审计局": ("", None),
    }


def test_the_preview_shows_the_units_and_the_day(network, tmp_path):
    imported(network, TASKS, sheet(tmp_path, 配合单位=UNITS))
    importer = TASKS.importer(network)
    importer.run(sheet(tmp_path, 配合单位="县商务局", 配合时限="2024-09-01"), dry_run=True)
    [row] = importer.saved
    changes = [astuple(one)[:3] for one in row.changes]
    assert changes == [("配合单位", UNITS, "县商务局"), ("配合时限", "", "2024-09-01")]


def test_a_name_that_stands_twice_is_one_unit(network, tmp_path):
    imported(network, TASKS, sheet(tmp_path, 配合单位="县商务局、县商务局"))
    assert first().supports.count() == 1


def test_the_lead_unit_is_refused_among_the_supporting_ones(network, tmp_path):
    result = imported(network, TASKS, sheet(tmp_path, 牵头单位="县商务局", 配合单位=UNITS))
    [problem] = result.errors
    assert (problem.column, problem.message) == (
        "配合单位", "牵头单位不能同时是本任务的配合单位。",
    )  # fmt: skip
    assert not Task.objects.exists()


def test_an_import_of_supports_is_taken_back(network, operator, tmp_path):
    imported(network, TASKS, sheet(tmp_path, 配合单位=UNITS, 配合时限="9月底"))
    before = everything()
    other = sheet(tmp_path, 配合单位="县商务局、县审计局", 配合时限="2024-10-31", 定责="牵头")
    record = by_browser(network, TASKS, operator, other)
    assert everything() != before
    taken_back(network, TASKS, record, operator)
    assert everything() == before


@pytest.mark.parametrize("days", [[DAY, DAY], [DAY, None], [None, None]])
def test_what_is_exported_comes_back_without_a_difference(network, tmp_path, days):
    imported(network, TASKS, sheet(tmp_path, 配合单位=UNITS, 定责="统筹推进"))
    for support, day in zip(first().supports.all(), days, strict=True):
        support.due_on = day
        support.save()
    before = everything()
    with (tmp_path / "out.xlsx").open("wb") as file:
        TaskExporter(network, all_rows, Period.month(2024, 6)).write(file, "xlsx")
    result = imported(network, TASKS, tmp_path / "out.xlsx")
    assert (result.errors, result.unchanged) == ([], 1)
    assert everything() == before
