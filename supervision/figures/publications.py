"""The statistics of the publicity log: of a year, each matter counted once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.models import HAS_ILLUSTRATIVE
from core.periods import Period
from core.web.links import list_address
from programmes.models import Programme
from supervision.choices import PublicationKind
from supervision.models import MediaLevel, Publication, Scorecard

Head = tuple[Any, Any]  # the label of a row and the value of its filter


@dataclass(frozen=True)
class Fact:
    """How many publications of a level (key), month, unit (key) and kind."""

    level: int
    month: Period
    unit: int
    kind: str
    count: int


@dataclass(frozen=True)
class Cell:
    """``address`` is the list of what is counted."""

    count: int
    address: str


@dataclass(frozen=True)
class Row:
    """The last cell is the sum of the others."""

    label: Any
    cells: list[Cell]


@dataclass(frozen=True)
class Grid:
    """``counts`` by the values of two filters of the list, whose names are ``filters``: that of the
    rows, that of the columns."""

    counts: Counter[tuple[Any, Any]]
    filters: tuple[str, str]
    year: Period

    def rows(self, heads: Sequence[Head], columns: Sequence[Any]) -> list[Row]:
        """A row for each head, and below several rows their sum."""
        rows = [Row(label, self._cells([value], columns)) for label, value in heads]
        if len(rows) > 1:
            rows.append(Row(_("Total"), self._cells([value for _l, value in heads], columns)))
        return rows

    def _cells(self, values: Sequence[Any], columns: Sequence[Any]) -> list[Cell]:
        return [*(self._cell(values, [one]) for one in columns), self._cell(values, columns)]

    def _cell(self, *values: Sequence[Any]) -> Cell:
        rows, columns = values
        count = sum(self.counts[row, column] for row in rows for column in columns)
        one = {
            n: found[0] for n, found in zip(self.filters, values, strict=True) if len(found) == 1
        }
        return Cell(count, list_address("publications", counted=self.year, **one))


@dataclass(frozen=True)
class PublicationStatistics:
    """``published`` counts all publications of the year by the day, ``illustrative`` those of them
    that are; the tables each matter once: by level and month, unit and level, kind and level.
    ``is_scored``: a scorecard in force counts publicity."""

    published: int
    illustrative: int
    counted: int
    is_scored: bool
    levels: list[MediaLevel]
    months: list[Period]
    by_month: list[Row]
    by_unit: list[Row]
    by_kind: list[Row]

    @property
    def sentence(self) -> str:
        by_level = [(row.label, row.cells[-1].count) for row in self.by_month[: len(self.levels)]]
        named = [f"{label} {count}" for label, count in by_level if count]
        words = _("%(published)s published, %(counted)s matters counted once each: %(levels)s.")
        given = {"published": self.published, "counted": self.counted}
        return words % {**given, "levels": _(", ").join(named)} if self.counted else ""


def publication_statistics(
    user, programme: Programme, year: Period, *, on: date
) -> PublicationStatistics:
    """Of what the person sees, published in the year by the day; in five queries."""
    visible = Publication.objects.visible_to(user).of(programme)
    facts = _facts(visible.counted_in(year, on=on), year)
    levels = list(MediaLevel.objects.visible_to(user).of(programme))
    units = Unit.objects.filter(pk__in={fact.unit for fact in facts}).order_by("name")
    cards = Scorecard.objects.visible_to(user).of(programme).in_force()
    keys, months = [one.pk for one in levels], year.months()
    by_month, by_unit, by_kind = (
        Grid(_counts(facts, *filters), filters, year)
        for filters in (("level", "month"), ("unit", "level"), ("kind", "level"))
    )
    return PublicationStatistics(
        **_published(visible.published_in(year).published_by(on)),
        is_scored=cards.filter(year=year.year, counts_publicity=True).exists(),
        counted=sum(fact.count for fact in facts),
        levels=levels,
        months=months,
        by_month=by_month.rows([(one, one.pk) for one in levels], months),
        by_unit=by_unit.rows([(one, one.pk) for one in units], keys),
        by_kind=by_kind.rows([(one.label, one.value) for one in PublicationKind], keys),
    )


def _published(rows: QuerySet[Publication]) -> dict[str, int]:
    marked = Count("pk", filter=HAS_ILLUSTRATIVE)
    return rows.order_by().aggregate(published=Count("pk"), illustrative=marked)


def _facts(rows: QuerySet[Publication], year: Period) -> list[Fact]:
    counted = rows.order_by().values_list("level", "published_on__month", "unit", "kind")
    return [
        Fact(level, Period.month(year.year, month), unit, kind, count)
        for level, month, unit, kind, count in counted.annotate(Count("pk"))
    ]


def _counts(facts: list[Fact], row: str, column: str) -> Counter[tuple[Any, Any]]:
    counts: Counter[tuple[Any, Any]] = Counter()
    for fact in facts:
        counts[getattr(fact, row), getattr(fact, column)] += fact.count
    return counts
