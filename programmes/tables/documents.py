"""The list of policy documents: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, ProvenanceColumn, WideColumn
from core.web.filters import FilterSet, SearchFilter, YearFilter
from core.web.tables import Table
from programmes.models import Document


class DocumentTable(Table):
    name = WideColumn(linkify=("document", [tables.A("pk")]))
    issued_on = DayColumn()
    years = tables.Column(verbose_name=_("applies to"), order_by=("first_year", "last_year"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Document
        fields = ("name", "number", "issuer", "issued_on", "category", "years", "mark")


class DocumentFilter(FilterSet):
    category = filters.ChoiceFilter(label=_("category of document"), choices=[])
    year = YearFilter(label=_("applies to (year)"), method="by_year")
    q = SearchFilter(fields=("name", "number", "issuer"), names=("name",))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = self.visible(Document).categories()
        self.filters["category"].extra["choices"] = [(name, name) for name in names]

    def by_year(self, rows, name, value):
        return rows.valid_in(value)
