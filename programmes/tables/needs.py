"""The lists of needs and of their categories: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import MoneyColumn, ProvenanceColumn, WideColumn
from core.web.filters import (
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    YesNoFilter,
)
from core.web.tables import Table
from programmes.choices import NeedState, Tier, Urgency
from programmes.models import Need, NeedCategory
from programmes.tables.choices import catalogue_entries, units_in_tiers


class NeedTable(Table):
    text = WideColumn(linkify=("need", [tables.A("pk")]))
    amount = MoneyColumn(verbose_name=_("amount"))
    open_amount = MoneyColumn(verbose_name=_("open amount"))
    answer = tables.Column(
        accessor="answer_label", order_by="is_answered", verbose_name=_("What answers it")
    )
    state = tables.Column(accessor="state_label", order_by="state_then", verbose_name=_("state"))
    mark = ProvenanceColumn()
    hidden_by_default: tuple[str, ...] = (
        "village", "open_amount", "rank", "land_ready", "forest_ready", "approval_ready",
    )  # fmt: skip

    class Meta(Table.Meta):
        model = Need
        fields = (
            "text", "number", "township", "village", "category", "amount", "open_amount",
            "person", "urgency", "rank", "land_ready", "forest_ready", "approval_ready",
            "state", "answer", "mark",
        )  # fmt: skip


class CategoryTable(Table):
    name = tables.Column(linkify=("need_category", [tables.A("pk")]))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = NeedCategory
        fields = ("name", "position", "mark")


class NeedFilter(FilterSet):
    primary: tuple[str, ...] = ("township", "category", "state", "urgency", "q")

    township = ModelChoiceFilter(queryset=units_in_tiers([Tier.TOWNSHIP]), label=_("township"))
    category = ModelChoiceFilter(queryset=catalogue_entries(NeedCategory), label=_("category"))
    state = SeveralFilter(choices=NeedState.choices, label=_("state"), field_name="state_then")
    urgency = filters.ChoiceFilter(choices=Urgency.choices, label=_("urgency"))
    answered = YesNoFilter(label=_("answered"), method="by_answered")
    amount = YesNoFilter(label=_("amount stated"), method="by_amount")
    q = SearchFilter(
        fields=("number", "text", "township__name", "village", "person"), names=("text",)
    )

    def by_answered(self, rows, name, value):
        return rows.answered() if value == "yes" else rows.unanswered()

    def by_amount(self, rows, name, value):
        return rows.filter(amount__isnull=value == "no")
