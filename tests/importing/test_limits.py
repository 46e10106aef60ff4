"""A small file that costs much ends in a sentence, and soon; a preview holds nobody up."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from openpyxl import Workbook

from core.importing.rows import MOST_ERRORS
from core.importing.sums import Part, SumRow, check_sums
from core.importing.words import Guesses
from core.importing.workbook import WorkbookError, read_workbook
from projects.models import MonthEntry
from tests.importing import books
from tests.importing.books import FUNDS, LEDGER, MONTHS, NEEDS, imported
from tests.importing.test_hostile_workbooks import refused


def refused_book(book: Workbook, path) -> str:
    book.save(path)
    return refused(path)


def test_more_than_twenty_sheets(tmp_path):
    book = Workbook()
    for _n in range(20):
        book.create_sheet()
    assert refused_book(book, tmp_path / "many.xlsx") == "工作簿的工作表超过20张：请只保留数据表。"


def test_cells_are_counted_over_all_sheets_as_rows_by_columns(tmp_path):
    book = Workbook()
    for sheet in (book.active, book.create_sheet(), book.create_sheet()):
        sheet.cell(2000, 84, "x")
    sentence = "工作簿的单元格超过500000个：请只保留数据表的行和列。"
    assert refused_book(book, tmp_path / "cells.xlsx") == sentence


def test_one_long_text_many_times_over(tmp_path):
    book = Workbook()
    for _n in range(400):
        book.active.append(["长" * 32_000])
    assert refused_book(book, tmp_path / "text.xlsx") == "工作簿解压后过大，不像数据表。"


def test_rows_and_columns_before_the_first_value_keep_their_place(tmp_path):
    book = Workbook()
    book.active.cell(3, 2, "x")
    book.active.cell(4, 3, "y")
    book.save(tmp_path / "place.xlsx")
    [sheet] = read_workbook(tmp_path / "place.xlsx")
    empty = [None, None, None]
    assert sheet.rows == [empty, empty, [None, "x", None], [None, None, "y"]]


def test_sums_cost_no_more_than_their_rows():
    lines = []
    for number in range(9_900):
        lines.append(Part({0: Decimal(1)}))
        lines.append(SumRow(2 * number + 1, "合计(9900个)", "", 0, {}, 9900))
    assert list(check_sums(lines, [])) == []


def test_only_the_first_errors_are_shown(network, tmp_path):
    grid = NEEDS.grid()
    rows = [[*grid[3][:1], f"X{n}", "没有的镇", *grid[3][3:]] for n in range(MOST_ERRORS + 50)]
    result = imported(network, NEEDS, books.write(grid[:3] + rows, tmp_path / "many.xlsx"))
    assert len(result.errors) == MOST_ERRORS + 1
    assert result.errors[-1].row is None
    assert result.errors[-1].message == "错误较多，仅列出前10000条。"


def test_the_nearest_names_are_given_to_the_first_unknown_ones():
    guesses, known = Guesses(names=1), ["荍坝镇"]
    assert guesses.nearest("荞坝镇", known) == ["荍坝镇"]
    assert guesses.nearest("荍坝", known) == []
    assert guesses.nearest("荞坝镇", known) == ["荍坝镇"]


def test_an_endless_file_name(tmp_path):
    long = tmp_path / ("长" * 300 + ".xlsx")
    with pytest.raises(WorkbookError, match="…”：File name too long"):
        read_workbook(long)


def test_a_folder_that_may_not_be_entered(tmp_path, monkeypatch):
    def denied(path, **options):
        raise PermissionError(13, "Permission denied")

    # Tests may run as root, whom no mode of a folder keeps out.
    monkeypatch.setattr("pathlib.Path.is_file", denied)
    with pytest.raises(WorkbookError, match="Permission denied"):
        read_workbook(tmp_path / "a.xlsx")


@pytest.mark.parametrize("book", [LEDGER, MONTHS, FUNDS])
def test_a_preview_locks_no_month(ledger, book):
    MonthEntry.objects.all().delete()
    statements = []

    def note(execute, sql, *rest):
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        assert imported(ledger, book, dry_run=True).is_good
    locking = [s for s in statements if "FOR " in s and "reportingperiod" in s]
    # A trigger on these locks the month of each row written.
    months = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(projects_\w+entry|funds_posting)"')
    assert (locking, [s for s in statements if months.match(s)]) == ([], [])
