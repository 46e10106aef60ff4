"""The list of objections to rankings: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.columns import DayColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from core.web.tables import Table
from programmes.tables.choices import units_of_rows
from supervision.choices import MeasureKind, ObjectionState
from supervision.models import Objection


class ObjectionTable(Table):
    quarter = tables.Column(
        accessor="ranking__period", verbose_name=_("quarter"), order_by="ranking__quarter"
    )
    text = WideColumn()
    on = DayColumn()
    answer = WideColumn()
    answered_on = DayColumn()

    class Meta(Table.Meta):
        model = Objection
        fields = (
            "quarter", "unit", "kind", "text", "on", "state", "answer", "answered_on",
            "answered_by",
        )  # fmt: skip

    def render_quarter(self, value: Period, record: Objection):
        return value.label()


class ObjectionFilter(FilterSet):
    state = SeveralFilter(choices=ObjectionState.choices, label=_("state"))
    unit = ModelChoiceFilter(queryset=units_of_rows(Objection, "unit"), label=_("unit"))
    kind = filters.ChoiceFilter(choices=MeasureKind.choices, label=_("ranked by"))
    q = SearchFilter(fields=("text", "answer", "unit__name"))
