"""Whose feedback sheet it is: the unit and month that the lines above the heads name, and that the
codes of all rows must belong to (docs/rules.md#feedback-sheets)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import Unit
from core.importing.layout import Table
from core.importing.words import plain
from core.periods import Period
from programmes.models import FeedbackSheet

UNIT = re.compile("单位[:：](.+)")


@dataclass(frozen=True)
class Owner:
    unit: Unit
    month: date

    @classmethod
    def of(cls, sheet: FeedbackSheet) -> "Owner":
        return cls(sheet.unit, sheet.month)

    @property
    def words(self) -> str:
        given = {"unit": self.unit, "month": Period(self.month).label()}
        return _("%(unit)s, %(month)s") % given


def owner_named(table: Table, units: Mapping[str, Unit]) -> Owner | None:
    """None where the lines were removed, or the unit has another name by now."""
    lines = filter(None, (UNIT.match(cell.words.strip()) for cell in table.above))
    unit = next((units.get(plain(line[1])) for line in lines), None)
    month = table.month_in_title()
    return Owner(unit, month) if unit and month else None


def refusal(code: Owner, sheet: Owner) -> str:
    """Why a row with the code of another owner is not imported."""
    words = _("The code of this row is that of %(code)s, but this sheet is that of %(sheet)s.")
    return words % {"code": code.words, "sheet": sheet.words}
