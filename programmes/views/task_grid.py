"""The month's grid of reports on tasks, on one page; each row is saved by itself."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.web.grids import BlockMixin, RowPage, key_in
from core.web.pages import Page
from core.web.routes import routes
from programmes.figures.task_reports import ReportRow, count_of, report_rows
from programmes.forms.progress import initial_of
from programmes.forms.task_grid import ReportRowForm
from programmes.models import Task, TaskList
from programmes.services.months import locked_reason
from programmes.views.months import MonthOfAddress
from programmes.views.progress import ReportProgress, report_address


@dataclass(frozen=True)
class GridRow:
    """A row and its form; None for a row that is read-only."""

    row: ReportRow
    form: ReportRowForm | None
    address: str
    unchanged_address: str


def grid_row(row: ReportRow, month: Any, *, may_type: bool) -> GridRow:
    form = ReportRowForm(row=row, initial=initial_of(row.report, row.last)) if may_type else None
    names = ("task_row", "report_unchanged")
    addresses = [report_address(row.task, month, row.unit.pk, name) for name in names]
    return GridRow(row, form, *addresses)


def rows_shown(view: Any, tasks: Any, unit: Unit | None) -> list[ReportRow]:
    """The people of a unit count its part of supported tasks too; the task force and the leadership
    count each task once."""
    with_parts = not view.may("programmes.count_tasks")
    return report_rows(tasks, unit, view.month, on=view.request.day, with_parts=with_parts)


class TaskGrid(MonthOfAddress, Page):
    """A unit's people see its tasks; people who read the whole programme those of all lead units,
    of a unit, or of a list."""

    permission = "programmes.view"
    template_name = "programmes/task_grid.html"

    def get_title(self):
        return _("Tasks of %(month)s") % {"month": self.month.label()}

    @cached_property
    def sees_all(self) -> bool:
        return self.may("programmes.count_tasks")

    @cached_property
    def units(self) -> Any:
        leads = self.visible(Task).order_by().values("lead_unit")
        return Unit.objects.filter(pk__in=leads).order_by("name") if self.sees_all else []

    @cached_property
    def lists(self) -> Any:
        return self.visible(TaskList) if self.sees_all else []

    def named_lists(self) -> list[tuple[TaskList, str]]:
        return [(entry, entry.name_on(self.request.day)) for entry in self.lists]

    def chosen(self, name: str, rows: Any) -> Any:
        """The row that the query names; None where it names none. Raises Http404."""
        text = self.request.GET.get(name, "")
        found = {str(row.pk): row for row in rows}
        if text and text not in found:
            raise Http404
        return found.get(text)

    @cached_property
    def unit(self) -> Unit | None:
        return self.chosen("unit", self.units) if self.sees_all else self.request.user.unit

    @cached_property
    def chosen_list(self) -> TaskList | None:
        return self.chosen("list", self.lists)

    def tasks(self) -> Any:
        tasks = self.visible(Task)
        return tasks.in_list(self.chosen_list, self.shown_day) if self.chosen_list else tasks

    def rows(self) -> Any:
        return rows_shown(self, self.tasks(), self.unit)

    @cached_property
    def refusal(self) -> str:
        """Why nothing can be typed; else empty."""
        if self.closed_message or self.unit is None:
            return self.closed_message
        programme, user = self.request.programme, self.request.user
        return locked_reason(programme, self.unit, self.month, user)

    def may_type(self, row: ReportRow) -> bool:
        if self.refusal or not row.task.is_worked_on:
            return False
        is_own = row.unit.pk == self.request.user.unit_id
        return self.may("programmes.manage") or is_own and self.may("programmes.report_tasks")

    def grid(self) -> list[GridRow]:
        return [grid_row(row, self.month, may_type=self.may_type(row)) for row in self.rows()]

    def get_context_data(self, **kwargs):
        grid = self.grid()
        return super().get_context_data(
            month=self.month,
            unit=self.unit,
            rows=grid,
            count=count_of(one.row for one in grid),
            refusal=self.refusal,
            **kwargs,
        )


class TaskRow(RowPage, ReportProgress):
    """One row of the grid: read, and saved as it is left."""

    form_class = ReportRowForm
    template_name = "programmes/task_grid_part.html"

    @cached_property
    def row(self) -> ReportRow:
        tasks = self.visible(Task).filter(pk=self.task.pk)
        found = rows_shown(self, tasks, self.unit)
        if not found:
            raise Http404
        return found[0]

    def get_return_url(self) -> str:
        return self.address("task_row")

    def get_initial(self):
        return initial_of(self.row.report, self.row.last)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["task"], kwargs["unit"]
        return {**kwargs, "row": self.row}

    def redirect(self, address, words, level=0):
        """Without words: the row itself shows that it is saved."""
        return super().redirect(address, "", level)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        one = grid_row(self.row, self.month, may_type=False)
        form = None if self.refusal else context["form"]
        return {**context, "one": one, "form": form}


class TaskBlock(BlockMixin, TaskGrid):
    """A block pasted into the grid. The key of a row names its task and its unit."""

    template_name = "programmes/task_grid_rows.html"

    def key_of(self, text: str) -> tuple[int, int] | None:
        task, unit = map(key_in, text.partition("-")[::2])
        return None if task is None or unit is None else (task, unit)

    def key_text(self, key: tuple[int, int]) -> str:
        return f"{key[0]}-{key[1]}"

    def row_page(self, key: tuple[int, int], request: Any) -> TaskRow:
        request.GET = request.GET.copy()
        request.GET["unit"] = str(key[1])
        page = TaskRow()
        page.setup(request, pk=key[0], period=self.kwargs["period"])
        return page

    def rows(self) -> list[ReportRow]:
        tasks = self.visible(Task).filter(pk__in=[task for task, _unit in self.keys])
        units = Unit.objects.in_bulk({unit for _task, unit in self.keys})
        found = [row for unit in units.values() for row in rows_shown(self, tasks, unit)]
        return [row for row in found if (row.task.pk, row.unit.pk) in self.keys]

    def find(self):
        return self.month


urlpatterns = routes(
    "tasks/month/<str:period>/",
    ("", TaskGrid, "task_grid"),
    ("rows/", TaskBlock, "task_rows"),
)
