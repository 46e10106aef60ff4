"""The month's entry grid: all projects of a month on one page, each row saved by itself."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from core.money import format_share, plain_amount
from core.web.form_pages import Button
from core.web.grids import RowPage
from core.web.pages import NOT_YOURS, Page
from projects.choices import LightKind
from projects.figures.month_rows import MonthRow, month_rows, total_of_rows
from projects.forms.entries import MonthForm, PreviewForm, RowForm, SubmissionForm
from projects.models import MonthEntry, MonthSheet, Project
from projects.plan_progress import points_of
from projects.services import sheets as services_sheets
from projects.services.month_checks import resolve_amount
from projects.services.months import record_no_change_of_unit
from projects.templatetags.projects import explained_light
from projects.views.entry import EntryMixin, MonthEntryPage
from projects.views.sheets import SheetMixin, sheet_context
from projects.views.units import UnitMixin


@dataclass(frozen=True)
class GridRow:
    """A row and its form; None for a row that is read-only."""

    row: MonthRow
    form: RowForm | None


def form_of(row: MonthRow) -> RowForm:
    return RowForm(spec=row.spec, initial=initial_of(row))


def initial_of(row: MonthRow) -> dict[str, Any]:
    if entry := row.entry:
        return {name: getattr(entry, name) for name in ("version", *MonthForm.merged_fields)}
    return {"version": 0, **row.spec.draft}


def has_early(rows: list[MonthRow]) -> bool:
    """Whether one of them has the column of the next step."""
    return any("next_step" in row.spec.labels for row in rows)


class MonthGrid(UnitMixin, Page):
    """A unit sees its own projects; users who may see all units their progress, and the projects of
    one unit or of all."""

    permission = "projects.view"
    template_name = "projects/grid.html"

    def get_title(self):
        return _("Entry grid of %(month)s") % {"month": self.month.label()}

    def get_template_names(self):
        return ["projects/grid_units.html" if self.lists_units else self.template_name]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            month=self.month,
            unit=self.unit,
            units=self.units if self.sees_all else [],
            closed_message=self.closed_message,
            **(self.progress() if self.lists_units else self._grid()),
            **kwargs,
        )

    def projects(self) -> Any:
        """The unit's projects; all of them for whoever looks at all units."""
        projects = self.visible(Project).known_in(self.month)
        return projects.filter(owner_unit=self.unit) if self.unit or not self.sees_all else projects

    def month_rows(self) -> list[MonthRow]:
        return month_rows(self.projects(), self.month)

    def grid_rows(self, rows: list[MonthRow]) -> list[GridRow]:
        submitted = self._submitted()
        return [self._grid_row(row, submitted) for row in rows]

    def _grid(self) -> dict[str, Any]:
        rows = self.month_rows()
        total = total_of_rows(rows, self.month)
        late = [row.project for row in rows if row.due and not row.entry]
        return {
            "rows": self.grid_rows(rows),
            "may_type": any(self.may_enter(row.project) for row in rows),
            "has_early": has_early(rows),
            "total": total,
            "unreported": late,
            "reminder": self.reminder(late),
            **self.neighbours(),
            **self._sheet(total.not_reported),
        }

    def _grid_row(self, row: MonthRow, submitted: set[int]) -> GridRow:
        may = not self.closed_message and self.may_enter(row.project)
        if may and row.project.owner_unit_id in submitted:
            may = self.may("projects.manage")
        return GridRow(row, form_of(row) if may else None)

    def _submitted(self) -> set[int]:
        sheets = self.visible(MonthSheet).submitted().filter(month=self.month.start)
        return set(sheets.values_list("unit", flat=True))

    def _sheet(self, missing: int) -> dict:
        if self.unit not in self.units:
            return {}
        sheet = services_sheets.sheet_of(self.request.programme, self.unit, self.month)
        is_fillable = bool(missing) and not self.closed_message
        may_fill = is_fillable and self.may("projects.fill_sheet", sheet)
        return {**sheet_context(self, sheet, missing), "may_fill": may_fill}


class GridTotal(MonthGrid):
    """The totals at the foot, after a row was saved."""

    template_name = "projects/grid_total.html"
    lists_units = False

    def _grid(self):
        rows = self.month_rows()
        return {"total": total_of_rows(rows, self.month), "has_early": has_early(rows)}


class ProjectRow(RowPage, MonthEntryPage):
    """One row of the grid: read, and saved as it is left."""

    form_class = RowForm
    template_name = merge_template = "projects/grid_row.html"

    @cached_property
    def row(self) -> MonthRow:
        found = month_rows(self.visible(Project).filter(pk=self.project.pk), self.month)
        if not found:
            raise Http404
        return found[0]

    @property
    def spec(self):
        return self.row.spec

    def get_return_url(self) -> str:
        return reverse("project_row", args=[self.project.pk, self.month])

    def get_initial(self):
        return initial_of(self.row)

    def saved_message(self, entry: MonthEntry) -> str:
        """None: the row itself shows that it is saved."""
        return ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        may = not context["closed_message"]
        has_next_step = "next_step" in self.spec.labels
        form = context["form"] if may else None
        return {
            **context,
            "row": self.row,
            "form": form,
            "has_early": has_next_step or shows_next_step(self.request),
        }


def shows_next_step(request) -> bool:
    """Whether the grid of the request has the column of the next step."""
    return request.headers.get("Grid-Columns") == "9"


class RowPreview(EntryMixin, View):
    """The figures of a row as they would be with what is typed; nothing is saved."""

    def get(self, request, *args, **kwargs):
        form = PreviewForm(request.GET)
        if not form.is_valid():
            return JsonResponse(form.errors, status=422)
        try:
            amount = resolve_amount(self.project, self.month, **form.cleaned_data)
        except ValidationError as error:
            return JsonResponse(error.message_dict, status=422)
        return JsonResponse(self._figures(amount))

    def _figures(self, amount: Decimal) -> dict[str, str]:
        saved: Any = self.project
        added = amount - (saved.month_amount or 0)
        rows = self.visible(Project).with_lights(self.month, added=added)
        project = rows.get(pk=saved.pk)
        progress, places = project.progress, self.request.programme.decimals
        return {
            "amount": plain_amount(amount),
            "cumulative": plain_amount(project.before + amount),
            "share": format_share(progress.share, places),
            "difference": points_of(
                progress.difference, self.month, on=self.request.day, places=places
            ),
            "light": explained_light(
                project, LightKind.OVERALL, self.month, places, fills=self.fills
            ),
        }


class UnitNoChange(SheetMixin, Button):
    """无变化 for all projects of a unit that are due and not reported."""

    permission = "projects.view"
    form_class = SubmissionForm

    def find(self):
        if not self.may("projects.fill_sheet", self.sheet):
            raise PermissionDenied(NOT_YOURS)
        return self.unit

    def get_return_url(self) -> str:
        address = reverse("project_grid", args=[self.month])
        return f"{address}?unit={self.unit.pk}" if self.may("projects.see_sheets") else address

    def perform(self, data):
        number = record_no_change_of_unit(
            programme=self.request.programme, unit=self.unit, month=self.month, by=self.request.user
        )
        return self.redirect_back(_("Saved as “no change”: %(n)s projects.") % {"n": number})
