from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any

from core.importing.registry import import_address
from core.web.charts import Chart, Notes, Series
from dashboard.figures import DashboardFigures
from dashboard.words import not_reported

# The kind of import by the kind of rows.
IMPORTS = {
    "projects": "projects",
    "lines": "funds",
    "tasks": "tasks",
    "needs": "needs",
    "contributions": "contributions",
    "findings": "findings",
}


class DashboardChart(Chart):
    """A chart of the dashboard's figures. ``rows_of`` lists the kinds of rows that it reads.

    ``figure`` names the figure with a row for each label, ``label`` the attribute of a row that is
    the label. ``remark`` is a note under the chart."""

    permission = "dashboard.view_dashboard"
    rows_of: tuple[str, ...] = ()
    figure = ""
    label = "name"
    remark: Any = ""
    shared_figures: DashboardFigures | None = None

    @cached_property
    def figures(self) -> DashboardFigures:
        """The figures of the page that embeds the chart, else its own."""
        return self.shared_figures or DashboardFigures.of(self.request)

    def get_rows(self) -> list[Any]:
        return getattr(self.figures, self.figure)

    def get_labels(self) -> list[Any]:
        return [attrgetter(self.label)(row) for row in self.get_rows()]

    def series_of(
        self, name: Any, value: str, unit: str, address: Callable[[Any], str], **style: Any
    ) -> Series:
        """The attribute ``value`` of each row, linked to the row's ``address``."""
        rows = self.get_rows()
        values, links = [attrgetter(value)(row) for row in rows], [address(row) for row in rows]
        return Series(name, values, unit, links=links, **style)

    @property
    def import_address(self) -> str:
        """Where an empty chart gets its rows from; empty for whoever may not import them."""
        kinds = [IMPORTS[name] for name in self.rows_of if name in IMPORTS]
        user, programme = self.request.user, self.request.programme
        return next(filter(None, (import_address(user, programme, kind) for kind in kinds)), "")

    def get_missing(self) -> str:
        """Of a chart of the month's entries what has not been reported."""
        return not_reported(self.figures.investment) if "entries" in self.rows_of else ""

    def get_notes(self) -> Notes:
        day = self.figures.day_of(self.rows_of)
        if self.is_empty:
            return Notes(day)
        marked = any(self.figures.marks[name] for name in self.rows_of)
        more = (self.remark,) if self.remark else ()
        return Notes(day, self.get_missing(), marked, more)
