"""The one machinery of all imports: read, check, write all rows or none.

An importer declares its columns and says in ``save`` what a row means. See docs/importers.md.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from core.importing.cells import CellError, shown
from core.importing.columns import Column, Found
from core.importing.layout import Table, find_tables, kind_of
from core.importing.result import MOST_ERRORS, Problem, Result
from core.importing.rows import Outcome, Row
from core.importing.sums import Part, SumRow, check_sums
from core.importing.words import YEAR, YEAR_MONTH, Guesses, plain
from core.importing.workbook import Sheet, Value, WorkbookError, read_workbook
from core.records import StaleRecord


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
        self.guesses = Guesses()
        self.dry_run = False

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
        """Keep others from writing what this import reads, until the transaction ends. Not
        called on a dry run."""

    # What the machinery does

    def run(self, path: Path, *, dry_run: bool = False) -> Result:
        """One transaction; nothing is written on a dry run or where any row is bad.

        What the workbook alone can tell is checked before anything is locked.
        """
        try:
            rows = self.read(path)
            if rows:
                self.dry_run = dry_run or not self.result.is_good
                self.write(rows)
        except WorkbookError as error:
            self.result.errors.append(Problem(None, "", "", str(error)))
        except StaleRecord as error:
            message = _("%(error)s Import the workbook again.") % {"error": error}
            self.result.errors.append(Problem(None, "", "", message))
        self.result.close()
        return self.result

    def read(self, path: Path) -> list[Row]:
        """The rows as they stand in the sheet; empty where its heads are wrong."""
        self.table = self.find_table(read_workbook(path))
        self.hidden = self.table.sheet.hidden
        self.check_heads()
        self.find_units()
        return self.read_rows() if self.result.is_good else []

    def write(self, rows: list[Row]) -> None:
        with transaction.atomic():
            if not self.dry_run:
                self.lock()
            self.save_rows(rows)
            if self.dry_run or not self.result.is_good:
                transaction.set_rollback(True)

    def save_rows(self, rows: list[Row]) -> None:
        heads_before = len(self.result.errors)
        self.prepare()
        if len(self.result.errors) > heads_before:
            return
        self.check_rows(rows)
        bad = {problem.row for problem in self.result.errors}
        for row in rows:
            if self.result.has_too_many:
                break
            if row.number not in bad:
                self.save_and_count(row)

    def find_table(self, sheets: list[Sheet]) -> Table:
        tables = find_tables(sheets, self.columns)
        if not tables:
            heads = "、".join(c.title for c in self.columns if c.required)
            raise WorkbookError(
                _("No row of heads was found: expected are %(heads)s.") % {"heads": heads}
            )
        best, *others = tables
        if names := "、".join(t.sheet.name for t in others if self.is_data(t)):
            message = _(
                "Only one data sheet can be imported; besides “%(sheet)s” there are: %(others)s."
            )
            raise WorkbookError(message % {"sheet": best.sheet.name, "others": names})
        return best

    def is_data(self, table: Table) -> bool:
        required = (column for column in self.columns if column.required)
        return all(table.column(c.name) for c in required) and table.has_records(self.identity)

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
        line, *contrary = self.table.unit_lines() or [""]
        if contrary:
            message = _("Above the heads stand different units of money: %(units)s.")
            raise WorkbookError(message % {"units": "、".join([line, *contrary])})
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
            if self.result.has_too_many:
                return rows
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
        self.result.errors.extend(islice(check_sums(lines, self.money()), MOST_ERRORS + 1))
        return rows

    def check_rows(self, rows: list[Row]) -> None:
        for row in rows:
            if self.result.has_too_many:
                return
            if not row.unread:
                self.check(row)
        self.find_repeated(rows)

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
        return next((year for match in words if match and (year := int(match[1]))), None)

    def month_in_title(self) -> date | None:
        """The month of 截至2024年6月底, as its first day."""
        for words in self.table.above:
            if not (match := YEAR_MONTH.search(plain(words))):
                continue
            year, month = int(match[1]), int(match[2])
            if year and 1 <= month <= 12:
                return date(year, month, 1)
        return None
