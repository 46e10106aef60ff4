"""The list of scorecards, and the table of a group's scores."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import round_half_up
from core.web.columns import DayColumn, NumberColumn
from core.web.filters import FilterSet, SeveralFilter
from core.web.tables import Table
from supervision.choices import ScorecardState, ScoreGroup
from supervision.figures.score_words import (
    grade_text,
    left_out_text,
    note_of,
    number_text,
    points_text,
    share_text,
)
from supervision.figures.scores import UnitScore
from supervision.models import Scorecard


class ScorecardTable(Table):
    number = tables.Column(
        linkify=("scorecard", [tables.A("pk")]),
        verbose_name=_("scorecard"),
        order_by=("year", "group", "number"),
    )
    enforced_on = DayColumn()

    class Meta(Table.Meta):
        model = Scorecard
        fields = ("number", "state", "enforced_on", "basis", "reason")

    def render_number(self, record):
        return str(record)

    value_number = render_number


class ScorecardFilter(FilterSet):
    group = SeveralFilter(choices=ScoreGroup.choices, label=_("scored units"))
    state = SeveralFilter(choices=ScorecardState.choices, label=_("state"))


class PointsColumn(NumberColumn):
    """An exact number of points, rounded once: to 2 decimals."""

    def __init__(self, **kwargs: Any):
        super().__init__(orderable=False, empty_values=(), **kwargs)

    def points(self, record: UnitScore) -> Any:
        return getattr(record, self.accessor)

    def render(self, record):
        return points_text(self.points(record))

    def value(self, record):
        found = self.points(record)
        return None if found is None else round_half_up(found, 2)


class LinePointsColumn(PointsColumn):
    """The points of the line at a place, or why it has none."""

    def __init__(self, place: int, **kwargs: Any):
        self.place = place
        super().__init__(**kwargs)

    def points(self, record):
        return record.lines[self.place].points

    def render(self, record):
        shown, note = super().render(record), note_of(record.lines[self.place])
        return format_html('<span title="{}">{}</span>', note, shown) if note else shown


class ScoreTable(Table):
    """The units of a group in the county's order, with the points of each line. Not sorted: nothing
    here is a ranking."""

    unit = tables.Column(accessor="name", orderable=False, verbose_name=_("unit"))
    score = PointsColumn(accessor="score", verbose_name=_("score (points)"))
    grade = tables.Column(
        accessor="grade", orderable=False, verbose_name=pgettext_lazy("score", "grade")
    )
    share = NumberColumn(
        accessor="scored_share",
        orderable=False,
        verbose_name=pgettext_lazy("score", "weight scored"),
    )
    left_out = tables.Column(
        accessor="left_out", orderable=False, verbose_name=_("not applicable"), empty_values=()
    )

    class Meta(Table.Meta):
        sequence = ("unit", "score", "grade", "share", "...", "left_out")

    def __init__(self, scores: list[UnitScore], *, year: int, has_links: bool = True):
        self.year, self.has_links = year, has_links
        lines = enumerate(scores[0].lines) if scores else ()
        columns = [(f"line_{n}", LinePointsColumn(n, verbose_name=_head(one))) for n, one in lines]
        super().__init__(scores, extra_columns=columns)

    def render_unit(self, value, record):
        address = reverse("unit_score", args=[record.unit_id, self.year])
        return format_html('<a href="{}">{}</a>', address, value) if self.has_links else value

    def value_unit(self, value):
        return value

    def render_grade(self, record):
        return grade_text(record)

    def render_share(self, record):
        return share_text(record)

    def value_share(self, record):
        return share_text(record)

    def render_left_out(self, record):
        return left_out_text(record)


def _head(line: Any) -> str:
    return f"{line.name}（{number_text(line.weight)}）"
