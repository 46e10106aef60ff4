"""Chooses the sheets of a workbook to import: all that have the same table, as one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.importing.columns import Column, Found
from core.importing.layout import Table, find_tables
from core.importing.workbook import Sheet, WorkbookError
from core.periods import Period

Key = tuple[str, tuple[str | None, ...]]


def choose_tables(
    sheets: Sequence[Sheet], columns: Sequence[Column], identity: Sequence[str]
) -> tuple[list[Table], list[str]]:
    """The tables in the order of their sheets, and the names of the sheets left out. Raises
    WorkbookError if there is none, or two are inconsistent."""
    tables = find_tables(sheets, columns)
    if not tables:
        heads = "、".join(column.title for column in columns if column.required)
        raise WorkbookError(
            _("No row of heads was found: expected are %(heads)s.") % {"heads": heads}
        )
    complete = [table for table in tables if is_complete(table, columns, identity)]
    # Without a complete one, the errors of the best are shown.
    chosen = complete or tables[:1]
    chosen.sort(key=lambda table: sheets.index(table.sheet))
    for table in chosen[1:]:
        refuse_inconsistent(chosen[0], table)
    names = [table.sheet.name for table in chosen]
    return chosen, [sheet.name for sheet in sheets if sheet.rows and sheet.name not in names]


def is_complete(table: Table, columns: Sequence[Column], identity: Sequence[str]) -> bool:
    return not any(map(table.lacks, columns)) and table.has_records(identity)


def refuse_inconsistent(first: Table, other: Table) -> None:
    names = {"first": first.sheet.name, "other": other.sheet.name}
    if one_sided := set(keyed(first)) ^ set(keyed(other)):
        both = {**keyed(first), **keyed(other)}
        words = "、".join(found.head.words for key, found in both.items() if key in one_sided)
        message = _(
            "The sheets “%(first)s” and “%(other)s” do not have the same columns; one alone has: "
            "%(columns)s. Make them alike, or leave only one."
        )
        raise WorkbookError(message % {**names, "columns": words})
    months = first.year_month(), other.year_month()
    if all(months) and months[0] != months[1]:
        message = _(
            "The sheet “%(first)s” is of %(month)s, the sheet “%(other)s” of %(another)s: import "
            "them one by one."
        )
        month, another = (month_words(*month) for month in months if month)
        raise WorkbookError(message % {**names, "month": month, "another": another})


def keyed(table: Table) -> dict[Key, Found]:
    """The columns by name and the groups of their heads (year, month)."""
    return {(found.column.name, tuple(found.groups.values())): found for found in table.found}


def month_words(year: int, month: int) -> str:
    if 1 <= month <= 12 and year:
        return Period.month(year, month).label()
    return f"{year}{'年' if not month else f'年{month}月'}"


def counterparts(first: Table, table: Table) -> list[tuple[Found, Found]]:
    """Each column of the table with the same column of the first table."""
    if table is first:
        return [(found, found) for found in table.found]
    own = keyed(first)
    return [(found, own[key]) for key, found in keyed(table).items() if key in own]


def fill_merged(table: Table, identity: Sequence[str]) -> set[tuple[int, int]]:
    """Copies words of merged cells into each of their rows, except amounts and keys. Returns the
    cells (row, column) of amounts that are merged over several rows."""
    rows, spread = table.sheet.rows, set()
    by_index = {found.head.index: found.column for found in table.found}
    for top, left, bottom, _right in table.sheet.merged:
        column = by_index.get(left)
        if column is None or top < table.first_row or bottom == top or top > len(rows):
            continue
        value = rows[top - 1][left] if left < len(rows[top - 1]) else None
        if value is None or column.name in identity:
            continue
        if column.money:
            spread.add((top, left))
            continue
        for row in rows[top:bottom]:
            row += [None] * (left + 1 - len(row))
            row[left] = value
    return spread
