"""The base of all importers: reads, checks, and writes all rows or none. See docs/importers.md."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import ImportStep
from core.importing.batch import Batch, Difference, ReportProgress, report_nothing
from core.importing.columns import Column
from core.importing.layout import Table, choose_tables
from core.importing.questions import unanswered
from core.importing.reading import TableReader
from core.importing.rows import Change, Problem, Result, Row, Unknown, as_text
from core.importing.sql import delete_all
from core.importing.sums import Total
from core.importing.units import set_units
from core.importing.words import Guesses, nearest, plain
from core.importing.workbook import WorkbookError, read_workbook
from core.records import StaleRecord

PROVENANCE_FIELDS = ("provenance", "published_fields", "source_note")
STEP = 1000  # rows between two reports of progress


class Importer:
    """One kind of workbook.

    ``label``: its name for people. ``permission``: the right to import it. ``identity``: the
    columns that identify a row; the first that the sheet has is its key, unless ``key`` differs.
    ``computed``: heads of columns that the platform computes itself. ``shown_first``: the columns
    that the preview of a new row shows first. ``undo_note``: what undoing does. ``applied``: the
    remembered choices that were used. ``offers_choice``: the uploader may choose the sheet over
    what a person typed, row by row (``Row.replaces``).
    """

    name: ClassVar[str]
    label: ClassVar[Any]
    permission: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    identity: ClassVar[Sequence[str]]
    computed: ClassVar[str] = ""
    shown_first: ClassVar[Sequence[str]] = ()
    asks_day: ClassVar[bool] = False
    offers_choice: ClassVar[bool] = False
    undo_note: ClassVar[Any] = gettext_lazy(
        "Rows that it made are deleted, rows that it changed get their former values."
    )

    do_not_call_in_templates = True

    batch_class: ClassVar[type[Batch]] = Batch
    batch: Batch

    def __init__(self, programme: Any):
        self.programme = programme
        self.result = Result()
        self.tables: list[Table] = []
        self.skipped: list[str] = []
        self.skipped_rows: list[str] = []
        self.hidden: list[int | str] = []
        self.computed_heads: list[str] = []
        self.unread_heads: list[str] = []
        self.totals: list[Total] = []
        # The day of the states in a sheet whose title has no month, for a kind with ``asks_day``.
        self.on: date | None = None
        self.saved: list[Row] = []
        self.unknown: dict[tuple[str, str, str], Unknown] = {}
        self.guesses = Guesses()
        self.applied: list[Any] = []
        # Without a person to choose for unknown words, which are errors then.
        self.is_unattended = False
        # Who imports (a command: None), and the rows for which they chose the sheet.
        self.by: Any = None
        self.chosen: frozenset[str] = frozenset()
        self.report_progress: ReportProgress = report_nothing
        self.dry_run = False

    # An importer overrides these.

    def prepare(self) -> None:
        """Reads titles and heads, loads stored records. May raise WorkbookError or fail_head."""

    def key(self, row: Row) -> tuple:
        name = next(name for name in self.identity if self.table.column(name))
        return (plain(row[name]),) if row[name] else ()

    def look_up(self, row: Row) -> None:
        """Replaces names by records, in every row, whatever else is wrong with it."""

    def check(self, row: Row) -> None:
        """Checks rules over several cells of a row that was read without errors."""

    def save(self, row: Row) -> None:
        """Puts what the row means into the batch."""
        raise NotImplementedError

    def lock(self) -> None:
        """Locks what the import reads until the transaction ends. Not called on a dry run."""

    def delete_made(self, model: type, keys: Sequence[int]) -> None:
        """Deletes the rows of a model that an import made, when it is undone."""
        delete_all(model, keys)

    def undo_conflicts(self, made: dict[type, Sequence[int]]) -> Iterable[str]:
        """Further reasons, beside changed and referenced rows, why an import cannot be undone.
        ``made``: the keys of the rows that it made."""
        return []

    def all_columns(self) -> Sequence[Column]:
        """The columns, with the heads that were chosen for them."""
        return self.columns

    # For importers

    @property
    def table(self) -> Table:
        """The first table, which names the columns of all sheets."""
        return self.tables[0]

    def put(self, row: Row, record: Any, values: dict[str, Any], **titles: str) -> None:
        """Puts the values into the batch, and the changes into the preview. A sheet without
        remarks leaves the provenance of known records as it is."""
        if record.pk is not None and not self.table.column("remark"):
            values = {name: one for name, one in values.items() if name not in PROVENANCE_FIELDS}
        self.add_changes(row, record, self.batch.put(record, values), **titles)

    def put_links(self, row: Row, record: Any, name: str, others: Iterable[Any]) -> None:
        if difference := self.batch.put_links(record, name, others):
            self.add_changes(row, record, {name: difference})

    def add_changes(
        self, row: Row, record: Any, differing: dict[str, Difference], **titles: str
    ) -> None:
        """Adds the changes of a known row to the preview, under the titles of the columns. The
        published fields follow from the provenance and are not listed."""
        row.is_changed |= bool(differing)
        if row.is_created:
            return
        for name, (before, after) in differing.items():
            if name == "published_fields":
                continue
            field = record._meta.get_field(name)
            column = next((one for one in self.columns if one.name == name), None)
            title = titles.get(name) or (column.title if column else str(field.verbose_name))
            texts = (as_text(field, value, column) for value in (before, after))
            row.changes.append(Change(title, *texts))

    def title_of(self, name: str) -> str:
        return next((column.title for column in self.columns if column.name == name), "")

    def fail_head(self, row: int, words: str, message: str) -> None:
        heads = self.table.heads
        index = next((head.index for head in heads if (head.row, head.words) == (row, words)), None)
        self.result.errors.append(Problem(row, words, words, message, index=index))

    def add_unknown(
        self, kind: str, words: str, column: str, suggest: Callable[[], Sequence[str]], **more: Any
    ) -> None:
        """``suggest`` is called once for the same words."""
        key = kind, more.get("name", ""), plain(words)
        if key not in self.unknown:
            self.unknown[key] = Unknown(kind, words, column, list(suggest()), **more)
        self.unknown[key].rows += 1

    # Running

    def run(self, path: Path, *, dry_run: bool = False) -> Result:
        """In one transaction; nothing is written on a dry run or if any row is bad. The workbook
        itself is checked before anything is locked."""
        try:
            rows = self.read(path)
            if rows:
                self.dry_run = dry_run or not self.result.is_good
                self.write(rows)
        except WorkbookError as error:
            self.result.errors.append(Problem(None, "", "", str(error)))
        except (StaleRecord, IntegrityError, DataError) as error:
            reason = error if isinstance(error, StaleRecord) else StaleRecord(None)
            message = _("%(error)s Import the workbook again.") % {"error": reason}
            self.result.errors.append(Problem(None, "", "", message))
        self.result.finish([table.sheet.name for table in self.tables])
        return self.result

    def read(self, path: Path) -> list[Row]:
        """The rows of the sheets; empty if their heads are wrong."""
        columns = self.all_columns()
        self.tables, self.skipped = choose_tables(read_workbook(path), columns, self.identity)
        self.note_ignored()
        self.check_heads()
        for table in self.tables:
            self.result.errors.extend(set_units(table, self.sheet_name(table)))
        return self.read_rows() if self.result.is_good else []

    def note_ignored(self) -> None:
        """Lists hidden rows, which are read, and unknown columns, which are not."""
        for table in self.tables:
            name = self.sheet_name(table)
            self.hidden += [f"{name} {row}" if name else row for row in table.sheet.hidden]
            computed, unread = table.unread(self.computed)
            self.computed_heads += [head.words for head in computed]
            self.unread_heads += [head.words for head in unread]
        self.computed_heads = list(dict.fromkeys(self.computed_heads))
        self.unread_heads = list(dict.fromkeys(self.unread_heads))

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
        for table in self.tables:
            for index in table.headless_amounts(self.identity):
                message = _("This column has numbers but no head: give it one, or empty it.")
                sheet = self.sheet_name(table)
                problem = Problem(table.head_row, "", "", message, sheet=sheet, index=index)
                self.result.errors.append(problem)

    def read_rows(self) -> list[Row]:
        rows: list[Row] = []
        total = sum(table.depth for table in self.tables)
        for table in self.tables:
            for row in TableReader(self, table, self.sheet_name(table)).rows():
                if not len(rows) % STEP:
                    self.report_progress(ImportStep.READ, len(rows), total)
                rows.append(row)
        if not rows:
            raise WorkbookError(_("The sheet has heads, but no row below them."))
        return rows

    def sheet_name(self, table: Table) -> str:
        """Empty where it is the only sheet."""
        return table.sheet.name if len(self.tables) > 1 else ""

    def write(self, rows: list[Row]) -> None:
        with transaction.atomic():
            if not self.dry_run:
                self.lock()
            self.save_rows(rows)
            connection.check_constraints()
            if self.dry_run or not self.result.is_good:
                transaction.set_rollback(True)

    def save_rows(self, rows: list[Row]) -> None:
        errors_before = len(self.result.errors)
        self.batch = self.batch_class(is_trial=self.dry_run, expected=len(rows))
        self.prepare()
        if len(self.result.errors) > errors_before:
            return
        self.each(rows, ImportStep.CHECKED, self.check_row)
        self.find_repeated(rows)
        if self.is_unattended:
            self.result.errors.extend(unanswered(self))
        bad = {(problem.sheet, problem.row) for problem in self.result.errors}
        good = [row for row in rows if (row.sheet, row.number) not in bad]
        self.each(good, ImportStep.COMPARED, self.save_and_count)
        if self.result.is_good and not self.dry_run:
            self.batch.write(self.report_progress)

    def each(self, rows: Sequence[Row], step: ImportStep, work: Callable[[Row], None]) -> None:
        """Calls ``work`` for each row, until there are too many errors."""
        for number, row in enumerate(rows):
            if self.result.has_too_many:
                return
            if not number % STEP:
                self.report_progress(step, number, len(rows))
            work(row)

    def check_row(self, row: Row) -> None:
        self.look_up(row)
        if not row.unread:
            self.check(row)

    def save_and_count(self, row: Row) -> None:
        self.save(row)
        setattr(self.result, row.done, getattr(self.result, row.done) + 1)
        self.saved.append(row)

    def find_repeated(self, rows: Iterable[Row]) -> None:
        first: dict[tuple, Row] = {}
        for row in rows:
            key = () if row.unread else self.key(row)
            if key and (before := first.setdefault(key, row)) is not row:
                name = next(n for n in self.identity if self.table.column(n))
                row.fail(name, repeated_message(row, before))


def repeated_message(row: Row, before: Row) -> str:
    if row.sheet == before.sheet:
        return _("Row %(row)s says the same already.") % {"row": before.number}
    message = _("Row %(row)s of the sheet “%(sheet)s” says the same already.")
    return message % {"row": before.number, "sheet": before.sheet}
