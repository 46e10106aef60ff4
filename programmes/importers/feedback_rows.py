"""The checks of a row of a returned feedback sheet: that it was sent, and that what was filled in
fits together."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.importing.rows import Row
from core.importing.words import plain
from programmes.choices import TaskState
from programmes.figures.sheet_codes import RowCode
from programmes.models import FeedbackSheet, Task
from programmes.services.months import closed_reason

LOCKED = ("number", "text", "share", "duty", "day", "target")
REPORT = ("progress", "done_quantity", "problem", "help_needed", "help_from", "is_unchanged")
CLOSING = ("closing", "result")


@dataclass(frozen=True)
class SentRow:
    """A row with its sheet and task; whether the unit filled in a report, or anything."""

    sheet: FeedbackSheet
    task: Task
    has_report: bool
    has_entries: bool

    @property
    def leads(self) -> bool:
        return self.task.lead_unit_id == self.sheet.unit_id

    @property
    def concerns_unit(self) -> bool:
        return self.leads or any(
            one.unit_id == self.sheet.unit_id for one in self.task.supports.all()
        )

    @property
    def refusal(self) -> str:
        """Why what was filled in is not stored."""
        if not self.concerns_unit:
            return _("%(unit)s neither leads nor supports this task any more: not imported.") % {
                "unit": self.sheet.unit
            }
        state = TaskState(self.task.state).label
        return _("The task is in the state “%(state)s”: not imported.") % {"state": state}


def check_sent(importer: Any, row: Row) -> SentRow | None:
    """The row of a sheet of this programme; None, with an error, for any other."""
    code = importer.code_of(row)
    if code is None:
        return None
    sheet, task = importer.sheets[code.sheet], importer.tasks.get(code.record)
    if task is None:
        row.fail("code", _("The task of this row does not exist any more: delete the row."))
    elif plain(row["number"] or "") != plain(task.number) and importer.is_changed(row, code):
        words = _("The row was sent for task %(number)s: put its number back.")
        row.fail("number", words % {"number": task.number})
    else:
        _warn_of_change(importer, row, code, task)
        return SentRow(sheet, task, has_any(row, REPORT), has_any(row, REPORT + CLOSING))
    return None


def has_any(row: Row, names: tuple[str, ...]) -> bool:
    """是 counts as filled in, 否 does not."""
    return any(row[name] not in (None, "", False) for name in names)


def _warn_of_change(importer: Any, row: Row, code: RowCode, task: Task) -> None:
    if importer.is_changed(row, code):
        row.warn("text", _("Locked cells of this row were changed; the change is not taken over."))
    elif code.version != task.version and plain(row["text"] or "") != plain(task.text):
        row.warn("text", _("The task was reworded since the sheet was made."))


def check_content(row: Row, sent: SentRow) -> None:
    if sent.has_entries and (words := closed_reason(sent.task.programme, sent.sheet.period)):
        row.fail("progress", words)
    if sent.has_report:
        _check_report(row)
    if row["closing"] or row["result"]:
        _check_closing(row, sent)


def _check_report(row: Row) -> None:
    if row["is_unchanged"] and row["progress"]:
        row.fail("is_unchanged", _("Fill in the progress or “no change”, not both."))
    elif not row["is_unchanged"] and not row["progress"]:
        row.fail("progress", _("Fill in the progress, or choose 是 under “no change”."))


def _check_closing(row: Row, sent: SentRow) -> None:
    if not row["result"]:
        row.fail("result", _("A request to close the task needs its result."))
    elif not row["closing"]:
        row.fail("closing", _("A result is filled in: choose 是 here, or empty the result."))
    elif not sent.leads:
        words = _("Only the lead unit, %(unit)s, requests the closing.")
        row.fail("closing", words % {"unit": sent.task.lead_unit})
