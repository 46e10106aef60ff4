"""What hangs on a project, for its page: each table is asked once, and only where it holds
something of the project. Whoever sees the project sees it."""

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
# The names of our own tables, and nothing else.
TABLES = [model._meta.db_table for model in MODELS]
EXISTS = [f"EXISTS (SELECT FROM {table} WHERE project_id = %(project)s)" for table in TABLES]
HELD = f"SELECT {', '.join(EXISTS)}"


def held(model: Any) -> Callable[[Callable[["Parts"], QuerySet]], cached_property[list]]:
    """A part of the table: its rows are not even looked for where it holds none."""

    def part(rows: Callable[["Parts"], QuerySet]) -> cached_property[list]:
        return cached_property(lambda parts: list(rows(parts)) if parts.holds(model) else [])

    return part


class Parts:
    """Of one project, ``on`` a day: what is to be done is late by it. Latest first where a part
    has days."""

    def __init__(self, project: Any, *, on: date):
        self.project, self.on = project, on

    def holds(self, model: Any) -> bool:
        return model in self._held

    @cached_property
    def _held(self) -> set[Any]:
        with connection.cursor() as cursor:
            cursor.execute(HELD, {"project": self.project.pk})
            found = cursor.fetchone()
        return {model for model, is_held in zip(MODELS, found, strict=True) if is_held}

    @held(models.StageEvent)
    def stages(self) -> QuerySet:
        return self.project.stage_events.select_related("created_by").order_by("-on", "-pk")

    @held(models.YearPlan)
    def plans(self) -> QuerySet:
        return self.project.year_plans.order_by("-year")

    @held(models.YearPlan)
    def plan_versions(self) -> QuerySet:
        """Of all years, the last version first; each plan has one."""
        rows = models.PlanVersion.objects.filter(plan__project=self.project)
        return rows.select_related("plan", "created_by").order_by("-number")

    @held(models.YearClass)
    def classes(self) -> QuerySet:
        return self.project.year_classes.all()

    @held(models.MonthEntry)
    def entries(self) -> QuerySet:
        """Those up to the day's month."""
        rows = self.project.entries.filter(month__lte=self.on)
        return rows.select_related("created_by", "corrected_by").order_by("-month")

    @property
    def last_texts(self) -> tuple[str, str]:
        """Image progress and problems as the last entry says, before any those of the ledger."""
        last = self.entries[0] if self.entries else None
        if last and (last.image_progress or last.problems):
            return last.image_progress, last.problems
        return self.project.image_progress, self.project.problems

    @held(models.LateEntry)
    def late_entries(self) -> QuerySet:
        return self.project.late_entries.select_related("created_by")

    @held(models.OpeningEntry)
    def openings(self) -> QuerySet:
        return self.project.openings.all()

    @held(models.StatisticsEntry)
    def statistics(self) -> QuerySet:
        return self.project.statistics.filter(month__lte=self.on)

    @held(models.Approval)
    def approvals(self) -> QuerySet:
        rows = works.with_late(self.project.approvals.all(), on=self.on)
        return rows.select_related("unit", "kind")

    @held(models.Milestone)
    def milestones(self) -> QuerySet:
        rows = works.with_late(self.project.milestones.all(), on=self.on)
        return rows.select_related("unit")

    @held(models.Problem)
    def problems(self) -> QuerySet:
        rows = works.open_first(self.project.problem_rows.all())
        return works.with_late(rows, on=self.on).select_related("unit")

    @held(models.Matter)
    def matters(self) -> QuerySet:
        return works.open_first(self.project.matters.select_related("task"))

    @held(models.Financing)
    def financing(self) -> QuerySet:
        return self.project.financing.select_related("source")

    @held(models.Exemption)
    def exemptions(self) -> QuerySet:
        return self.project.exemptions.select_related("created_by")

    @held(models.Project.supporting_units.through)
    def supporting(self) -> QuerySet:
        return self.project.supporting_units.all()
