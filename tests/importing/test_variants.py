"""The same sheets, as other hands would lay them out, import alike."""

import pytest

from tests.importing import books
from tests.importing.books import BOOKS, FUNDS, LEDGER, MONTHS, NEEDS, NETWORK, TASKS, imported
from tests.importing.contents import after_import


@pytest.fixture
def prepared(request, programme):
    """What must be there before the book: the network, and for money the projects."""
    for book in BOOKS[: 2 if request.getfixturevalue("book") in (MONTHS, FUNDS) else 1]:
        if request.getfixturevalue("book") is not NETWORK:
            assert imported(programme, book).is_good
    return programme


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
