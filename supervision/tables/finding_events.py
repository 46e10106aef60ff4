"""The list of what happened to findings: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, WideColumn
from core.web.filters import (
    DayFilter,
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
)
from core.web.tables import Table
from programmes.tables.choices import units_of_rows
from supervision.choices import FindingEventKind
from supervision.models import Finding, FindingEvent


class FindingEventTable(Table):
    on = DayColumn()
    finding = WideColumn(
        accessor="finding__text",
        linkify=("finding", [tables.A("finding_id")]),
        verbose_name=_("finding"),
    )
    responsible_unit = tables.Column(accessor="finding__unit", verbose_name=_("responsible unit"))
    due_before = DayColumn()
    due_after = DayColumn()
    reason = WideColumn(accessor="account", order_by="reason", verbose_name=_("reason"))
    created_by = tables.Column(verbose_name=_("entered by"))

    class Meta(Table.Meta):
        model = FindingEvent
        fields = (
            "on", "kind", "finding", "responsible_unit", "due_before", "due_after", "reason",
            "unit", "created_by",
        )  # fmt: skip


class FindingEventFilter(FilterSet):
    since = DayFilter(field_name="on", lookup_expr="gte", label=_("from"))
    until = DayFilter(field_name="on", lookup_expr="lte", label=_("to"))
    kind = SeveralFilter(choices=FindingEventKind.choices, label=_("kind"))
    unit = ModelChoiceFilter(
        queryset=units_of_rows(Finding, "unit"),
        field_name="finding__unit",
        label=_("responsible unit"),
    )
    q = SearchFilter(
        fields=("finding__number", "finding__text", "reason"), names=("finding__text",)
    )
