"""The same sheets, as other hands would lay them out, import alike."""

import pytest

from tests.importing import books
from tests.importing.books import LEDGER, NEEDS, TASKS, imported


@pytest.mark.parametrize(
    ("book", "column"),
    [(LEDGER, "项目编码"), (TASKS, "任务编号"), (NEEDS, "需求编号")],
    ids=["projects", "tasks", "needs"],
)
def test_without_a_column_of_numbers_the_words_are_the_key(network, book, column, tmp_path):
    grid = book.grid()
    at = grid[book.heads[0] - 1].index(column)
    path = books.write([row[:at] + row[at + 1 :] for row in grid], tmp_path / "words.xlsx")
    first, second = imported(network, book, path), imported(network, book, path)
    assert (first.errors, first.created) == ([], book.rows)
    assert (second.created, second.unchanged) == (0, book.rows)
    assert imported(network, book).errors == []


@pytest.mark.parametrize("words", ["1—6月累计", "1至6月累计完成投资", "1月-6月累计完成投资"])
def test_kinds_of_dashes_in_a_head_are_one(network, words, tmp_path):
    grid = LEDGER.grid()
    grid[3][11] = words
    assert imported(network, LEDGER, books.write(grid, tmp_path / "dash.xlsx")).created == 139


def test_a_subtotal_below_its_rows_and_a_note_are_not_records(network, tmp_path):
    grid = NEEDS.grid()[:6]
    total = ["小计", None, None, None, None, 320, None, None, None]
    note = ["注:资金为估算"] + [None] * 8
    path = books.write([*grid, total, note], tmp_path / "subtotal.xlsx")
    result = imported(network, NEEDS, path)
    assert (result.errors, result.created) == ([], 3)
