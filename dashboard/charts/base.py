from functools import cached_property

from core.web.charts import Chart, Notes
from dashboard.figures import DashboardFigures


class DashboardChart(Chart):
    """A chart of the dashboard's figures. ``rows_of`` lists the kinds of rows that it reads."""

    permission = "dashboard.view_dashboard"
    rows_of: tuple[str, ...] = ()
    shared_figures: DashboardFigures | None = None

    @cached_property
    def figures(self) -> DashboardFigures:
        """The figures of the page that embeds the chart, else its own."""
        return self.shared_figures or DashboardFigures.of(self.request)

    def get_missing(self) -> str:
        return ""

    def get_remarks(self) -> tuple[str, ...]:
        return ()

    def get_notes(self) -> Notes:
        if self.is_empty:
            return Notes(self.figures.day)
        marked = any(self.figures.marks[name] for name in self.rows_of)
        return Notes(self.figures.day, self.get_missing(), marked, self.get_remarks())
