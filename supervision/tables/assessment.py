"""The list of the self-assessment: columns and filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import ProvenanceColumn, QuantityColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from core.web.tables import Table
from programmes.tables.choices import units_of_rows
from supervision.choices import AssessmentState
from supervision.models import AssessmentItem


class AssessmentTable(Table):
    item = WideColumn(linkify=("assessment_item", [tables.A("pk")]))
    requirement = WideColumn()
    full_mark = QuantityColumn()
    own_mark = QuantityColumn()
    statement = WideColumn()
    mark = ProvenanceColumn()
    hidden_by_default = ("statement",)
    in_files = ("statement",)

    class Meta(Table.Meta):
        model = AssessmentItem
        fields = (
            "year", "position", "item", "requirement", "full_mark", "own_mark", "unit", "state",
            "statement", "mark",
        )  # fmt: skip


class AssessmentFilter(FilterSet):
    year = filters.ChoiceFilter(label=_("year"), choices=[])
    unit = ModelChoiceFilter(
        queryset=units_of_rows(AssessmentItem, "unit"), label=_("responsible unit")
    )
    state = SeveralFilter(choices=AssessmentState.choices, label=_("state"))
    q = SearchFilter(fields=("item", "requirement", "statement"), names=("item",))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        years = self.visible(AssessmentItem).years()
        self.filters["year"].extra["choices"] = [(str(one), str(one)) for one in years]
