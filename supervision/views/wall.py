"""The wall of open findings, and the findings that come back."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from core.web.links import list_address
from core.web.list_pages import KEPT
from core.web.pages import Page
from core.web.routes import routes
from supervision.choices import NOT_CLOSED, WallColumns, WallRows
from supervision.figures.repeats import repeats
from supervision.figures.wall import HEADS, Cell, Line, totals, wall
from supervision.tables.findings import NONE
from supervision.views.findings import FindingList

BY, ACROSS = "by", "across"  # the parameters of rows and columns
NOT_SHARED = (BY, ACROSS, "page", "per_page", "sort", "columns", "state")


class FindingWall(FindingList):
    """By unit, source, project or township (``?by=``), and by colour or age (``?across=``). The
    filters are those of the list."""

    template_name = "supervision/wall.html"
    title = gettext_lazy("Wall of findings")
    kept = (*KEPT, BY, ACROSS)

    def get_title(self):
        return str(self.title)

    @property
    def rows(self) -> WallRows:
        chosen = self.request.GET.get(BY)
        return WallRows(chosen) if chosen in WallRows.values else WallRows.UNIT

    @property
    def columns(self) -> WallColumns:
        chosen = self.request.GET.get(ACROSS)
        return WallColumns(chosen) if chosen in WallColumns.values else WallColumns.COLOUR

    def get_queryset(self):
        rows = super().get_queryset().not_closed()
        return rows.with_age(self.request.day).with_places(self.request.user)

    def get_filterset(self, filterset_class):
        """Without the state of findings that the wall never shows."""
        filterset = super().get_filterset(filterset_class)
        open_ones = [(state.value, state.label) for state in NOT_CLOSED]
        filterset.filters["state"].extra["choices"] = open_ones
        return filterset

    def _address(self, **filters: Any) -> str:
        """The list of findings with the filters in force and these; of those not closed."""
        query: QueryDict = self.request.GET
        shared = {name: query.getlist(name) for name in query if name not in NOT_SHARED}
        open_ones = [state.value for state in NOT_CLOSED]
        chosen = [state for state in query.getlist("state") if state in open_ones]
        return list_address("findings", **{**shared, "state": chosen or open_ones, **filters})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        lines = wall(self.object_list, self.rule_day, self.rows, self.columns)
        all_cells = totals(lines, self.columns)
        return {
            **context,
            "lines": [self._line(line) for line in lines],
            "totals": [(cell, self._of(cell)) for cell in all_cells],
            "unknown_years": self.rule_day.unknown_years,
            "total": sum(cell.count for cell in all_cells),
            "all_address": self._address(),
            "rows": self.rows,
            "row_head": HEADS[self.rows],
            "columns_by": self.columns,
            "choices_of_rows": WallRows.choices,
            "choices_of_columns": WallColumns.choices,
        }

    def _of(self, cell: Cell, **filters: Any) -> str:
        return self._address(**{self.columns.value: cell.column.value}, **filters)

    def _line(self, line: Line) -> tuple[Line, str, list[tuple[Cell, str]]]:
        """With the address of the row and of each cell."""
        key = {self.rows.value: NONE if line.key is None else line.key}
        return line, self._address(**key), [(cell, self._of(cell, **key)) for cell in line.cells]


class RepeatedFindings(Page):
    permission = "supervision.view_findings"
    template_name = "supervision/repeats.html"
    title = gettext_lazy("Findings that come back")

    def get_context_data(self, **kwargs):
        request = self.request
        groups = repeats(request.user, request.programme, request.day)
        return super().get_context_data(groups=groups, **kwargs)


urlpatterns = routes(
    "findings/",
    ("wall/", FindingWall, "finding_wall"),
    ("repeats/", RepeatedFindings, "repeated_findings"),
)
