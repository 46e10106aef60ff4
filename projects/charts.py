"""The chart of a project's year: planned and completed investment by month."""

from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_amount
from core.periods import Period
from core.web.charts import Chart, Notes, Series
from projects.figures import course as figures_course
from projects.models import Project

UNIT = "万元"


class ProjectCourse(Chart):
    """Columns: planned (the year's plan by the schedule) and completed of each month; lines: both
    since January. Late entries of earlier months are in the line, not in the column."""

    name = "project-course"
    subject = gettext_lazy("Planned and done by month")
    empty = gettext_lazy("Neither a plan nor an entry of this year yet.")
    permission = "projects.view"
    project: Any = None
    month: Any = None

    @cached_property
    def points(self) -> list[figures_course.CoursePoint]:
        """All months of the year, by the plan as known in ``month``; those after it have no
        completed amount."""
        rows = self.visible(Project).filter(pk=self.project.pk)
        plans = {self.project.programme_id: self.project.plan or Decimal(0)}
        return figures_course.course_of(rows, Period.month(self.month.year, 12), plans)

    def get_finding(self):
        words = {
            "month": self.month.label(),
            "done": format_amount(self.project.year_amount),
            "plan": format_amount(self.project.plan),
        }
        if not self.project.plan:
            return _("Up to %(month)s %(done)s万元 done; no plan of the year") % words
        return _("Up to %(month)s %(done)s万元 done of %(plan)s万元 planned for the year") % words

    def get_labels(self):
        return [_("month %(n)s") % {"n": point.month.number} for point in self.points]

    def get_notes(self):
        return Notes(
            min(self.month.last_day, self.request.day), is_marked=self.project.has_illustrative
        )

    def get_series(self):
        points = self.points
        before = [Decimal(0), *(point.expected for point in points[:-1])]
        planned = [point.expected - past for point, past in zip(points, before, strict=True)]
        line: dict[str, Any] = {"kind": "line", "captioned": False}
        expected, done = [point.expected for point in points], self._values_to_month("done")
        return [
            Series(_("planned of the month"), planned, UNIT, tone="pale", captioned=False),
            Series(_("done in the month"), self._values_to_month("amount"), UNIT, captioned=False),
            Series(_("planned since January"), expected, UNIT, tone="slate", **line),
            Series(_("done since January"), done, UNIT, tone="blue", **line),
        ]

    def _values_to_month(self, name: str) -> list[Decimal | None]:
        """The values to ``month``; None, not zero, for a month that is not reported."""
        return [
            getattr(point, name) if self._is_reported(point, name) else None
            for point in self.points
        ]

    def _is_reported(self, point, name: str) -> bool:
        return point.month <= self.month and (name == "done" or point.reported > 0)
