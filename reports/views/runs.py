"""Reports: the list of runs, the page of a report, its files, approval, and a new draft."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from core.files.downloads import download
from core.periods import Period
from core.tasks import enqueue
from core.web.form_pages import Button
from core.web.list_pages import ListPage
from core.web.pages import PageMixin, RecordPage
from programmes.views.history import HistoryMixin
from reports import services
from reports.choices import PERIOD_KIND, ReportKind
from reports.content.edits import edited, unplaced
from reports.content.formatting import notes
from reports.forms import RenewForm, ReturnForm
from reports.models import ReportRun
from reports.renderers import files
from reports.tables import RunFilter, RunTable
from reports.tasks import generate_run

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class RunList(ListPage):
    model = ReportRun
    permission = "reports.view"
    template_name = "reports/list.html"
    table_class, filterset_class = RunTable, RunFilter
    title = gettext_lazy("Reports")
    empty = gettext_lazy("No report yet. The first is made on the programme's report day.")
    filled_by = "reports.renew"

    def get_queryset(self):
        rows = super().get_queryset().with_state().defer("content", "edits", "word")
        return rows.select_related("closed_by", "approved_by")

    def get_context_data(self, **kwargs):
        day = self.request.programme.today()
        periods = [(kind, self._period(kind, day)) for kind in ReportKind]
        may = self.may("reports.renew") and services.has_records(self.request.programme)
        return super().get_context_data(periods=periods if may else [], **kwargs)

    def get_empty_text(self):
        if not services.has_records(self.request.programme):
            return _("No project is due to report yet: no report is made. Import the ledger first.")
        return super().get_empty_text()

    def _period(self, kind: ReportKind, day) -> Period:
        """The last ended period; the first one of the programme where none has ended."""
        last = Period.last_ended(day, PERIOD_KIND[kind])
        return last if last.year >= self.request.programme.start_year else last.next()


class RunPage(HistoryMixin, RecordPage):
    """The page of one report; 404 for users without the right to read reports."""

    model = ReportRun
    template_name = "reports/report.html"

    def get_queryset(self):
        rows = super().get_queryset().with_state()
        people = ("closed_by", "approved_by", "edited_by", "returned_by")
        return rows.select_related("programme", *people)

    def get_title(self):
        return self.object.title

    def get_context_data(self, **kwargs):
        run = self.object
        latest = self.visible(ReportRun).newest(run.kind, run.period)
        may_edit = self.may("reports.edit")
        return super().get_context_data(
            content=edited(run.content, run.edits),
            left_over=unplaced(run.content, run.edits) if run.content else [],
            may_edit=may_edit and not services.editing_refusal(run),
            may_put_back=may_edit
            and bool(run.closing)
            and not services.editing_refusal(run, replaces_word=True),
            may_return=self.may("reports.approve") and self._is_newest_draft(latest),
            may_submit=may_edit and run.returned_at and self._is_newest_draft(latest),
            return_form=ReturnForm(),
            is_to_fill=may_edit and run.is_draft and services.text_to_fill(run),
            notes=notes(run.content) if run.content else [],
            newer=latest if latest != run else None,
            earlier_word=self._earlier_word(),
            refusal=services.approval_refusal(run, self.request.user),
            may_renew=self.may("reports.renew"),
            is_linked=self.may("projects.view"),
            downloads=[(name, name.rpartition(".")[2]) for name in sorted(run.files)],
            **kwargs,
        )

    def _earlier_word(self) -> ReportRun | None:
        """The last earlier revision with a corrected Word, which this draft does not follow."""
        run = self.object
        if not run.is_draft or run.word:
            return None
        earlier = self.visible(ReportRun).of_period(run.kind, run.period).with_corrected_word()
        rows = earlier.filter(revision__lt=run.revision).select_related("edited_by")
        return rows.order_by("-revision").first()

    def _is_newest_draft(self, latest: ReportRun) -> bool:
        run = self.object
        return run.is_done and run.is_draft and latest == run


class RunMixin(PageMixin):
    def get_run(self) -> ReportRun:
        rows = self.visible(ReportRun).select_related("programme")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def find(self):
        return self.get_run()

    def get_return_url(self):
        return reverse("report", args=[self.kwargs["pk"]])


class RunFile(RunMixin, View):
    """Downloads a file of a run; never opened in the browser."""

    def get(self, request, pk: int, name: str):
        run = self.get_run()
        try:
            data = files.read(run, name)
        except files.DamagedFile as error:
            raise Http404(_("This file is not what was made. Make the report anew.")) from error
        kind = CONTENT_TYPES[name.rpartition(".")[2]]
        return download(request, data, name=run.download_name(name), content_type=kind)


class ApproveRun(RunMixin, Button):
    proof_required = True
    permission = "reports.approve"
    refusals = (services.Refused,)

    def perform(self, data):
        services.approve(self.get_run(), version=data["version"], by=self.request.user)
        return self.redirect_back(_("Approved. The files stand without the watermark."))


class RenewRun(Button):
    """Requests a new draft of a period, or the latest revision where no figure has changed."""

    permission = "reports.renew"
    form_class = RenewForm
    refusals = (services.Refused,)

    def get_return_url(self):
        return reverse("reports")

    def perform(self, data):
        if not {"kind", "period"} <= data.keys():
            raise services.Refused(_("Say which report and which period."))
        requested = (data["kind"], data["period"])
        run = services.renew(self.request.programme, *requested, by=self.request.user)
        if run.is_done:
            words = _("No figure has changed: revision %(revision)s stands.")
        else:
            words = _("Revision %(revision)s is being made.")
            transaction.on_commit(lambda: enqueue(generate_run, run.pk))
        address = reverse("report", args=[run.pk])
        return self.redirect(address, words % {"revision": run.revision})
