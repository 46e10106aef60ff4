"""The list of visits: columns and filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.columns import DayColumn, ProvenanceColumn, WideColumn
from core.web.filters import (
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    YearFilter,
    YesNoFilter,
)
from core.web.tables import Table
from programmes.choices import HELPER_TIERS, Tier, VisitKind
from programmes.models import Visit
from programmes.tables.choices import month_choices, units_in_tiers

FOLLOW_UPS = [
    ("any", _("something follows")),
    ("open", _("not done yet")),
    ("no_task", _("no task was made of it")),
    ("done", _("followed up")),
]


class VisitTable(Table):
    whom = WideColumn(linkify=("visit", [tables.A("pk")]))
    day = DayColumn()
    participants = WideColumn(verbose_name=_("participating units"), orderable=False)
    purpose = WideColumn()
    follow_up = WideColumn()
    known_due_on = DayColumn(verbose_name=_("due on"))
    follow_up_label = tables.Column(verbose_name=_("follow-up"), orderable=False)
    mark = ProvenanceColumn()
    hidden_by_default = ("leader", "result")
    in_files = ("leader", "result")

    class Meta(Table.Meta):
        model = Visit
        fields = (
            "whom", "day", "kind", "leader", "participants", "purpose", "result", "follow_up",
            "unit", "known_due_on", "follow_up_label", "mark",
        )  # fmt: skip


class HelperVisitTable(VisitTable):
    """In the words for helpers."""

    known_due_on = DayColumn(verbose_name=_("feedback kindly asked for"))

    class Meta(VisitTable.Meta):
        pass


class UnitVisitTable(Table):
    """The visits on the page of a unit or task."""

    whom = WideColumn(linkify=("visit", [tables.A("pk")]))
    day = DayColumn()
    purpose = WideColumn()
    follow_up_label = tables.Column(verbose_name=_("follow-up"), orderable=False)

    class Meta(Table.Meta):
        model = Visit
        fields = ("whom", "day", "kind", "purpose", "result", "follow_up", "follow_up_label")


class HelperVisitFilter(FilterSet):
    """Without whether a day has passed."""

    kind = SeveralFilter(choices=VisitKind.choices, label=_("kind of visit"))
    year = YearFilter(label=_("year"), method="by_year")
    month = filters.ChoiceFilter(label=_("month"), choices=[], method="by_month")
    unit = ModelChoiceFilter(
        queryset=units_in_tiers([*HELPER_TIERS, Tier.MEMBER, Tier.TOWNSHIP]),
        label=_("unit concerned"),
        method="by_unit",
    )
    follow_up = filters.ChoiceFilter(
        label=_("follow-up"), choices=FOLLOW_UPS, method="by_follow_up"
    )
    q = SearchFilter(
        fields=("whom", "purpose", "follow_up", "leader", "result"), names=("whom", "purpose")
    )
    primary = ("kind", "year", "month", "follow_up", "q")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["month"].extra["choices"] = month_choices(self.programme, self.day)

    def by_year(self, rows, name, value):
        return rows.filter(day__year=value)

    def by_month(self, rows, name, value):
        return rows.held_in(Period.parse(value))

    def by_unit(self, rows, name, value):
        return rows.of_unit(value)

    def by_follow_up(self, rows, name, value):
        if value == "done":
            return rows.followed_up(self.day)
        if value == "open":
            return rows.to_follow_up(self.day)
        return rows.with_follow_up().filter(**({"task": None} if value == "no_task" else {}))


class VisitFilter(HelperVisitFilter):
    due = YesNoFilter(label=_("due day passed"), method="by_due")

    def by_due(self, rows, name, value):
        due = rows.due(self.day)
        return due if value == "yes" else rows.exclude(pk__in=due.values("pk"))
