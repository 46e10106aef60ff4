"""The pipeline as a board: one column for each stage, its cards are the largest projects."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from projects.choices import ASIDE, LINES, ProjectKind, Stage

CARDS = 12  # of a column; its list shows all projects
BOTH_LINES = tuple(dict.fromkeys([*LINES[ProjectKind.CONSTRUCTION], *LINES[ProjectKind.SURVEY]]))


@dataclass(frozen=True)
class Card:
    """A project and the days in its stage; None without a stage."""

    project: Any
    days: int | None


@dataclass(frozen=True)
class Column:
    """The projects of a stage: number, total investment in yuan, and some as cards. ``stage`` is
    None for projects without a recorded stage."""

    stage: Stage | None
    count: int
    total: Decimal
    cards: list[Card]

    @property
    def name(self) -> str:
        return str(self.stage.label) if self.stage else _("no stage recorded")

    @property
    def more(self) -> int:
        """The number of projects without a card."""
        return self.count - len(self.cards)


def board(projects, *, on: date, at_most: int = CARDS) -> list[Column]:
    """The stages of both lines, empty ones too, then ASIDE and no stage where there are any. Takes
    projects of ``with_lights``; the cards are the largest of each stage."""
    sums = _sums(projects)
    cards: dict[str | None, list[Card]] = {}
    for project in _largest(projects, on, at_most):
        days = (on - project.stage_since).days if project.stage_since else None
        cards.setdefault(project.stage, []).append(Card(project, days))
    rest = [stage for stage in (*ASIDE, None) if stage in sums]
    return [
        Column(stage, *sums.get(stage, (0, Decimal(0))), cards.get(stage, []))
        for stage in [*BOTH_LINES, *rest]
    ]


def _sums(projects) -> dict[str | None, tuple[int, Decimal]]:
    rows = projects.order_by().values("stage")
    rows = rows.annotate(count=Count("pk"), total=Sum("total_investment", default=Decimal(0)))
    return {row["stage"]: (row["count"], row["total"]) for row in rows}


def _largest(projects, on: date, at_most: int):
    """The ``at_most`` largest projects of each stage, in one query."""
    size = F("total_investment").desc(nulls_last=True)
    place = Window(RowNumber(), partition_by=F("stage"), order_by=[size, F("code").asc()])
    rows = projects.with_stage_since(on=on).annotate(nth=place).filter(nth__lte=at_most)
    return rows.order_by("nth")
