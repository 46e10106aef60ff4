"""How the units' sheets of a month stand, in words."""

from django.utils.translation import gettext as _

from core.periods import Period
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.scopes import people_with_role
from projects.choices import SheetState
from projects.models import MonthSheet


def words_of_none(*, is_closed: bool) -> str:
    """Of a sheet that was not submitted: in a closed month nobody fills it in any more."""
    return _("not submitted") if is_closed else str(SheetState.TYPING.label)


def words_of(sheet: MonthSheet, has_reviewer: bool, *, is_closed: bool) -> str:
    """Where a unit has no reviewer, submitted is enough."""
    if sheet.state == SheetState.TYPING:
        return words_of_none(is_closed=is_closed)
    if sheet.state == SheetState.SUBMITTED and has_reviewer:
        return _("waits to be signed off")
    return str(sheet.state.label)


def words_by_unit(programme: Programme, month: Period, *, is_closed: bool) -> dict[int, str]:
    """By unit; a unit that is not in it has submitted nothing yet. Two queries."""
    reviewed = people_with_role(programme, RoleName.UNIT_REVIEWER).values_list("unit", flat=True)
    units = set(reviewed)
    sheets = MonthSheet.objects.of(programme).filter(month=month.start)
    return {
        sheet.unit_id: words_of(sheet, sheet.unit_id in units, is_closed=is_closed)
        for sheet in sheets
    }
