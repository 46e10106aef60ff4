"""The list of needs and the record of a need."""

from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.pages import ListPage, RecordPage
from programmes.figures.phones import phone_for
from programmes.filters.needs import NeedFilter
from programmes.models import (
    Need,
    NeedAttachment,
    Task,
)
from programmes.tables.needs import NeedTable
from programmes.views.history import HistoryMixin

NEED_ATTACHMENTS = Kind(NeedAttachment, "need", "programmes.attach_to_need")


class NeedList(ListPage):
    model = Need
    permission = "programmes.view_needs"
    table_class, filterset_class = NeedTable, NeedFilter
    totals = ("amount",)
    title = gettext_lazy("Needs")
    filled_by = "programmes.manage"
    empty = gettext_lazy("No need fits. Change the filters, or import the needs first.")

    def get_queryset(self):
        return super().get_queryset().select_related("township", "category")


class NeedRecord(HistoryMixin, AttachmentsMixin, RecordPage):
    model = Need
    attachments = NEED_ATTACHMENTS
    permission = "programmes.view_needs"
    template_name = "programmes/need.html"

    def get_queryset(self):
        return super().get_queryset().select_related("township", "category", "programme")

    def get_context_data(self, **kwargs):
        tasks = self.visible(Task).filter(needs=self.object).select_related("lead_unit")
        phone = phone_for(self.request.user, self.object)
        return super().get_context_data(tasks=tasks, phone=phone, **kwargs)
