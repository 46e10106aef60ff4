"""The stages of projects, the days in them, and the moves between them. Periods include their first
and last day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Count, F, Max, Min

from projects.choices import ASIDE, ENDED, LINES, ProjectKind, Stage
from projects.models import Project, StageEvent


class Step(Enum):
    """How a stage relates to the current one."""

    FORWARD = "forward"
    BACK = "back"
    ASIDE = "aside"
    RETURN = "return"


SAYS_WHY = (Step.BACK, Step.ASIDE)


def events_of(project: Project):
    """The stage events of the project, latest first."""
    events = StageEvent.objects.filter(project=project)
    return events.select_related("created_by").order_by("-on", "-pk")


def steps_from(kind: str, entered: Iterable[str]) -> dict[str, Step]:
    """The stages that a project of the kind may enter next, by those it entered (latest first):
    along its line, aside, and from aside back to the previous stage."""
    past = list(entered)
    now = past[0] if past else ""
    before = next((stage for stage in past if stage not in ASIDE), "")
    aside: dict[str, Step] = {stage: Step.ASIDE for stage in ASIDE if stage != now}
    if now in ASIDE and before:
        return {before: Step.RETURN, **aside}
    line: list[str] = list(LINES[ProjectKind(kind)])
    place = line.index(before) if before in line else -1
    steps: dict[str, Step] = {stage: Step.FORWARD for stage in line[place + 1 :]}
    steps |= {stage: Step.BACK for stage in line[: max(place, 0)]}
    return steps | aside if now else steps


def stuck(projects, *, on: date):
    """The projects that are neither ended nor suspended, longest in their stage first."""
    rows = projects.with_stage(on=on).with_stage_since(on=on).filter(stage__isnull=False)
    return rows.exclude(stage__in=(*ENDED, Stage.SUSPENDED)).order_by(
        F("stage_since").asc(nulls_last=True), "code"
    )


@dataclass(frozen=True)
class StageRow:
    """The number of projects in a stage, and the days of the longest and the shortest in it; None
    where no day of entry is known."""

    stage: Stage
    count: int
    longest: int | None
    shortest: int | None


def by_stage(projects, *, on: date) -> list[StageRow]:
    """The stages that have projects, in order; days are counted to ``on``."""
    rows = projects.with_stage(on=on).with_stage_since(on=on).filter(stage__isnull=False).order_by()
    found = {
        row["stage"]: row
        for row in rows.values("stage").annotate(
            count=Count("pk"), first=Min("stage_since"), last=Max("stage_since")
        )
    }
    return [
        StageRow(stage, row["count"], _days(row["first"], on), _days(row["last"], on))
        for stage in Stage
        if (row := found.get(stage))
    ]


def _days(since: date | None, on: date) -> int | None:
    return None if since is None else (on - since).days


def moves(projects, first: date, last: date):
    """The stage events of the days, with the previous stage as ``before``; without the first stage
    that an import gave a project."""
    rows = StageEvent.objects.filter(project__in=projects.values("pk"), on__range=(first, last))
    return rows.with_stage_before().without_first_of_sheets().order_by("-on", "-pk")


@dataclass(frozen=True)
class Conversion:
    """The number of moves from a stage (None: a first stage) to another."""

    before: Stage | None
    stage: Stage
    count: int


def conversions(projects, first: date, last: date) -> list[Conversion]:
    """``moves`` counted by previous and new stage, in the order of the stages."""
    rows = moves(projects, first, last).order_by().values("before", "stage")
    order = {None: -1} | {stage: number for number, stage in enumerate(Stage)}
    found = [
        Conversion(Stage(row["before"]) if row["before"] else None, Stage(row["stage"]), row["n"])
        for row in rows.annotate(n=Count("pk"))
    ]
    return sorted(found, key=lambda one: (order[one.before], order[one.stage]))
