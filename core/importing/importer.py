"""The one machinery of all imports: read, check, write all rows or none.

An importer declares its columns and says in ``save`` what a row means. See docs/importers.md.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from core.importing.cells import CellError, shown
from core.importing.columns import Column, Found
from core.importing.layout import Table, find_table, kind_of
from core.importing.result import Problem, Result
from core.importing.rows import Outcome, Row
from core.importing.sums import Part, SumRow, check_sums
from core.importing.words import YEAR, YEAR_MONTH, plain
from core.importing.workbook import Sheet, Value, WorkbookError, read_workbook


class Importer:
    """``identity`` names the columns by which a row is known; the first that the sheet has is
    its key, unless ``key`` says otherwise."""

    name: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    identity: ClassVar[Sequence[str]]

    table: Table

    def __init__(self, programme: Any):
        self.programme = programme
        self.result = Result()
        self.hidden: list[int] = []
        self.outcomes: list[Outcome] = []

    # What an importer says

    def prepare(self) -> None:
        """Look at titles and heads, load what is known. May raise WorkbookError or fail_head."""

    def key(self, row: Row) -> tuple:
        name = next(name for name in self.identity if self.table.column(name))
        return (plain(row[name]),) if row[name] else ()

    def check(self, row: Row) -> None:
        """Rules over several cells of a row, before anything is written."""

    def save(self, row: Row) -> None:
        raise NotImplementedError

    def lock(self) -> None:
        """Keep others from writing what this import reads, until the transaction ends."""

    # What the machinery does

    def run(self, path: Path, *, dry_run: bool = False) -> Result:
        """One transaction; nothing is written on a dry run or where any row is bad."""
        try:
            sheets = read_workbook(path)
            with transaction.atomic():
                self.lock()
                self.import_sheets(sheets)
                if dry_run or not self.result.is_good:
                    transaction.set_rollback(True)
        except WorkbookError as error:
            self.result.errors.append(Problem(None, "", "", str(error)))
        if not self.result.is_good:
            self.result.wipe_counts()
        return self.result

    def import_sheets(self, sheets: list[Sheet]) -> None:
        table = find_table(sheets, self.columns)
        if table is None:
            heads = "、".join(c.title for c in self.columns if c.required)
            raise WorkbookError(
                _("No row of heads was found: expected are %(heads)s.") % {"heads": heads}
            )
        self.table, self.hidden = table, table.sheet.hidden
        self.check_heads()
        self.find_units()
        if not self.result.is_good:
            return
        self.prepare()
        if not self.result.is_good:
            return
        rows = self.read_rows()
        bad = {problem.row for problem in self.result.errors}
        for row in rows:
            if row.number not in bad:
                self.save_and_count(row)
        self.result.errors.sort(key=lambda problem: problem.row or 0)

    def save_and_count(self, row: Row) -> None:
        self.save(row)
        done = "created" if row.is_created else "updated" if row.is_changed else "unchanged"
        setattr(self.result, done, getattr(self.result, done) + 1)
        self.outcomes.append(Outcome(row.number, row.name(), done))

    def check_heads(self) -> None:
        for column in self.columns:
            found = self.table.columns(column.name)
            if column.required and not found:
                message = _("The sheet has no column “%(title)s”.") % {"title": column.title}
                self.fail_head(self.table.head_row, column.title, message)
            if len(found) > 1 and not column.many:
                message = _("Two columns have this head; one is expected.")
                self.fail_head(found[1].head.row, found[1].head.words, message)

    def find_units(self) -> None:
        """A unit in a column's own head counts before the unit line; the head of a group must
        not contradict the line: nobody could tell which of the two is meant."""
        line = self.table.unit_line()
        for found in self.money():
            head = found.head
            if not head.unit and line and head.unit_above and head.unit_above != line:
                message = _("The unit line says %(line)s, the head above this column %(head)s.")
                values = {"line": line, "head": head.unit_above}
                self.fail_head(head.row, head.words, message % values)
            found.unit = head.unit or line or head.unit_above
            if not found.unit:
                message = _(
                    "No unit is given: write 单位:万元 above the heads, or (万元) in the head."
                )
                self.fail_head(head.row, head.words, message)

    def read_rows(self) -> list[Row]:
        rows: list[Row] = []
        lines: list[SumRow | Part] = []
        identity = [f.head.index for f in self.table.found if f.column.name in self.identity]
        money = [f.head.index for f in self.money()]
        for number, cells in enumerate(
            self.table.sheet.rows[self.table.first_row - 1 :], self.table.first_row
        ):
            if all(value is None for value in cells):
                continue
            kind = kind_of(cells, identity, money)
            if kind.sum_words:
                lines.append(self.read_sum(number, cells, kind.sum_words))
            elif kind.is_record:
                row = self.read_row(number, cells)
                rows.append(row)
                lines.append(
                    Part(
                        number,
                        {
                            i: None if i in row.unread else row.values.get(i) or Decimal(0)
                            for i in money
                        },
                    )
                )
        if not rows:
            raise WorkbookError(_("The sheet has heads, but no row below them."))
        self.result.errors.extend(check_sums(lines, self.money()))
        self.find_repeated(rows)
        return rows

    def read_row(self, number: int, cells: Sequence[Value]) -> Row:
        row = Row(self, number, cells)
        for found in self.table.found:
            index = found.head.index
            try:
                value = found.column.read(cells[index] if index < len(cells) else None, found.unit)
                if value is None and found.column.filled:
                    raise CellError(_("%(title)s is missing.") % {"title": found.column.title})
                row.values[index] = value
            except CellError as error:
                row.unread.add(index)
                row.fail(found, str(error))
        if not row.unread:
            self.check(row)
        return row

    def read_sum(self, number: int, cells: Sequence[Value], words: str) -> SumRow:
        amounts = {}
        row = Row(self, number, cells)
        for found in self.money():
            try:
                value = cells[found.head.index] if found.head.index < len(cells) else None
                if (amount := found.column.read(value, found.unit)) is not None:
                    amounts[found.head.index] = amount
            except CellError as error:
                row.fail(found, str(error))
        place = next(i for i, value in enumerate(cells) if shown(value) == words)
        return SumRow(number, words, self.table.words_over(place), amounts)

    def find_repeated(self, rows: Iterable[Row]) -> None:
        first: dict[tuple, int] = {}
        for row in rows:
            key = () if row.unread else self.key(row)
            if not key:
                continue
            if key in first:
                name = next(n for n in self.identity if self.table.column(n))
                row.fail(name, _("Row %(row)s says the same already.") % {"row": first[key]})
            first.setdefault(key, row.number)

    # What importers ask

    def money(self) -> list[Found]:
        return [found for found in self.table.found if found.column.money]

    def title_of(self, name: str) -> str:
        return next((c.title for c in self.columns if c.name == name), "")

    def fail_head(self, row: int, words: str, message: str) -> None:
        self.result.errors.append(Problem(row, words, words, message))

    def year_in_title(self) -> int | None:
        words = (YEAR_MONTH.search(plain(w)) or YEAR.search(plain(w)) for w in self.table.above)
        return next((int(match[1]) for match in words if match), None)

    def month_in_title(self) -> date | None:
        """The month of 截至2024年6月底, as its first day."""
        for words in self.table.above:
            if (match := YEAR_MONTH.search(plain(words))) and 1 <= int(match[2]) <= 12:
                return date(int(match[1]), int(match[2]), 1)
        return None
