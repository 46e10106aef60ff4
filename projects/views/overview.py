"""Context of a project's page: chart, time line, statistics, panels of other apps, tasks and
needs."""

from typing import Any

from projects.charts import ProjectCourse
from projects.figures.timeline import timeline
from projects.panels import panels_for
from projects.views.links import WithLinks


class WithOverview(WithLinks):
    month: Any

    def get_context_data(self, **kwargs):
        project = self.object
        context = super().get_context_data(**kwargs)
        notes = context["noted"] if context["reads_notes"] else ()
        return {
            **context,
            "chart": ProjectCourse.of(self.request, project=project, month=self.month),
            "moments": timeline(self.parts, notes=notes, attached=context["attached"]),
            "statistics": self._statistics(),
            "panels": panels_for(self, project),
        }

    def _statistics(self) -> list[dict[str, Any]]:
        """Each month with an entry of the statistics, beside the reported amount."""
        reported = {entry.month: entry.amount for entry in self.parts.entries}
        rows = self.parts.statistics
        return [{"entry": row, "reported": reported.get(row.month)} for row in rows]
