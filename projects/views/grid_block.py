"""A block pasted into the grid: its rows in one request."""

from typing import Any

from core.web.grids import BlockMixin, key_in
from projects.models import Project
from projects.views.grid import MonthGrid, ProjectRow, shows_next_step


class GridBlock(BlockMixin, MonthGrid):
    """The keys of the rows are those of the projects."""

    template_name = "projects/grid_rows.html"
    lists_units = False

    def key_of(self, text: str) -> int | None:
        return key_in(text)

    def row_page(self, key: int, request: Any) -> ProjectRow:
        page = ProjectRow()
        page.setup(request, pk=key, period=self.kwargs["period"])
        return page

    def projects(self):
        return self.visible(Project).filter(pk__in=self.keys)

    def _grid(self):
        rows = self.grid_rows(self.month_rows())
        return {"rows": rows, "has_early": shows_next_step(self.request)}

    def find(self):
        return self.month
