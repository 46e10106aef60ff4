"""Context of a project's page: the rows that belong to the project, and what the user may do."""

from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from core.web.pages import PageMixin
from programmes.models import Need, Task
from programmes.rules import is_helper
from projects.charts import ProjectCourse
from projects.figures import financing
from projects.figures.plans import years_of
from projects.figures.related_rows import RelatedRows
from projects.figures.timeline import timeline
from projects.forms.entries import NoteForm
from projects.models import ProjectNeed, ProjectNote, ProjectTask
from projects.panels import panels
from projects.services.stages import may_take_back
from projects.views.stages import steps_for


class ProjectParts(PageMixin):
    """Users of a helper see no “overdue”."""

    object: Any
    month: Any

    @cached_property
    def parts(self) -> RelatedRows:
        return RelatedRows(self.object, on=self.request.day)

    def get_context_data(self, **kwargs):
        project, parts = self.object, self.parts
        financed = financing.sum_of(parts.financing)
        context = super().get_context_data(
            parts=parts,
            may_edit=self.may("projects.edit", project),
            may_manage=self.may("projects.manage"),
            may_exempt=self.may("projects.rule_lights"),
            shows_overdue=not is_helper(self.request.user, project.programme),
            typed_problem=_typed_problem(parts.entries),
            years=years_of(parts),
            financed=financed,
            financing_gap=financing.gap_words(project.total_investment, financed),
            statistics=self._statistics(),
            task_links=self._rows(ProjectTask, "task__lead_unit", task__in=self.visible(Task)),
            need_links=self._rows(ProjectNeed, "need__township", need__in=self.visible(Need)),
            chart=ProjectCourse.of(self.request, project=project, month=self.month),
            panels=[panel for show in panels if (panel := show(self, project))],
            **self._stages(),
            **self._notes(),
            **kwargs,
        )
        notes = context["noted"] if context["reads_notes"] else ()
        return {**context, "moments": timeline(parts, notes=notes, attached=context["attached"])}

    def _rows(self, model: Any, *related: str, **filters: Any) -> list[Any]:
        """The rows of the project that the user may see; no query where it has none."""
        if not self.parts.has_any(model):
            return []
        rows = self.visible(model).filter(project=self.object, **filters)
        return list(rows.select_related(*related))

    def _statistics(self) -> list[dict[str, Any]]:
        """Each month with an entry of the statistics, beside the reported amount."""
        reported = {entry.month: entry.amount for entry in self.parts.entries}
        rows = self.parts.statistics
        return [{"entry": row, "reported": reported.get(row.month)} for row in rows]

    def _stages(self) -> dict[str, Any]:
        day, entered = self.request.day, self.parts.stages
        events = [event for event in entered if event.on <= day]
        last = events[0] if events else None
        mine = last and may_take_back(last, self.request.user, timezone.now())
        return {
            "course": events,
            "days_in_stage": (day - last.on).days if last and not last.of_sheet else None,
            "stage_to_take_back": last if mine else None,
            "may_step": bool(steps_for(self, self.object, entered)),
        }

    def _notes(self) -> dict[str, Any]:
        """The notes and the form to add one, by the user's rights."""
        user, today = self.request.user, self.request.programme.today()
        noted = self._rows(ProjectNote, "unit", "created_by", on__lte=self.request.day)
        return {
            "reads_notes": self.may("projects.read_notes"),
            "noted": noted,
            "notes_of_today": {note.pk for note in noted if note.may_be_taken_back(user, today)},
            "note_form": NoteForm() if self.may("projects.note", self.object) else None,
        }


def _typed_problem(entries: Any) -> Any:
    """The last entry, where it states a problem that is not registered."""
    last = entries[0] if entries else None
    return last if last and last.problems and not last.is_registered else None
