"""The plans of a project by year."""

from dataclasses import dataclass, field
from decimal import Decimal

from core.periods import Period
from projects.figures.related_rows import RelatedRows
from projects.models import PlanVersion, Project, YearClass, YearPlan


@dataclass
class Year:
    """A year of the programme: its class, its plan, and the versions of the plan, last first."""

    year: int
    class_: YearClass | None = None
    plan: YearPlan | None = None
    versions: list[PlanVersion] = field(default_factory=list)


def years_of(parts: RelatedRows) -> list[Year]:
    """Every year of the programme, and other years with a plan or class. In yuan."""
    programme = parts.project.programme
    years = range(programme.start_year, programme.end_year + 1)
    found: dict[int, Year] = {year: Year(year) for year in years}
    for plan in parts.plans:
        found.setdefault(plan.year, Year(plan.year)).plan = plan
    for one in parts.classes:
        found.setdefault(one.year, Year(one.year)).class_ = one
    for version in parts.plan_versions:
        found[version.plan.year].versions.append(version)
    return [found[year] for year in sorted(found)]


@dataclass(frozen=True)
class PlanChange:
    """The plan of the year, in yuan, as of the month before and as of the month; None without."""

    project: Project
    before: Decimal | None
    now: Decimal | None


def plan_changes(projects, month: Period) -> list[PlanChange]:
    """The projects whose plan of the year is another one than in the month before, by code; none
    in January. Two queries."""
    if month.number == 1:
        return []
    before = dict(projects.with_month(month.previous()).values_list("pk", "plan"))
    rows = projects.with_month(month).order_by("code")
    return [
        PlanChange(project, before.get(project.pk), project.plan)
        for project in rows
        if project.plan != before.get(project.pk)
    ]
