"""The list of objections to rankings: columns and filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.periods import Period
from core.web.columns import DayColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from core.web.tables import Table
from programmes.tables.choices import units_of_rows
from supervision.choices import MeasureKind, ObjectionState
from supervision.models import Objection


class ObjectionTable(Table):
    """``answers_as`` is the key of a person who answers objections, except own ones; else None."""

    quarter = tables.Column(
        accessor="ranking__period", verbose_name=_("quarter"), order_by="ranking__quarter"
    )
    state = tables.Column()
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

    def __init__(self, *args: Any, answers_as: int | None = None, **kwargs: Any):
        self.answers_as = answers_as
        super().__init__(*args, **kwargs)

    def render_quarter(self, value: Period, record: Objection):
        address = f"{reverse('ranking', args=[value])}?revision={record.ranking.revision}"
        return format_html('<a href="{}">{}</a>', address, value.label())

    def value_quarter(self, value: Period):
        return value.label()

    def render_state(self, record: Objection):
        label = record.get_state_display()
        if self.answers_as in (None, record.created_by_id) or not record.is_pending:
            return label
        address = reverse("answer_objection", args=[record.pk])
        return format_html('{} <a href="{}">{}</a>', label, address, gettext("Answer"))

    def value_state(self, record: Objection):
        return record.get_state_display()


class ObjectionFilter(FilterSet):
    state = SeveralFilter(choices=ObjectionState.choices, label=_("state"))
    unit = ModelChoiceFilter(queryset=units_of_rows(Objection, "unit"), label=_("unit"))
    kind = filters.ChoiceFilter(choices=MeasureKind.choices, label=_("ranked by"))
    q = SearchFilter(fields=("text", "answer", "unit__name"))
