"""The units of a group in the order of a measure, with their places
(docs/rules.md#rankings-of-a-quarter). No helper is in a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from core.money import DASH
from core.periods import Period
from programmes.models import Membership, Programme
from supervision.choices import MeasureKind, RankingGroup, RankingState
from supervision.figures.measures import Measure, measures
from supervision.models import Ranking, RankingRule

NOTHING = Measure(0, Decimal(0), Decimal(0))
# Of each measure the place of a unit, by its id.
Places = dict[MeasureKind, dict[int, int]]


@dataclass(frozen=True)
class RankedRow:
    """A unit in a ranking table. ``place`` is None where nothing is due of it (不适用) or it has
    fewer records than the rule asks for; ``before`` is that of the quarter before."""

    unit: int
    name: str
    measure: Measure
    place: int | None = None
    before: int | None = None

    @property
    def change(self) -> int | None:
        """The places gained since the quarter before."""
        return None if self.place is None or self.before is None else self.before - self.place

    @property
    def shown_change(self) -> str:
        if self.change is None:
            return DASH
        if not self.change:
            return _("even")
        return f"{'↑' if self.change > 0 else '↓'}{abs(self.change)}"

    @property
    def is_applicable(self) -> bool:
        return self.measure.value is not None

    @property
    def has_few(self) -> bool:
        """Whether it has no place for its few records alone."""
        return self.is_applicable and self.place is None

    @property
    def gap(self) -> Fraction | None:
        """How far the share lies above what is due: 序时进度, or all of it."""
        if self.measure.share is None or self.measure.expected is not None:
            return self.measure.difference
        return self.measure.share - 1

    def to_json(self) -> dict[str, Any]:
        """Unrounded, as text."""
        one = self.measure
        return {
            "unit": self.unit,
            "name": self.name,
            "place": self.place,
            "before": self.before,
            "count": one.count,
            "done": str(one.done),
            "whole": str(one.whole),
            "expected": None if one.expected is None else str(one.expected),
        }

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> "RankedRow":
        expected = None if row["expected"] is None else Fraction(row["expected"])
        measure = Measure(row["count"], Decimal(row["done"]), Decimal(row["whole"]), expected)
        return cls(row["unit"], row["name"], measure, row["place"], row["before"])


@dataclass(frozen=True)
class RankingTable:
    group: RankingGroup
    kind: MeasureKind
    rows: list[RankedRow]

    @property
    def placed(self) -> list[RankedRow]:
        return [row for row in self.rows if row.place is not None]


def ranking_rule(programme: Programme, on: date) -> RankingRule:
    """The version valid on the day; the defaults where none is."""
    return RankingRule.objects.of(programme).valid(on=on).first() or RankingRule()


def places_of(values: Mapping[int, Fraction]) -> dict[int, int]:
    """The places by descending values; equal ones share a place, and the next is left out."""
    places: dict[Fraction, int] = {}
    for number, value in enumerate(sorted(values.values(), reverse=True), 1):
        places.setdefault(value, number)
    return {key: places[value] for key, value in values.items()}


def ranked_rows(
    units: Iterable[tuple[int, str]],
    found: Mapping[int, Measure],
    min_rows: int,
    before: Mapping[int, int],
) -> list[RankedRow]:
    """A row for each of the units, in the order of their places; then those without one, as
    given."""
    own = {key: found.get(key, NOTHING) for key, _name in units}
    ranked = {
        key: one.value
        for key, one in own.items()
        if one.value is not None and one.count >= min_rows
    }
    places = places_of(ranked)
    rows = [RankedRow(key, name, own[key], places.get(key), before.get(key)) for key, name in units]
    return sorted(rows, key=_order)


def _order(row: RankedRow) -> tuple:
    return row.place is None, row.place or 0, not row.is_applicable


def units_by_group(programme: Programme, on: date) -> dict[RankingGroup, list[tuple[int, str]]]:
    """The ids and names of the townships and of the member units that have not left by the day, in
    the order of the network."""
    rows = Membership.objects.of(programme).present(on=on).filter(tier__in=RankingGroup.values)
    found: dict[RankingGroup, list[tuple[int, str]]] = {group: [] for group in RankingGroup}
    for tier, *unit in rows.values_list("tier", "unit", "unit__name"):
        found[RankingGroup(tier)].append((unit[0], unit[1]))
    return found


def ranking_tables(
    programme: Programme, month: Period, rule: RankingRule, before: Mapping[Any, Places]
) -> list[RankingTable]:
    """A table for each group and measure, from January to the end of the month; ``before`` are
    the places of each group in the quarter before."""
    units = units_by_group(programme, month.last_day)
    found = {kind: measures(programme, kind, month) for kind in MeasureKind}
    return [
        RankingTable(
            group,
            kind,
            ranked_rows(
                units[group], found[kind], rule.min_rows, before.get(group, {}).get(kind, {})
            ),
        )
        for group in RankingGroup
        for kind in MeasureKind
    ]


def places_before(programme: Programme, quarter: Period) -> dict[RankingGroup, Places]:
    """The places of the quarter before: those of its issued ranking, else computed now; none
    before the programme's first year."""
    earlier = quarter.previous()
    if earlier.year < programme.start_year:
        return {}
    issued = Ranking.objects.of(programme).of_quarter(earlier).issued().first()
    if issued:
        return _places(tables_of(issued.content))
    rule = ranking_rule(programme, earlier.last_day)
    return _places(ranking_tables(programme, earlier.months()[-1], rule, {}))


def newest_ranking(programme: Programme, period: Period) -> Ranking | None:
    """The newest ranking of the quarter that units have seen; None without one."""
    if period.kind != "quarter":
        return None
    rows = Ranking.objects.of(programme).of_quarter(period)
    return rows.exclude(state=RankingState.DRAFTED).first()


def _places(tables: Iterable[RankingTable]) -> dict[RankingGroup, Places]:
    found: dict[RankingGroup, Places] = {group: {} for group in RankingGroup}
    for table in tables:
        found[table.group][table.kind] = {row.unit: row.place for row in table.placed if row.place}
    return found


def tables_of(content: dict[str, Any]) -> list[RankingTable]:
    """The tables of a stored content."""
    return [
        RankingTable(
            RankingGroup(group["group"]),
            MeasureKind(table["kind"]),
            [RankedRow.from_json(row) for row in table["rows"]],
        )
        for group in content.get("groups", [])
        for table in group["tables"]
    ]
