"""The lists of fund lines and of their sources: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.bands import band_ends, band_key, band_label
from core.web.columns import MoneyColumn, ProvenanceColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, YesNoFilter
from core.web.tables import Table
from funds.choices import Family
from funds.figures import AGES, OLD_FROM
from funds.models import FundLine, FundSource
from programmes.tables.choices import catalogue_entries, units_of_rows
from projects.models import Project


class FundLineTable(Table):
    number = tables.Column(linkify=("fund_line", [tables.A("pk")]))
    payer = tables.Column(verbose_name=_("payer"), order_by=("payer_unit__name", "payer_name"))
    purpose = WideColumn(
        accessor="spent_on",
        verbose_name=_("project or purpose"),
        order_by=("project__name", "purpose"),
    )
    planned = MoneyColumn(verbose_name=_("planned"))
    arrived = MoneyColumn(verbose_name=_("arrived"))
    allocated = MoneyColumn(verbose_name=_("allocated"))
    transferred = MoneyColumn(verbose_name=_("transferred"))
    paid = MoneyColumn(verbose_name=_("paid"))
    idle = MoneyColumn(verbose_name=_("not transferred"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = FundLine
        fields = (
            "number", "purpose", "source", "payer", "document_number", "planned", "arrived",
            "allocated", "transferred", "paid", "idle", "mark",
        )  # fmt: skip


class FundSourceTable(Table):
    name = tables.Column(linkify=("fund_source", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = FundSource
        fields = ("name", "family", "position")


class FundLineFilter(FilterSet):
    primary = ("source", "family", "idle", "project", "q")

    source = ModelChoiceFilter(queryset=catalogue_entries(FundSource), label=_("source"))
    family = filters.ChoiceFilter(
        field_name="source__family", label=_("family of money"), choices=Family.choices
    )
    assistance = YesNoFilter(label=_("in the totals"), method="by_assistance")
    arrived = YesNoFilter(label=_("money arrived"), method="by_arrival")
    idle = filters.ChoiceFilter(
        label=_("arrived and not transferred since"), method="by_idle", choices=[]
    )
    project = ModelChoiceFilter(queryset=catalogue_entries(Project), label=_("project"))
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=_("responsible unit of the project"),
    )
    q = SearchFilter(
        fields=(
            "number", "payer_unit__name", "payer_name", "project__name", "purpose",
            "document_number",
        ),
        names=("project__name",),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        bands = [*AGES, (OLD_FROM, None)]
        self.filters["idle"].extra["choices"] = [
            (band_key(low, high), band_label(low, high)) for low, high in bands
        ]

    def by_assistance(self, rows, name, value):
        return rows.assistance() if value == "yes" else rows.of_family(Family.WORKING)

    def by_arrival(self, rows, name, value):
        arrived = self.visible(FundLine).arrived(on=self.day)
        if value == "yes":
            return rows.filter(pk__in=arrived.values("pk"))
        return rows.exclude(pk__in=arrived.values("pk"))

    def by_idle(self, rows, name, value):
        """The lines with idle money of this band; their ``idle`` is that of the band only."""
        low, high = band_ends(value)
        return rows.assistance().idle(on=self.day, low=low, high=high)
