"""Fund lines: the list and one line with its postings."""

from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.pages import ListPage, RecordPage
from funds.choices import PostingKind
from funds.filters import FundLineFilter
from funds.models import FundLine, FundLineAttachment
from funds.tables import FundLineTable
from programmes.views.history import HistoryMixin

ATTACHMENTS = Kind(FundLineAttachment, "fund_line", "funds.attach")


class FundLineList(ListPage):
    model = FundLine
    permission = "funds.view"
    table_class, filterset_class = FundLineTable, FundLineFilter
    totals = (*PostingKind.values, "idle")
    title = gettext_lazy("Funds")
    filled_by = "programmes.manage"
    empty = gettext_lazy("No line fits. Change the filters, or import the fund ledger first.")

    def get_queryset(self):
        day = self.request.day
        rows = super().get_queryset().with_amounts(on=day).with_idle(on=day)
        return rows.select_related("source", "payer_unit", "project")


class FundLineRecord(HistoryMixin, AttachmentsMixin, RecordPage):
    model = FundLine
    attachments = ATTACHMENTS
    permission = "funds.view"
    template_name = "funds/line.html"

    def get_queryset(self):
        rows = super().get_queryset().with_amounts(on=self.request.day)
        return rows.select_related("source", "payer_unit", "project", "programme")

    def get_context_data(self, **kwargs):
        line = self.object
        steps = [(kind.label, getattr(line, kind.value)) for kind in PostingKind]
        postings = line.postings.filter(on__lte=self.request.day)
        return super().get_context_data(steps=steps, postings=postings, **kwargs)
