"""Counts of findings as of a day, in one statement: those merged into others and those not known on
it are left out. Each function takes findings that the person may see, without annotations; the list
behind a count uses the same queryset methods."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.db.models import Count, F, Q

from supervision.choices import DONE, NOT_CLOSED, TO_RECTIFY, FindingOutcome


@dataclass(frozen=True)
class FindingGroup:
    """How many findings of a unit have the colour, and the state on the day; of these due by the
    day, due before it, without a day to rectify by, and rectified late."""

    unit: int
    name: str
    colour: str
    state_then: str
    count: int
    due: int
    overdue: int
    undated: int
    late: int


def finding_groups(findings, on: date) -> list[FindingGroup]:
    """The groups in the order of the units' names."""
    rows = findings.counted().as_of(on).with_ends(on).with_outcome().order_by()
    rows = rows.values("unit", "colour", "state_then", name=F("unit__name"))
    found = rows.annotate(
        count=Count("pk"),
        due=Count("pk", filter=Q(due_then__lte=on)),
        overdue=Count("pk", filter=Q(due_then__lt=on)),
        undated=Count("pk", filter=Q(due_then__isnull=True)),
        late=Count("pk", filter=Q(outcome=FindingOutcome.LATE)),
    )
    return [FindingGroup(**row) for row in found.order_by("unit__name", "unit")]


@dataclass(frozen=True)
class FindingCounts:
    """Findings by state; of those not rectified the ones due by the day, overdue, and without a day
    to rectify by; of those rectified the ones rectified late."""

    by_state: Counter[str]
    due: int
    overdue: int
    undated: int
    late: int

    @property
    def total(self) -> int:
        """应整改: all of them."""
        return self.by_state.total()

    @property
    def open(self) -> int:
        """未销号: rectified ones that wait for verification, too."""
        return sum(self.by_state[state] for state in NOT_CLOSED)

    @property
    def rectified(self) -> int:
        """已整改: verified or not."""
        return sum(self.by_state[state] for state in DONE)

    @property
    def to_rectify(self) -> int:
        return sum(self.by_state[state] for state in TO_RECTIFY)

    @property
    def rate(self) -> Fraction | None:
        """整改率: rectified of all, unrounded; None without any."""
        return Fraction(self.rectified, self.total) if self.total else None


def finding_counts(groups: Iterable[FindingGroup]) -> FindingCounts:
    groups = list(groups)
    by_state: Counter[str] = Counter()
    for group in groups:
        by_state[group.state_then] += group.count
    waiting = [group for group in groups if group.state_then in TO_RECTIFY]
    return FindingCounts(
        by_state,
        due=sum(group.due for group in waiting),
        overdue=sum(group.overdue for group in waiting),
        undated=sum(group.undated for group in waiting),
        late=sum(group.late for group in groups),
    )


@dataclass(frozen=True)
class UnitFindings:
    """The counts of a responsible unit, and its open findings by colour."""

    unit: int
    name: str
    counts: FindingCounts
    open_by_colour: Counter[str]


def findings_by_unit(groups: Iterable[FindingGroup]) -> list[UnitFindings]:
    """Of ``finding_groups``, in their order."""
    by_unit = groupby(groups, key=lambda group: (group.unit, group.name))
    return [_of_unit(unit, name, list(rows)) for (unit, name), rows in by_unit]


def _of_unit(unit: int, name: str, groups: list[FindingGroup]) -> UnitFindings:
    colours: Counter[str] = Counter()
    for group in groups:
        if group.state_then in NOT_CLOSED:
            colours[group.colour] += group.count
    return UnitFindings(unit, name, finding_counts(groups), colours)
