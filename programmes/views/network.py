"""The network and the record of a unit."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.web.pages import ListPage, RecordPage
from programmes.filters.network import MembershipFilter
from programmes.models import (
    Membership,
    Need,
    Task,
)
from programmes.tables.network import MembershipTable


class NetworkList(ListPage):
    model = Membership
    permission = "programmes.view"
    table_class, filterset_class = MembershipTable, MembershipFilter
    title = gettext_lazy("Helper network")
    filled_by = "programmes.manage"
    empty = gettext_lazy("No unit stands here yet. Import the network's workbook first.")

    def more_table_kwargs(self):
        """Leaves out the count for people who do not see all tasks."""
        return {} if self.may("programmes.count_tasks") else {"exclude": ("led_tasks",)}

    def get_queryset(self):
        led = self.visible(Task).filter(lead_unit=OuterRef("unit")).order_by().values("lead_unit")
        count = Subquery(led.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        return super().get_queryset().select_related("unit").annotate(led_count=count)


class UnitRecord(RecordPage):
    """A unit's place in the programme, and its tasks that the person may see."""

    model = Membership
    permission = "programmes.view"
    template_name = "programmes/unit.html"

    def get_object(self, queryset=None):
        rows = self.get_queryset().select_related("unit")
        return get_object_or_404(rows, unit=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        tasks = self.visible(Task).with_known_deadline(self.request.user)
        tasks = tasks.select_related("list", "lead_unit")
        unit: Unit = self.object.unit
        return super().get_context_data(
            unit=unit,
            led=tasks.filter(lead_unit=unit),
            supported=tasks.filter(supporting_units=unit),
            needs=self.visible(Need).filter(township=unit).select_related("category"),
            **kwargs,
        )
