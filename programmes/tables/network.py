"""The list of the network: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.money import DASH
from core.web.columns import DayColumn, ProvenanceColumn, YesColumn
from core.web.filters import FilterSet, SearchFilter, TextFilter, YesNoFilter
from core.web.tables import Table
from programmes.choices import Tier
from programmes.models import Membership


class MembershipTable(Table):
    unit = tables.Column(linkify=("unit", [tables.A("unit_id")]), verbose_name=_("unit"))
    led_tasks = tables.Column(verbose_name=_("tasks led"), accessor="led_count", orderable=False)
    load = tables.Column(
        accessor="unit_id", orderable=False, verbose_name=_("tasks, projects and money")
    )
    left = YesColumn(accessor="is_left", word=_("has left"), verbose_name=_("left the network"))
    joined_on, left_on = DayColumn(), DayColumn()
    mark = ProvenanceColumn()
    hidden_by_default = ("industry", "joined_on", "left_on")

    class Meta(Table.Meta):
        model = Membership
        fields = (
            "unit", "tier", "channel", "industry", "led_tasks", "load", "joined_on", "left_on",
            "left", "mark",
        )  # fmt: skip

    def __init__(self, *args, loads=None, **kwargs):
        self.loads = loads or {}
        super().__init__(*args, **kwargs)

    def render_load(self, value):
        """The words of the picture."""
        return " · ".join(self.loads.get(value, ())) or DASH

    value_load = render_load


class UnitSearchFilter(SearchFilter):
    """Finds a unit by its former names, too; once, however many of them match."""

    def filter(self, rows, value):
        return rows.filter(pk__in=super().filter(rows, value).order_by().values("pk"))


class MembershipFilter(FilterSet):
    tier = filters.ChoiceFilter(choices=Tier.choices, label=_("tier"))
    channel = TextFilter(label=_("channel"))
    industry = TextFilter(label=_("industry or field"))
    left = YesNoFilter(label=_("left the network"), method="by_left")
    q = UnitSearchFilter(
        fields=("unit__name", "unit__former_names__name", "channel", "industry"),
        names=("unit__name", "unit__former_names__name"),
    )

    def by_left(self, rows, name, value):
        return rows.left(on=self.day) if value == "yes" else rows.present(on=self.day)
