"""The one machinery of all imports: read, check, write all rows or none.

An importer declares its columns and says in ``save`` what a row means. See docs/importers.md.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _

from core.choices import ImportStep
from core.importing.batch import Batch
from core.importing.columns import Column
from core.importing.layout import Table
from core.importing.memory import nothing_collected
from core.importing.progress import STEP, Tell, tell_nobody
from core.importing.reading import TableReader
from core.importing.result import Problem, Result
from core.importing.rows import Outcome, Row, Unknown
from core.importing.sheets import choose
from core.importing.words import YEAR, YEAR_MONTH, Guesses, nearest, plain
from core.importing.workbook import WorkbookError, read_workbook
from core.records import StaleRecord


class Importer:
    """``identity`` names the columns by which a row is known; the first that the sheet has is
    its key, unless ``key`` says otherwise. ``computed``: heads of columns that the platform
    computes itself, and does not read. ``shown_first``: the columns by which the preview shows a
    new row, before the others. ``table`` is the first of the sheets' ``tables``."""

    name: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    identity: ClassVar[Sequence[str]]
    computed: ClassVar[str] = ""
    shown_first: ClassVar[Sequence[str]] = ()

    table: Table
    batch: Batch

    def __init__(self, programme: Any):
        self.programme = programme
        self.result = Result()
        self.tables: list[Table] = []
        self.skipped: list[str] = []
        self.hidden: list[int | str] = []
        self.computed_heads: list[str] = []
        self.unread_heads: list[str] = []
        self.outcomes: list[Outcome] = []
        self.unknown: dict[tuple[str, str, str], Unknown] = {}
        self.applied: list[Any] = []
        self.guesses = Guesses()
        self.tell: Tell = tell_nobody
        self.dry_run = False

    # What an importer says

    def prepare(self) -> None:
        """Look at titles and heads, load what is known. May raise WorkbookError or fail_head."""

    def key(self, row: Row) -> tuple:
        name = next(name for name in self.identity if self.table.column(name))
        return (plain(row[name]),) if row[name] else ()

    def look_up(self, row: Row) -> None:
        """Put records in the place of names. Done of each row, whatever else is wrong with it."""

    def check(self, row: Row) -> None:
        """Rules over several cells of a row, before anything is written."""

    def save(self, row: Row) -> None:
        raise NotImplementedError

    def lock(self) -> None:
        """Keep others from writing what this import reads, until the transaction ends. Not
        called on a dry run."""

    def all_columns(self) -> Sequence[Column]:
        """The columns, with the heads that somebody chose for them."""
        return self.columns

    # What the machinery does

    @nothing_collected()
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
        self.result.close([table.sheet.name for table in self.tables])
        return self.result

    def read(self, path: Path) -> list[Row]:
        """The rows as they stand in the sheet; empty where its heads are wrong."""
        self.tables, self.skipped = choose(read_workbook(path), self.all_columns(), self.identity)
        self.table = self.tables[0]
        self.note_what_is_told()
        self.check_heads()
        for table in self.tables:
            self.find_units(table)
        return self.read_rows() if self.result.is_good else []

    def note_what_is_told(self) -> None:
        """Hidden rows are read too, and columns that nobody knows are not: the preview says so."""
        for table in self.tables:
            name = self.name_of(table)
            self.hidden += [f"{name} {row}" if name else row for row in table.sheet.hidden]
        computed = re.compile(self.computed) if self.computed else None
        self.computed_heads, self.unread_heads = self.table.unread(computed)

    def write(self, rows: list[Row]) -> None:
        with transaction.atomic():
            if not self.dry_run:
                self.lock()
            self.save_rows(rows)
            if self.dry_run or not self.result.is_good:
                transaction.set_rollback(True)

    def save_rows(self, rows: list[Row]) -> None:
        heads_before = len(self.result.errors)
        self.batch = Batch(is_trial=self.dry_run, expected=len(rows))
        self.prepare()
        if len(self.result.errors) > heads_before:
            return
        self.check_rows(rows)
        bad = {(problem.sheet, problem.row) for problem in self.result.errors}
        for number, row in enumerate(rows):
            if self.result.has_too_many:
                break
            if not number % STEP:
                self.tell(ImportStep.COMPARED, number, len(rows))
            if (row.sheet, row.number) not in bad:
                self.save_and_count(row)
        if self.result.is_good and not self.dry_run:
            self.batch.write(self.tell)

    def save_and_count(self, row: Row) -> None:
        self.save(row)
        done = "created" if row.is_created else "updated" if row.is_changed else "unchanged"
        setattr(self.result, done, getattr(self.result, done) + 1)
        changes = row.changes if done == "updated" else []
        self.outcomes.append(Outcome(row.number, row.name(), done, row.sheet, changes, row))

    def check_heads(self) -> None:
        for column in self.columns:
            found = self.table.columns(column.name)
            if self.table.lacks(column):
                message = _("The sheet has no column “%(title)s”.") % {"title": column.title}
                if near := nearest(column.title, self.unread_heads):
                    message += _(" Most like it: %(names)s.") % {"names": "、".join(near)}
                self.fail_head(self.table.head_row, column.title, message)
            if len(found) > 1 and not column.many:
                message = _("Two columns have this head; one is expected.")
                self.fail_head(found[1].head.row, found[1].head.words, message)

    def find_units(self, table: Table) -> None:
        """A unit in a column's own head counts before the unit line; the head of a group must
        not contradict the line: nobody could tell which of the two is meant."""
        line, *contrary = table.unit_lines() or [""]
        if contrary:
            message = _("Above the heads stand different units of money: %(units)s.")
            raise WorkbookError(message % {"units": "、".join([line, *contrary])})
        for found in (found for found in table.found if found.column.money):
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
        total = sum(table.depth for table in self.tables)
        for table in self.tables:
            for row in TableReader(self, table, self.name_of(table)).rows():
                if not len(rows) % STEP:
                    self.tell(ImportStep.READ, len(rows), total)
                rows.append(row)
        if not rows:
            raise WorkbookError(_("The sheet has heads, but no row below them."))
        return rows

    def name_of(self, table: Table) -> str:
        """Of its sheet; none where it is the only one."""
        return table.sheet.name if len(self.tables) > 1 else ""

    def check_rows(self, rows: list[Row]) -> None:
        for number, row in enumerate(rows):
            if self.result.has_too_many:
                return
            if not number % STEP:
                self.tell(ImportStep.CHECKED, number, len(rows))
            self.look_up(row)
            if not row.unread:
                self.check(row)
        self.find_repeated(rows)

    def find_repeated(self, rows: Iterable[Row]) -> None:
        first: dict[tuple, Row] = {}
        for row in rows:
            key = () if row.unread else self.key(row)
            if key and (before := first.setdefault(key, row)) is not row:
                name = next(n for n in self.identity if self.table.column(n))
                row.fail(name, self.repeats(row, before))

    @staticmethod
    def repeats(row: Row, before: Row) -> str:
        if row.sheet == before.sheet:
            return _("Row %(row)s says the same already.") % {"row": before.number}
        message = _("Row %(row)s of the sheet “%(sheet)s” says the same already.")
        return message % {"row": before.number, "sheet": before.sheet}

    def note_unknown(
        self, kind: str, words: str, column: str, near: Callable[[], Sequence[str]], **more: Any
    ) -> None:
        """``near``: what it may mean, asked for once."""
        key = kind, more.get("name", ""), plain(words)
        if key not in self.unknown:
            self.unknown[key] = Unknown(kind, words, column, list(near()), **more)
        self.unknown[key].rows += 1

    # What importers ask

    def title_of(self, name: str) -> str:
        return next((c.title for c in self.columns if c.name == name), "")

    def fail_head(self, row: int, words: str, message: str, sheet: str = "") -> None:
        heads = self.table.heads
        index = next((head.index for head in heads if (head.row, head.words) == (row, words)), None)
        self.result.errors.append(Problem(row, words, words, message, sheet, index))

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
