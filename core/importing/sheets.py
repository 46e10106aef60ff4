"""Which sheets of a workbook are imported: all that hold the same table, as one."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.importing.columns import Column, Found
from core.importing.layout import Table, find_tables
from core.importing.workbook import Sheet, WorkbookError
from core.periods import Period

Key = tuple[str, tuple[str | None, ...]]


def choose(
    sheets: Sequence[Sheet], columns: Sequence[Column], identity: Sequence[str]
) -> tuple[list[Table], list[str]]:
    """The tables in the order of their sheets, and the names of the sheets left out. Raises
    WorkbookError where there is none, and where two contradict each other."""
    tables = find_tables(sheets, columns)
    if not tables:
        heads = "、".join(column.title for column in columns if column.required)
        raise WorkbookError(
            _("No row of heads was found: expected are %(heads)s.") % {"heads": heads}
        )
    data = [table for table in tables if holds_data(table, columns, identity)]
    # Without one that is whole, the best says what it lacks.
    chosen = data or tables[:1]
    chosen.sort(key=lambda table: sheets.index(table.sheet))
    for table in chosen[1:]:
        refuse_contradiction(chosen[0], table)
    names = [table.sheet.name for table in chosen]
    return chosen, [sheet.name for sheet in sheets if sheet.rows and sheet.name not in names]


def holds_data(table: Table, columns: Sequence[Column], identity: Sequence[str]) -> bool:
    return not any(map(table.lacks, columns)) and table.has_records(identity)


def refuse_contradiction(first: Table, other: Table) -> None:
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
        month, another = (said(*month) for month in months if month)
        raise WorkbookError(message % {**names, "month": month, "another": another})


def keyed(table: Table) -> dict[Key, Found]:
    return {key_of(found): found for found in table.found}


def key_of(found: Found) -> Key:
    """The column by its name and what its head says beside, the month."""
    return found.column.name, tuple(found.groups.values())


def said(year: int, month: int) -> str:
    if 1 <= month <= 12 and year:
        return Period.month(year, month).label()
    return f"{year}{'年' if not month else f'年{month}月'}"


def counterparts(first: Table, table: Table) -> list[tuple[Found, Found]]:
    """Each column of the table beside the one of the first that says the same."""
    if table is first:
        return [(found, found) for found in table.found]
    own = keyed(first)
    return [(found, own[key_of(found)]) for found in table.found if key_of(found) in own]


def fill_merged(table: Table, identity: Sequence[str]) -> set[tuple[int, int]]:
    """Words that stand once for several rows, in merged cells, are put into each. An amount or a
    key is not: the cells (row, column) of an amount that stands for several are returned."""
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
