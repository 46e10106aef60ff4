"""What is not ready before a month is closed, each with its list. Closing waits for none of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import DASH, format_amount
from core.periods import Period
from core.web.links import list_address
from programmes.models import Programme, Task
from projects.choices import SheetState
from projects.figures import gaps
from projects.figures.plans import PlanChange, plan_changes
from projects.figures.works import without_owner_or_day
from projects.models import MonthSheet, Problem, Project
from supervision.figures.months import UnitMonth

NOT_SUBMITTED = gettext_lazy("units that have not submitted their sheet")
RETURNED = gettext_lazy("sheets returned and not submitted again")
UNREPORTED = gettext_lazy("projects not reported")
UNREPORTED_TASKS = gettext_lazy("tasks not reported")
UNASSIGNED = gettext_lazy("problems without a unit or a day")
FINISHED = gettext_lazy("projects with an actual finish that are still in construction")
STAGELESS = gettext_lazy("projects with a plan of the year and no stage")
CLASSLESS = gettext_lazy("projects with a plan of the year and no class of the year")
PLANS = gettext_lazy("plans of the year changed since the month before")


@dataclass(frozen=True)
class Row:
    text: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """``address`` is the page that lists the same rows; empty where the sheets are the list."""

    label: Any
    rows: list[Row] = field(default_factory=list)
    address: str = ""


def not_ready(user, programme, month: Period, units: Iterable[UnitMonth]) -> list[Group]:
    """The groups with rows, of what the person sees."""
    listing = Listing(user, programme, month, [unit for unit in units if unit.has_sheet])
    groups = [*listing.sheets(), listing.unreported(), listing.tasks(), listing.problems()]
    groups += [*listing.gaps(), listing.plans()]
    return [group for group in groups if group.rows]


@dataclass(frozen=True)
class Listing:
    """A row links to the page on which the person can mend it, else to the project."""

    user: Any
    programme: Programme
    month: Period
    units: list[UnitMonth]

    def _visible(self, model):
        return model.objects.visible_to(self.user).of(self.programme)

    def _address(self, project_id: int, name: str, *args: Any) -> str:
        if self.user.has_perm("projects.manage", self.programme):
            return reverse(name, args=[project_id, *args])
        return reverse("project", args=[project_id])

    def sheets(self) -> list[Group]:
        """A returned sheet is in its own group alone."""
        rows = self._visible(MonthSheet).filter(month=self.month.start).select_related("unit")
        sheets = {sheet.unit_id: sheet for sheet in rows}
        back = [one for one in sheets.values() if one.state == SheetState.RETURNED]
        missing = [one for one in self.units if one.unit_id and _is_missing(sheets, one.unit_id)]
        return [
            Group(NOT_SUBMITTED, [self._sheet(one.unit_id, one.unit) for one in missing]),
            Group(
                RETURNED,
                [self._sheet(one.unit_id, one.unit.name, one.return_reason) for one in back],
            ),
        ]

    def _sheet(self, unit_id: int | None, name: str, note: str = "") -> Row:
        return Row(name, reverse("project_sheet", args=[unit_id, self.month]), note)

    def unreported(self) -> Group:
        rows = [
            Row(one.name, self._address(one.pk, "project_entry", self.month), unit.unit)
            for unit in self.units
            for one in unit.missing
        ]
        return Group(UNREPORTED, rows, list_address("project_months", self.month, reported="no"))

    def tasks(self) -> Group:
        """Those that the county's units lead; those of helpers are not counted."""
        found = self._visible(Task).not_reported(self.month, on=self.programme.today())
        found = found.filter(is_led_by_helper=False).select_related("lead_unit")
        rows = [
            Row(one.text, reverse("task", args=[one.pk]), one.lead_unit.name)
            for one in found.order_by("lead_unit__name", "number")
        ]
        address = list_address("tasks", month=str(self.month), helper="no", reported="no")
        return Group(UNREPORTED_TASKS, rows, address)

    def problems(self) -> Group:
        found = without_owner_or_day(self._visible(Problem)).select_related("project")
        rows = [
            Row(one.text, self._address(one.project_id, "edit_problem", one.pk), one.project.name)
            for one in found.order_by("project__code", "pk")
        ]
        return Group(UNASSIGNED, rows, list_address("problems", stands="unassigned"))

    def gaps(self) -> list[Group]:
        projects, month = self._visible(Project), self.month
        of_stage = list_address("projects", month=str(month), planned="yes", stage="none")
        finished = gaps.finished_in_construction(projects, month)
        stageless = gaps.planned_without_stage(projects, month)
        classless = gaps.planned_without_class(projects, month)
        return [
            Group(FINISHED, self._projects(finished, "edit_project")),
            Group(STAGELESS, self._projects(stageless, "project"), of_stage),
            Group(CLASSLESS, self._projects(classless, "class_year", month.year)),
        ]

    def _projects(self, projects, name: str, *args: Any) -> list[Row]:
        found = projects.select_related("owner_unit").order_by("code")
        return [
            Row(one.name, self._address(one.pk, name, *args), str(one.owner_unit or ""))
            for one in found
        ]

    def plans(self) -> Group:
        changes = plan_changes(self._visible(Project), self.month)
        return Group(PLANS, [self._plan(change) for change in changes])

    def _plan(self, change: PlanChange) -> Row:
        words = _("from %(before)s to %(now)s") % {
            "before": _wan(change.before),
            "now": _wan(change.now),
        }
        address = self._address(change.project.pk, "plan_year", self.month.year)
        return Row(change.project.name, address, words)


def _is_missing(sheets: dict[int, MonthSheet], unit_id: int) -> bool:
    return unit_id not in sheets or sheets[unit_id].state == SheetState.TYPING


def _wan(yuan: Decimal | None) -> str:
    return DASH if yuan is None else f"{format_amount(yuan)}万元"
