"""The rows that belong to a project, for its page: each table is queried once, and only where it
has rows of the project. Whoever sees the project sees them."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from projects import models
from projects.figures import works

MODELS: tuple[Any, ...] = (
    models.StageEvent,
    models.YearPlan,
    models.YearClass,
    models.MonthEntry,
    models.LateEntry,
    models.OpeningEntry,
    models.StatisticsEntry,
    models.Approval,
    models.Milestone,
    models.Problem,
    models.Matter,
    models.Financing,
    models.Exemption,
    models.ProjectTask,
    models.ProjectNeed,
    models.ProjectNote,
    models.Project.supporting_units.through,
)
# Constant names of our own tables: no user input.
TABLES = [model._meta.db_table for model in MODELS]
EXISTS = [f"EXISTS (SELECT FROM {table} WHERE project_id = %(project)s)" for table in TABLES]
EXISTS_SQL = f"SELECT {', '.join(EXISTS)}"


def if_any(model: Any) -> Callable[[Callable[["RelatedRows"], QuerySet]], cached_property[list]]:
    """A property with rows of the model; no query where the project has none."""

    def part(rows: Callable[["RelatedRows"], QuerySet]) -> cached_property[list]:
        return cached_property(lambda parts: list(rows(parts)) if parts.has_any(model) else [])

    return part


class RelatedRows:
    """Rows of one project, latest first; what is late is late on the day ``on``."""

    def __init__(self, project: Any, *, on: date):
        self.project, self.on = project, on

    def has_any(self, model: Any) -> bool:
        return model in self._non_empty

    @cached_property
    def _non_empty(self) -> set[Any]:
        with connection.cursor() as cursor:
            cursor.execute(EXISTS_SQL, {"project": self.project.pk})
            found = cursor.fetchone()
        return {model for model, is_found in zip(MODELS, found, strict=True) if is_found}

    @if_any(models.StageEvent)
    def stages(self) -> QuerySet:
        return self.project.stage_events.select_related("created_by").order_by("-on", "-pk")

    @if_any(models.YearPlan)
    def plans(self) -> QuerySet:
        return self.project.year_plans.order_by("-year")

    @if_any(models.YearPlan)
    def plan_versions(self) -> QuerySet:
        """Of all years, the last version first; each plan has one."""
        rows = models.PlanVersion.objects.filter(plan__project=self.project)
        return rows.select_related("plan", "created_by").order_by("-number")

    @if_any(models.YearClass)
    def classes(self) -> QuerySet:
        return self.project.year_classes.all()

    @if_any(models.MonthEntry)
    def entries(self) -> QuerySet:
        """Those up to the day's month."""
        rows = works.with_problem(self.project.entries.filter(month__lte=self.on))
        return rows.select_related("created_by", "corrected_by").order_by("-month")

    @property
    def last_texts(self) -> tuple[str, str]:
        """Image progress and problems as the last entry says, before any those of the ledger."""
        last = self.entries[0] if self.entries else None
        if last and (last.image_progress or last.problems):
            return last.image_progress, last.problems
        return self.project.image_progress, self.project.problems

    @if_any(models.LateEntry)
    def late_entries(self) -> QuerySet:
        return self.project.late_entries.select_related("created_by")

    @if_any(models.OpeningEntry)
    def openings(self) -> QuerySet:
        return self.project.openings.all()

    @if_any(models.StatisticsEntry)
    def statistics(self) -> QuerySet:
        return self.project.statistics.filter(month__lte=self.on)

    @if_any(models.Approval)
    def approvals(self) -> QuerySet:
        rows = works.with_late(self.project.approvals.all(), on=self.on)
        return rows.select_related("unit", "kind")

    @if_any(models.Milestone)
    def milestones(self) -> QuerySet:
        rows = works.with_late(self.project.milestones.all(), on=self.on)
        return rows.select_related("unit")

    @if_any(models.Problem)
    def problems(self) -> QuerySet:
        rows = works.open_first(self.project.problem_rows.all())
        return works.with_late(rows, on=self.on).select_related("unit")

    @if_any(models.Matter)
    def matters(self) -> QuerySet:
        return works.open_first(self.project.matters.select_related("task"))

    @if_any(models.Financing)
    def financing(self) -> QuerySet:
        return self.project.financing.select_related("source")

    @if_any(models.Exemption)
    def exemptions(self) -> QuerySet:
        return self.project.exemptions.select_related("created_by")

    @if_any(models.Project.supporting_units.through)
    def supporting(self) -> QuerySet:
        return self.project.supporting_units.all()
