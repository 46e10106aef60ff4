"""The list of the network: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import ProvenanceColumn
from core.web.filters import FilterSet, SearchFilter, TextFilter
from core.web.tables import Table
from programmes.choices import Tier
from programmes.models import Membership


class MembershipTable(Table):
    unit = tables.Column(linkify=("unit", [tables.A("unit_id")]), verbose_name=_("unit"))
    led_tasks = tables.Column(verbose_name=_("tasks led"), accessor="led_count", orderable=False)
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Membership
        fields = ("unit", "tier", "channel", "led_tasks", "mark")


class MembershipFilter(FilterSet):
    tier = filters.ChoiceFilter(choices=Tier.choices, label=_("tier"))
    channel = TextFilter(label=_("channel"))
    q = SearchFilter(fields=("unit__name", "channel"), names=("unit__name",))
