"""The pipeline as a board: a column a stage, its cards the largest projects of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from projects.choices import ASIDE, LINES, ProjectKind, Stage

CARDS = 12  # of a column; the others stand in the list behind it
BOTH_LINES = tuple(dict.fromkeys([*LINES[ProjectKind.CONSTRUCTION], *LINES[ProjectKind.SURVEY]]))


@dataclass(frozen=True)
class Card:
    """A project, and for how many days it has been in its stage; None without one."""

    project: Any
    days: int | None


@dataclass(frozen=True)
class Column:
    """The projects of a stage: how many, their total investment in yuan, and some as cards.
    Without a stage: those for which none is recorded."""

    stage: Stage | None
    count: int
    total: Decimal
    cards: list[Card]

    @property
    def name(self) -> str:
        return str(self.stage.label) if self.stage else _("no stage recorded")

    @property
    def more(self) -> int:
        """How many have no card."""
        return self.count - len(self.cards)


def board(projects, *, on: date, at_most: int = CARDS) -> list[Column]:
    """Both lines with their empty stages, then those set aside and those without a stage, where
    there are any. Takes projects as ``with_lights`` gives them; the cards are the largest of each
    stage."""
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
    """In the order of the columns' cards, ``at_most`` of each stage, in one query."""
    size = F("total_investment").desc(nulls_last=True)
    place = Window(RowNumber(), partition_by=F("stage"), order_by=[size, F("code").asc()])
    rows = projects.with_stage_since(on=on).annotate(nth=place).filter(nth__lte=at_most)
    return rows.order_by("nth")
