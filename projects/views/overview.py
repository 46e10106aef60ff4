"""What a project's page shows beside its record: the curve of the year, what happened, what the
statistics say, what other apps know, its tasks and needs."""

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
        """Each month of which the statistics say something, beside what was reported of it."""
        reported = {entry.month: entry.amount for entry in self.parts.entries}
        told = self.parts.statistics
        return [{"entry": one, "reported": reported.get(one.month)} for one in told]
