from functools import cached_property
from typing import Any

from core.web.charts import Chart, Notes
from dashboard.figures import Facts


class DashboardChart(Chart):
    """A chart of the dashboard's facts. ``rows_of`` names the kinds of rows behind it."""

    permission = "dashboard.view_dashboard"
    rows_of: tuple[str, ...] = ()
    given: Any = None

    @cached_property
    def facts(self) -> Facts:
        """Those of the page that embeds the chart, or its own."""
        return self.given or Facts.of(self.request)

    def get_missing(self) -> str:
        return ""

    def get_remarks(self) -> tuple[str, ...]:
        return ()

    def get_notes(self) -> Notes:
        if self.is_empty:
            return Notes(self.facts.day)
        marked = any(self.facts.marks[name] for name in self.rows_of)
        return Notes(self.facts.day, self.get_missing(), marked, self.get_remarks())
