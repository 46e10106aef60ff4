"""What is imported into a programme that holds nothing yet."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Unit, User
from core.importing.models import ImportFile
from programmes.models import Membership, Need, Task, TaskList, TaskPlace
from tests import making
from tests.contents import after_import, everything
from tests.importing import books
from tests.importing.books import (
    BOOKS,
    FUNDS,
    LEDGER,
    MONTHS,
    NEEDS,
    NETWORK,
    OF_PROJECTS,
    changed,
    imported,
)
from tests.importing.test_undo import by_browser, refusal, taken_back


def test_each_book_counts_its_rows_and_changes_nothing_the_second_time(empty):
    for book in BOOKS:
        first, second = imported(empty, book), imported(empty, book)
        assert (first.created, first.updated, first.unchanged) == (book.rows, 0, 0)
        assert (second.created, second.updated, second.unchanged) == (0, 0, book.rows)
        assert first.errors == second.errors == first.conflicts == second.conflicts == []


def test_the_command_prints_one_json_object_as_its_last_line(empty):
    out = StringIO()
    call_command("import_data", "network", NETWORK.path, programme="mabian", stdout=out)
    found = json.loads(out.getvalue().splitlines()[-1])
    assert (found.pop("created"), found.pop("sheets")) == (91, [])
    assert not any(found.values()), found


def test_the_command_refuses_a_kind_that_is_not_known(empty):
    with pytest.raises(CommandError, match="network, projects, months"):
        call_command("import_data", "nothing", NETWORK.path, programme="mabian")


def test_the_command_ends_with_1_where_a_row_is_bad(empty):
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_data", "months", MONTHS.path, programme="mabian", dry_run=True, stdout=out
        )
        call_command("import_data", "needs", NEEDS.path, programme="mabian", stdout=out)
    assert ended.value.code == 1
    last = json.loads(out.getvalue().splitlines()[-1])
    rows = [error["row"] for error in last["errors"] if error["row"]]
    assert (last["created"], len(rows), rows[0]) == (0, 80, 4)
    assert len(last["errors"]) - len(rows) == len(last["unknown"]) == 15  # townships to choose
    assert not Need.objects.exists()


def test_a_county_unit_of_no_kind(empty, tmp_path):
    [error] = imported(empty, NETWORK, changed(NETWORK, tmp_path, (52, 1, "其他"))).errors
    assert (error.row, error.column) == (52, "类别")
    assert not Membership.objects.exists()


@pytest.fixture
def prepared(request, empty):
    """What must be there before the book: the network, and for money the projects."""
    for book in BOOKS[: 2 if request.getfixturevalue("book") in OF_PROJECTS else 1]:
        if request.getfixturevalue("book") is not NETWORK:
            assert imported(empty, book).is_good
    return empty


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.importer.name)
def test_other_order_one_more_title_hundred_millions_and_fewer_rows(prepared, book, tmp_path):
    grid = books.fewer(book, book.grid())
    varied = books.reversed_columns(book, books.in_hundred_millions(book, grid))
    varied.insert(0, ["附件1"])
    plain = after_import(prepared, book, books.write(grid, tmp_path / "plain.xlsx"))
    other = after_import(prepared, book, books.write(varied, tmp_path / "varied.xlsx"))
    assert other == plain
    assert plain[1] == -(-book.rows // 3)


@pytest.mark.parametrize("book", [LEDGER, MONTHS, FUNDS, NEEDS], ids=lambda b: b.importer.name)
def test_a_part_of_the_rows_is_unchanged_after_the_whole(prepared, book, tmp_path):
    imported(prepared, book)
    path = books.write(books.fewer(book, book.grid()), tmp_path / "part.xlsx")
    result = imported(prepared, book, path)
    assert (result.created, result.updated) == (0, 0)
    assert result.unchanged == -(-book.rows // 3)


@pytest.fixture
def network_import(empty, operator) -> ImportFile:
    return by_browser(empty, NETWORK, operator)


@pytest.fixture
def operator(empty):
    return User.objects.create_user("operator", name="操作员", unit=empty.task_force, password="x")


def test_a_network_leaves_no_unit_behind(empty, operator):
    before = everything()
    record = by_browser(empty, NETWORK, operator)
    assert Unit.objects.count() > 91
    taken_back(empty, NETWORK, record, operator)
    assert everything() == before


def test_a_unit_that_is_used_since_keeps_the_whole_network(empty, network_import, operator):
    unit = Unit.objects.get(name="县交通运输局")
    User.objects.create_user("bureau", name="某人", unit=unit, password="x")
    task_list = TaskList.objects.create(programme=empty, name="清单", year=2024)
    other = Unit.objects.get(name="县审计局")
    task = Task.objects.create(programme=empty, number="RW1", text="任务", lead_unit=other)
    TaskPlace.objects.create(programme=empty, task=task, list=task_list)
    making.support(task, unit)
    assert refusal(empty, NETWORK, network_import, operator) == [
        "未作撤销：",
        "单位“县审计局”下已有任务（1条）。",
        "单位“县交通运输局”下已有配合单位（1条）。",
        "单位“县交通运输局”下已有责任人（1条）。",
    ]
