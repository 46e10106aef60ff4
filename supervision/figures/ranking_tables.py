"""The tables of a stored ranking as pages, reports and files show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.periods import Period
from core.web.links import list_address
from supervision.choices import MeasureKind, RankingGroup
from supervision.figures.measures import measure_address
from supervision.figures.ranking_sentences import Sentence, nothing_due
from supervision.figures.ranking_words import HEADS, OF_MONEY
from supervision.figures.rankings import RankedRow, RankingTable


@dataclass(frozen=True)
class ShownTable:
    """A table with its sentences, and its lists where the rule has them; ``unit`` is the only one
    whose records may be opened, None for all."""

    table: RankingTable
    sentences: list[Sentence]
    red: list[str]
    black: list[str]
    month: Period
    unit: int | None

    @property
    def heads(self) -> Sequence[Any]:
        return HEADS[self.table.kind]

    @property
    def is_money(self) -> bool:
        return self.table.kind in OF_MONEY

    @property
    def nothing_due(self) -> str:
        return nothing_due(self.table)

    @property
    def linked_sentences(self) -> list[list[tuple[str, str]]]:
        """Each part with the address of the list that proves it; empty where it has none."""
        return [
            [(part["text"], self._address_of(part)) for part in sentence]
            for sentence in self.sentences
        ]

    def _address_of(self, part: dict[str, Any]) -> str:
        if self.unit is not None or "to" not in part:
            return ""
        return list_address(part["to"], **part["query"])

    @property
    def rows(self) -> list[tuple[RankedRow, str]]:
        """Those to which the measure applies, each with the address of its records; empty for
        those of another unit."""
        return [(row, self._address(row)) for row in self.table.rows if row.is_applicable]

    @property
    def not_applicable(self) -> list[RankedRow]:
        """The other rows."""
        return [row for row in self.table.rows if not row.is_applicable]

    def _address(self, row: RankedRow) -> str:
        if self.unit not in (None, row.unit) or not row.measure.count:
            return ""
        return measure_address(self.table.kind, row.unit, self.month)


def shown_tables(
    content: dict[str, Any], tables: list[RankingTable], unit: int | None = None
) -> list[ShownTable]:
    """The tables of a content; those of the unit's group where one is given."""
    stored = [each for group in content.get("groups", []) for each in group["tables"]]
    month = Period.parse(content["month"])
    found = [
        ShownTable(table, one["sentences"], one.get("red", []), one.get("black", []), month, unit)
        for table, one in zip(tables, stored, strict=True)
    ]
    if unit is None:
        return found
    return [one for one in found if any(row.unit == unit for row in one.table.rows)]


def unclosed(content: dict[str, Any]) -> str:
    """Which months took entries at the computation: 2024年6月未截止; empty where none did. What an
    earlier version stored does not name them."""
    if content["closed"]:
        return ""
    months = [Period.parse(each).label() for each in content.get("open_months", [])]
    return _("%(months)s not closed") % {"months": _(", ").join(months)}


@dataclass(frozen=True)
class ShownChange:
    """A row of a ranking before and after it was computed anew."""

    group: RankingGroup
    kind: MeasureKind
    before: RankedRow
    now: RankedRow


def shown_changes(content: dict[str, Any]) -> list[tuple[str, str, list[ShownChange]]]:
    """The day, the reason and the rows of each change while the ranking was open."""
    return [
        (change["on"], change["because"], [_change(row) for row in change["rows"]])
        for change in content.get("changes", [])
    ]


def _change(row: dict[str, Any]) -> ShownChange:
    before, now = (RankedRow.from_json(row[name]) for name in ("before", "now"))
    return ShownChange(RankingGroup(row["group"]), MeasureKind(row["kind"]), before, now)
