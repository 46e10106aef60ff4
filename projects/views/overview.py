"""What a project's page shows beside its record: the curve of the year, what happened, what the
statistics say, what other apps know, its tasks and needs."""

from typing import Any

from core.views import PageMixin
from projects.beside import panels_of
from projects.charts import ProjectCourse
from projects.figures.timeline import timeline
from projects.models import MonthEntry, StatisticsEntry
from projects.views.links import WithLinks


class WithOverview(WithLinks, PageMixin):
    object: Any
    month: Any

    def get_context_data(self, **kwargs):
        project, day = self.object, self.request.day
        context = super().get_context_data(**kwargs)
        notes = context["noted"] if context["reads_notes"] else ()
        return {
            **context,
            "chart": ProjectCourse.of(self.request, project=project, month=self.month),
            "moments": timeline(project, on=day, notes=notes, attached=context["attached"]),
            "statistics": self._statistics(),
            "panels": panels_of(self, project),
        }

    def _statistics(self) -> list[dict[str, Any]]:
        """Each month of which the statistics say something, beside what was reported of it."""
        told = self.visible(StatisticsEntry).filter(project=self.object)
        told = list(told.filter(month__lte=self.request.day))
        entries = self.visible(MonthEntry).filter(project=self.object)
        reported = dict(entries.values_list("month", "amount")) if told else {}
        return [{"entry": one, "reported": reported.get(one.month)} for one in told]
