import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.tables import MoneyColumn, ProvenanceColumn, Table, WideColumn
from funds.models import FundLine, FundSource


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
            "number",
            "source",
            "payer",
            "document_number",
            "purpose",
            "planned",
            "arrived",
            "allocated",
            "transferred",
            "paid",
            "idle",
            "mark",
        )


class FundSourceTable(Table):
    name = tables.Column(linkify=("fund_source", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = FundSource
        fields = ("name", "is_assistance", "position")
