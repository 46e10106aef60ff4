"""The month's entry unit by unit, for users who may see all units."""

from typing import Any

from django.http import Http404
from django.utils.functional import cached_property

from accounts.models import Unit
from projects.figures.reporting import (
    missing_by_unit,
    progress_by_unit,
    reminder_text,
    sheet_status_by_unit,
    status_without_sheet,
    unreported_projects,
)
from projects.models import Project
from projects.views.projects import MonthMixin

ALL = "all"


class UnitMixin(MonthMixin):
    """A page about a unit: one's own; with the right to all units a chosen one, or all."""

    @cached_property
    def sees_all(self) -> bool:
        return self.may("projects.see_sheets")

    @cached_property
    def units(self) -> list[Unit]:
        owners = self.visible(Project).values("owner_unit")
        return list(Unit.objects.filter(pk__in=owners).order_by("name"))

    @cached_property
    def chosen(self) -> str:
        return self.request.GET.get("unit", "") if self.sees_all else ""

    @cached_property
    def unit(self) -> Unit | None:
        """The chosen unit, or one's own; None for all of them."""
        if not self.sees_all:
            return self.request.user.unit
        found = {str(unit.pk): unit for unit in self.units}
        if self.chosen and self.chosen not in (*found, ALL):
            raise Http404
        return found.get(self.chosen)

    @property
    def lists_units(self) -> bool:
        return self.sees_all and not self.chosen

    def neighbours(self) -> dict[str, Any]:
        """The units before and after the chosen one."""
        if self.unit not in self.units or not self.sees_all:
            return {}
        at = self.units.index(self.unit)
        around: list[Unit | None] = [None, *self.units, None]
        return {"unit_before": around[at], "unit_after": around[at + 2]}

    def progress(self) -> dict[str, Any]:
        """The progress of each unit and of all together."""
        programme, month, projects = self.request.programme, self.month, self.visible(Project)
        sheets = sheet_status_by_unit(programme, month, is_closed=bool(self.closed_message))
        nothing = status_without_sheet(is_closed=bool(self.closed_message))
        found = progress_by_unit(projects, month)
        late = unreported_projects(projects, month)
        names = {one.unit: one.missing for one in missing_by_unit(late)}
        return {
            "by_unit": [
                (one, sheets.get(one.unit_id or 0, nothing), names.get(one.unit, []))
                for one in found
            ],
            "due": sum(one.due for one in found),
            "reported": sum(one.reported for one in found),
            "missing": len(late),
            "complete": sum(not one.missing for one in found if one.due),
            "reporting": sum(bool(one.due) for one in found),
            "unreported": late,
            "reminder": self.reminder(late),
        }

    def reminder(self, late: list) -> str:
        """The reminder text, for the task force while the month is open."""
        if self.closed_message or not self.may("projects.manage"):
            return ""
        programme = self.request.programme
        return reminder_text(
            missing_by_unit(late), self.month, report_day=programme.report_day, on=programme.today()
        )
