"""The plans of a project by year."""

from dataclasses import dataclass, field

from projects.figures.related_rows import RelatedRows
from projects.models import PlanVersion, YearClass, YearPlan


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
