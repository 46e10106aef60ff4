"""The wall of open findings (问题墙): a row for each unit, source, project or township, a column
for each colour or age. The list behind each number uses the same queryset methods."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.choices import Light
from programmes.models.light_rules import RuleDay
from projects.models import Project
from supervision.choices import Colour, FindingAge, WallColumns, WallRows
from supervision.figures.findings import finding_reason
from supervision.models import FindingSource

CARDS = 4  # of a cell, the most urgent; its list shows all
NONE = {WallRows.PROJECT: _("about no project"), WallRows.TOWNSHIP: _("of no township")}
HEADS = {
    WallRows.UNIT: _("responsible unit"),
    WallRows.SOURCE: _("source of findings"),
    WallRows.PROJECT: _("project"),
    WallRows.TOWNSHIP: _("township"),
}
KEYS: dict[WallRows, tuple[str, Any]] = {
    WallRows.UNIT: ("unit_id", Unit),
    WallRows.SOURCE: ("source_id", FindingSource),
    WallRows.PROJECT: ("seen_project", Project),
    WallRows.TOWNSHIP: ("seen_township", Unit),
}
COLUMNS = {
    WallColumns.COLOUR: (Colour.RED, Colour.YELLOW, Colour.REMINDER),
    WallColumns.AGE: tuple(reversed(FindingAge)),
}
URGENCY = {Light.RED: 0, Light.YELLOW: 1}


@dataclass
class Cell:
    """The number of findings of a row in a column, and those of them that have a card."""

    column: Any
    count: int
    cards: list = field(default_factory=list)


@dataclass
class Line:
    """A row of the wall; without a key that of the findings without a project or township."""

    key: int | None
    name: str
    cells: list[Cell]

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)


def wall(findings: Any, day: RuleDay, rows: WallRows, columns: WallColumns) -> list[Line]:
    """Of findings ``with_light``, ``with_age`` and ``with_places``: the rows with most findings
    first, in three statements."""
    key, model = KEYS[rows]
    column = columns.value
    found = findings.order_by().values_list(key, column).annotate(n=Count("pk"))
    counts = Counter({(one, value): n for one, value, n in found})
    cards = _cards(findings, day, key, column)
    keys = {one for one, _value in counts}
    named = model._default_manager.filter(pk__in=keys - {None})
    names = {one.pk: str(one) for one in named} | {None: str(NONE.get(rows, ""))}
    lines = [
        Line(
            one,
            names[one],
            [
                Cell(value, counts[one, value.value], cards.get((one, value.value), []))
                for value in COLUMNS[columns]
            ],
        )
        for one in keys
    ]
    return sorted(lines, key=lambda line: (line.key is None, -line.count, line.name))


def totals(lines: list[Line], columns: WallColumns) -> list[Cell]:
    """The findings of all rows in each column."""
    found = Counter[Any]()
    for line in lines:
        found.update({cell.column: cell.count for cell in line.cells})
    return [Cell(value, found[value]) for value in COLUMNS[columns]]


def _cards(findings: Any, day: RuleDay, key: str, column: str) -> dict[tuple, list]:
    """The most urgent of each cell, with the sentence of the light and the days since found."""
    ranks = (When(light=light.value, then=Value(rank)) for light, rank in URGENCY.items())
    by_day = F("due_then").asc(nulls_last=True)
    order = (Case(*ranks, default=Value(len(URGENCY))), by_day, "number")
    place = Window(RowNumber(), partition_by=[F(key), F(column)], order_by=order)
    rows = findings.order_by().annotate(place=place).filter(place__lte=CARDS).order_by("place")
    found: dict[tuple, list] = {}
    for one in rows:
        one.reason, one.days_open = finding_reason(one, day), (day.on - one.found_on).days
        found.setdefault((getattr(one, key), getattr(one, column)), []).append(one)
    return found
