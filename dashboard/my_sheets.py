"""The sheets of months that wait for a person, until they are returned, submitted, signed off, or
the month is closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.periods import Period
from projects.choices import SheetState
from projects.models import MonthSheet


@dataclass(frozen=True)
class SheetItem:
    """A sheet, and what the person has to do with it in words."""

    sheet: MonthSheet
    action: str

    @property
    def month(self) -> Period:
        return Period(self.sheet.month)


def sheets_in_hand(sheets: Iterable[MonthSheet], user) -> list[SheetItem]:
    items = [SheetItem(sheet, action_on(sheet, user)) for sheet in sheets]
    return [item for item in items if item.action]


def action_on(sheet: MonthSheet, user) -> str:
    """A returned sheet is its unit's, a submitted one its reviewer's and the task force's."""
    if sheet.state == SheetState.RETURNED and user.has_perm("projects.submit_sheet", sheet):
        return _("correct and submit again")
    if sheet.state == SheetState.SUBMITTED and user.has_perm("projects.review_sheet", sheet):
        return _("sign off or return")
    if sheet.submitted_at and user.has_perm("projects.manage", sheet.programme):
        return _("check before closing")
    return ""
