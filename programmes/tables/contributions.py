"""The lists of what the helpers give, and of the kinds of help: columns and filters."""

import django_tables2 as tables
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, NumberColumn, ProvenanceColumn, WideColumn
from core.web.filters import (
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    TextFilter,
    YearFilter,
    YesNoFilter,
)
from core.web.tables import Table
from programmes.choices import HELPER_TIERS
from programmes.models import Contribution, ContributionKind
from programmes.tables.choices import catalogue_entries, units_of_rows


class KindQuantityColumn(NumberColumn):
    """In the unit of the row's kind; the footer has a line for each unit of measure."""

    def render(self, value, record):
        return record.kind.shown(value)

    def value(self, value, record):
        return value.scaleb(-4) if record.kind.is_money else value

    def render_footer(self, bound_column, table):
        lines = table.totals.get(f"sum_{bound_column.name}") or ()
        return format_html_join("", "<div>{}</div>", ((line,) for line in lines))

    footer = render_footer


class ContributionTable(Table):
    content = WideColumn(
        accessor="title", order_by="content", linkify=("contribution", [tables.A("pk")]),
        verbose_name=_("content"),
    )  # fmt: skip
    planned = KindQuantityColumn(
        accessor="planned_all", order_by=("kind__unit", "planned_all"), verbose_name=_("planned")
    )
    given = KindQuantityColumn(
        accessor="given_then", order_by=("kind__unit", "given_then"), verbose_name=_("given")
    )
    unit = tables.Column(accessor="kind__unit", verbose_name=_("unit of measure"))
    given_on = DayColumn(accessor="day_then", verbose_name=_("given on"))
    mark = ProvenanceColumn()
    hidden_by_default = ("year",)
    in_files = ("year",)

    class Meta(Table.Meta):
        model = Contribution
        fields = (
            "content", "helper", "kind", "planned", "given", "unit", "given_on", "township",
            "year", "mark",
        )  # fmt: skip


class ContributionKindTable(Table):
    name = tables.Column(linkify=("contribution_kind", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = ContributionKind
        fields = ("name", "unit", "position")


class ContributionFilter(FilterSet):
    helper = ModelChoiceFilter(queryset=units_of_rows(Contribution, "helper"), label=_("helper"))
    kind = ModelChoiceFilter(queryset=catalogue_entries(ContributionKind), label=_("kind of help"))
    township = ModelChoiceFilter(
        queryset=units_of_rows(Contribution, "township"), label=_("township that it reaches")
    )
    given = YesNoFilter(label=_("given already"), method="by_given")
    year = YearFilter(label=_("year"), field_name="year")
    q = SearchFilter(fields=("content", "helper__name", "kind__name", "township__name"),
                     names=("helper__name",))  # fmt: skip
    tier = SeveralFilter(choices=[(one.value, one.label) for one in HELPER_TIERS],
                         label=_("tier"), method="by_tier")  # fmt: skip
    channel = TextFilter(label=_("channel"), method="by_channel")

    primary = ("helper", "kind", "township", "given", "q")

    def by_given(self, rows, name, value):
        return rows.given() if value == "yes" else rows.not_given()

    def by_tier(self, rows, name, value):
        return rows.helpers_in(value) if value else rows

    def by_channel(self, rows, name, value):
        return rows.helpers_in(HELPER_TIERS, value)
