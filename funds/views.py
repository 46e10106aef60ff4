"""The pages of fund lines and of their sources, and their addresses."""

from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.filters import NameFilter
from core.web.record_pages import ListOfKind, RecordOfKind, record_urls
from funds.choices import PostingKind
from funds.forms import FundLineForm, FundSourceForm
from funds.models import FundLine, FundLineAttachment, FundSource, FundTask
from funds.tables import FundLineFilter, FundLineTable, FundSourceTable
from programmes.models import Task
from programmes.views.history import HistoryMixin

ATTACHMENTS = Kind(FundLineAttachment, "fund_line", "funds.attach")


class FundLineList(ListOfKind):
    model = FundLine
    catalogue = FundSource
    table_class, filterset_class = FundLineTable, FundLineFilter
    totals = (*PostingKind.values, "idle")
    empty = gettext_lazy("No line fits. Change the filters, or import the fund ledger first.")

    def get_queryset(self):
        day = self.request.day
        rows = super().get_queryset().with_amounts(on=day).with_idle(on=day)
        return rows.select_related("source", "payer_unit", "project")


class FundLineRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = FundLine
    attachments = ATTACHMENTS
    template_name = "funds/line.html"
    title_field = "source"

    def get_title(self):
        return f"{self.object.number} {self.object.spent_on}"

    def get_queryset(self):
        rows = super().get_queryset().with_amounts(on=self.request.day)
        return rows.select_related("source", "payer_unit", "project")

    def get_context_data(self, **kwargs):
        line = self.object
        steps = [(kind.label, getattr(line, kind.value)) for kind in PostingKind]
        postings = line.postings.filter(on__lte=self.request.day)
        links = self.visible(FundTask).filter(line=line)
        tasks = self.visible(Task).filter(pk__in=links.values("task"))
        return super().get_context_data(steps=steps, postings=postings, tasks=tasks, **kwargs)


class FundSourceList(ListOfKind):
    model = FundSource
    table_class, filterset_class = FundSourceTable, NameFilter


class FundSourceRecord(RecordOfKind):
    model = FundSource
    facts = ("family", "position")


urlpatterns = [
    *record_urls(FundLineList, FundLineRecord, FundLineForm),
    *ATTACHMENTS.urls("funds"),
    *record_urls(FundSourceList, FundSourceRecord, FundSourceForm, prefix="funds/sources"),
]
