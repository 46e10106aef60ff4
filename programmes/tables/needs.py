import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.tables import (
    MoneyColumn,
    ProvenanceColumn,
    Table,
    WideColumn,
)
from programmes.models import Need


class NeedTable(Table):
    text = WideColumn(linkify=("need", [tables.A("pk")]))
    amount = MoneyColumn(verbose_name=_("amount"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Need
        fields = ("number", "township", "category", "text", "amount", "person", "urgency", "mark")
