"""The base of the importers of returned feedback sheets: each row is named by a signed code, all
rows belong to the unit and month of their sheet. Stored row by row through services."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.importing.batch import StoredBatch
from core.importing.rows import Row
from core.importing.workbook import WorkbookError
from core.records import update_record
from programmes.figures.sheet_codes import RowCode, mark_of, read_code
from programmes.importers.base import ProgrammeImporter
from programmes.importers.feedback_heads import Owner, owner_named, refusal
from programmes.models import FeedbackSheet


class ReturnedSheetImporter(ProgrammeImporter):
    """``kind``: the kind of the codes of its rows. ``locked``: the columns whose words the code
    marks."""

    batch_class = StoredBatch
    batch: StoredBatch
    offers_choice = True
    kind = ""
    locked: tuple[str, ...] = ()

    def prepare(self) -> None:
        if self.by is None:
            raise WorkbookError(_("A feedback sheet is imported by a person, in the browser."))
        named = {self.sheet_name(one): owner_named(one, self.named_units) for one in self.tables}
        self.owners = {name: owner for name, owner in named.items() if owner}

    @cached_property
    def sheets(self) -> dict[int, FeedbackSheet]:
        rows = FeedbackSheet.objects.of(self.programme).select_related("unit", "programme")
        return {one.pk: one for one in rows}

    def owner_of(self, row: Row, sheet: FeedbackSheet) -> Owner:
        """Whose the sheet of the row is: as its lines above name it, else as its first row."""
        owner = self.owners.setdefault(row.sheet, Owner.of(sheet))
        note = _("Feedback sheet of %(owner)s.") % {"owner": owner.words}
        if note not in self.result.notes:
            self.result.notes += [note, *self._returned_before(sheet)]
        return owner

    def _returned_before(self, sheet: FeedbackSheet) -> list[str]:
        """That the unit gave its feedback of the month before, in this sheet or another one."""
        own = Owner.of(sheet)
        others = [one for one in self.sheets.values() if one != sheet and Owner.of(one) == own]
        days = [one.returned_on for one in others if one.returned_on]
        if sheet.returned_on and self.has_reports(sheet):
            days.append(sheet.returned_on)
        if not days:
            return []
        words = _("%(unit)s gave its feedback of this month on %(day)s: what differs is marked.")
        return [words % {"unit": sheet.unit, "day": max(days)}]

    def has_reports(self, sheet: FeedbackSheet) -> bool:
        """Whether rows of this kind of the sheet were stored before: its parts are imported one
        after the other."""
        raise NotImplementedError

    def key(self, row: Row) -> tuple:
        return (row["code"],) if row["code"] else ()

    def code_of(self, row: Row) -> RowCode | None:
        """The code of a row of this kind, sent in a sheet of this programme to the unit that the
        lines above name; None, with an error, for any other."""
        code = read_code(row["code"] or "")
        if code is None or code.kind != self.kind:
            row.fail("code", _("This row was not sent by the platform, or its code was changed."))
            return None
        sheet = self.sheets.get(code.sheet)
        if sheet is None:
            words = _("This row belongs to a sheet of another programme, or a deleted one.")
            row.fail("code", words)
        elif (own := Owner.of(sheet)) != (owner := self.owner_of(row, sheet)):
            row.fail("code", refusal(own, owner))
        else:
            return code
        return None

    def is_changed(self, row: Row, code: RowCode) -> bool:
        """Whether the words of the locked cells are other than those that were sent."""
        return mark_of(str(row[name] or "") for name in self.locked) != code.mark

    def mark_returned(self, sheet: FeedbackSheet) -> None:
        if sheet.returned_on is None:
            before = copy(sheet)
            update_record(sheet, version=sheet.version, returned_on=self.programme.today())
            self.batch.add_changed(before, sheet)


def messages_of(error: ValidationError) -> list[tuple[str, Any]]:
    """Each message with the field that it is about."""
    if hasattr(error, "error_dict"):
        return [(name, one) for name, found in error.message_dict.items() for one in found]
    return [("", one) for one in error.messages]
