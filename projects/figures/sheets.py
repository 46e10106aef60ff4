"""The status of the units' sheets of a month, as text."""

from django.utils.translation import gettext as _

from core.periods import Period
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.scopes import people_with_role
from projects.choices import SheetState
from projects.models import MonthSheet


def status_without_sheet(*, is_closed: bool) -> str:
    """The status of a sheet that is not submitted: being filled in, while the month is open."""
    return _("not submitted") if is_closed else str(SheetState.TYPING.label)


def sheet_status(sheet: MonthSheet, has_reviewer: bool, *, is_closed: bool) -> str:
    """A submitted sheet waits for a review only where its unit has a reviewer."""
    if sheet.state == SheetState.TYPING:
        return status_without_sheet(is_closed=is_closed)
    if sheet.state == SheetState.SUBMITTED and has_reviewer:
        return _("waits to be signed off")
    return str(sheet.state.label)


def sheet_status_by_unit(programme: Programme, month: Period, *, is_closed: bool) -> dict[int, str]:
    """By unit; units without a sheet are left out. Two queries."""
    reviewed = people_with_role(programme, RoleName.UNIT_REVIEWER).values_list("unit", flat=True)
    units = set(reviewed)
    sheets = MonthSheet.objects.of(programme).filter(month=month.start)
    return {
        sheet.unit_id: sheet_status(sheet, sheet.unit_id in units, is_closed=is_closed)
        for sheet in sheets
    }
