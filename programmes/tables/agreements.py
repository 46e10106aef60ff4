"""The lists of agreements and of their deliveries: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import (
    DayColumn,
    MoneyColumn,
    ProvenanceColumn,
    ShareColumn,
    WideColumn,
)
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, YearFilter, YesNoFilter
from core.web.tables import Table
from programmes.choices import HELPER_TIERS, Tier
from programmes.models import Agreement
from programmes.tables.choices import units_in_tiers

ENDS = [("expiring", _("ends within 90 days")), ("expired", _("agreement ended"))]


class HelperAgreementTable(Table):
    """Without any rate."""

    name = WideColumn(linkify=("agreement", [tables.A("pk")]))
    partner = WideColumn()
    signed_on = DayColumn()
    amount = MoneyColumn(verbose_name=_("amount agreed"))
    delivered = MoneyColumn(verbose_name=_("amount delivered"))
    valid_until = DayColumn()
    progress = WideColumn()
    mark = ProvenanceColumn()
    hidden_by_default = ("term",)
    in_files = ("term",)

    class Meta(Table.Meta):
        model = Agreement
        fields = (
            "name", "partner", "signed_on", "amount", "delivered", "brought_by", "unit", "term",
            "valid_until", "progress", "mark",
        )  # fmt: skip


class AgreementTable(HelperAgreementTable):
    share = ShareColumn(part="delivered", whole="amount", verbose_name=_("share delivered"))

    class Meta(HelperAgreementTable.Meta):
        sequence = ("name", "partner", "signed_on", "amount", "delivered", "share", "...")


class UnitAgreementTable(Table):
    """The agreements on the page of a unit."""

    name = WideColumn(linkify=("agreement", [tables.A("pk")]))
    signed_on = DayColumn()
    amount = MoneyColumn(verbose_name=_("amount agreed"))
    valid_until = DayColumn()

    class Meta(Table.Meta):
        model = Agreement
        fields = ("name", "partner", "signed_on", "amount", "valid_until", "progress")


class AgreementFilter(FilterSet):
    year = YearFilter(label=_("signed in (year)"), method="by_year")
    unit = ModelChoiceFilter(
        queryset=units_in_tiers([*HELPER_TIERS, Tier.MEMBER, Tier.TOWNSHIP]),
        label=_("unit concerned"),
        method="by_unit",
    )
    amount = YesNoFilter(label=_("with an amount"), method="by_amount")
    ends = filters.ChoiceFilter(label=_("end of the agreement"), choices=ENDS, method="by_end")
    q = SearchFilter(fields=("name", "partner", "progress"), names=("name", "partner"))

    def by_year(self, rows, name, value):
        return rows.filter(signed_on__year=value)

    def by_unit(self, rows, name, value):
        return rows.of_unit(value)

    def by_amount(self, rows, name, value):
        return rows.filter(amount__isnull=value == "no")

    def by_end(self, rows, name, value):
        return rows.expiring(self.day) if value == "expiring" else rows.expired(self.day)
