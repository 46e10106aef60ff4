"""What hangs on a project, for its page: each table is asked once, and only where it holds
something of the project. Whoever sees the project sees it."""

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


class Parts:
    """Of one project, ``on`` a day: what is to be done is late by it. Latest first where a part
    has days."""

    def __init__(self, project: Any, *, on: date):
        self.project, self.on = project, on

    def read(self, rows: QuerySet) -> list:
        """The rows; of a table that holds nothing of the project they are not asked for."""
        return list(rows) if rows.model in self._held else []

    @cached_property
    def _held(self) -> set[Any]:
        with connection.cursor() as cursor:
            cursor.execute(HELD, {"project": self.project.pk})
            found = cursor.fetchone()
        return {model for model, is_held in zip(MODELS, found, strict=True) if is_held}

    @cached_property
    def stages(self) -> list[models.StageEvent]:
        rows = self.project.stage_events.select_related("created_by")
        return self.read(rows.order_by("-on", "-pk"))

    @cached_property
    def plans(self) -> list[models.YearPlan]:
        return self.read(self.project.year_plans.order_by("-year"))

    @cached_property
    def plan_versions(self) -> list[models.PlanVersion]:
        """Of all years, the last version first; each plan has one."""
        rows = models.PlanVersion.objects.filter(plan__project=self.project)
        rows = rows.select_related("plan", "created_by").order_by("-number")
        return list(rows) if self.plans else []

    @cached_property
    def classes(self) -> list[models.YearClass]:
        return self.read(self.project.year_classes.all())

    @cached_property
    def entries(self) -> list[models.MonthEntry]:
        """Those up to the day's month."""
        rows = self.project.entries.filter(month__lte=self.on)
        return self.read(rows.select_related("created_by", "corrected_by").order_by("-month"))

    @property
    def last_texts(self) -> tuple[str, str]:
        """Image progress and problems as the last entry says, before any those of the ledger."""
        last = self.entries[0] if self.entries else None
        if last and (last.image_progress or last.problems):
            return last.image_progress, last.problems
        return self.project.image_progress, self.project.problems

    @cached_property
    def late_entries(self) -> list[models.LateEntry]:
        return self.read(self.project.late_entries.select_related("created_by"))

    @cached_property
    def openings(self) -> list[models.OpeningEntry]:
        return self.read(self.project.openings.all())

    @cached_property
    def statistics(self) -> list[models.StatisticsEntry]:
        return self.read(self.project.statistics.filter(month__lte=self.on))

    @cached_property
    def approvals(self) -> list[models.Approval]:
        rows = works.with_late(self.project.approvals.all(), on=self.on)
        return self.read(rows.select_related("unit", "kind"))

    @cached_property
    def milestones(self) -> list[models.Milestone]:
        rows = works.with_late(self.project.milestones.all(), on=self.on)
        return self.read(rows.select_related("unit"))

    @cached_property
    def problems(self) -> list[models.Problem]:
        rows = works.open_first(self.project.problem_rows.all())
        return self.read(works.with_late(rows, on=self.on).select_related("unit"))

    @cached_property
    def matters(self) -> list[models.Matter]:
        return self.read(works.open_first(self.project.matters.select_related("task")))

    @cached_property
    def financing(self) -> list[models.Financing]:
        return self.read(self.project.financing.select_related("source"))

    @cached_property
    def exemptions(self) -> list[models.Exemption]:
        return self.read(self.project.exemptions.select_related("created_by"))

    @cached_property
    def supporting(self) -> list[Any]:
        through = models.Project.supporting_units.through
        return list(self.project.supporting_units.all()) if through in self._held else []
