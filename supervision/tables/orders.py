"""The list of orders: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, ProvenanceColumn
from core.web.filters import (
    DayFilter,
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    YesNoFilter,
)
from core.web.tables import Table
from programmes.tables.choices import units_of_rows
from supervision.choices import Colour, OrderKind, OrderState
from supervision.models import Order


class OrderTable(Table):
    number = tables.Column(
        accessor="title",
        order_by="number",
        linkify=("order", [tables.A("pk")]),
        verbose_name=_("number"),
    )
    due_on = DayColumn()
    signed_on = DayColumn()
    received_at = tables.DateTimeColumn(format="Y-m-d H:i")
    finish = tables.Column(
        accessor="finish_label", order_by="finished_on", verbose_name=_("order finished")
    )
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Order
        fields = (
            "number", "kind", "colour", "unit", "state", "signed_on", "due_on", "received_at",
            "finish", "mark",
        )  # fmt: skip


class OrderFilter(FilterSet):
    primary = ("unit", "state", "kind", "colour", "q")

    unit = ModelChoiceFilter(queryset=units_of_rows(Order, "unit"), label=_("responsible unit"))
    state = SeveralFilter(choices=OrderState.choices, label=_("state"))
    kind = SeveralFilter(choices=OrderKind.choices, label=_("form"))
    colour = SeveralFilter(choices=Colour.choices, label=_("colour"))
    signed_since = DayFilter(field_name="signed_on", lookup_expr="gte", label=_("signed from"))
    signed_until = DayFilter(field_name="signed_on", lookup_expr="lte", label=_("signed to"))
    received_since = DayFilter(
        field_name="received_at", lookup_expr="date__gte", label=_("signed for from")
    )
    received_until = DayFilter(
        field_name="received_at", lookup_expr="date__lte", label=_("signed for to")
    )
    finished = YesNoFilter(method="by_finish", label=_("order finished"))
    # Not by its findings: a unit need not see them all any more.
    q = SearchFilter(fields=("number", "basis", "unit__name"))

    def by_finish(self, rows, name, value):
        return rows.filter(is_finished=value == "yes")
