"""Counts of visits by their kinds. Each number is the number of rows of the list that it opens."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from core.web.links import list_address
from programmes.choices import VisitKind
from programmes.models.visits import VisitQuerySet


@dataclass(frozen=True)
class VisitCount:
    """``query`` are the filters of the list of visits that prove the count."""

    label: str
    count: int
    query: dict[str, str]

    @property
    def address(self) -> str:
        return list_address("visits", **self.query)


@dataclass(frozen=True)
class VisitCounts:
    total: int
    by_kind: list[VisitCount]
    follow_ups: int
    open: int


def visit_counts(visits: VisitQuerySet, on: date) -> VisitCounts:
    """Of the visits held by the day: all of them, by kind, and those of which something follows
    (``open``: that is not done on it)."""
    rows = visits.held_by(on)
    kinds = {kind.value: Count("pk", filter=Q(kind=kind)) for kind in VisitKind}
    follows = Count("pk", filter=~Q(follow_up=""))
    found = rows.order_by().aggregate(total=Count("pk"), follow_ups=follows, **kinds)
    by_kind = [
        VisitCount(str(kind.label), found[kind.value], {"kind": kind.value}) for kind in VisitKind
    ]
    return VisitCounts(found["total"], by_kind, found["follow_ups"], rows.to_follow_up(on).count())
