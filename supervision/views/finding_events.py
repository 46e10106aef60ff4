"""What the units and the task force do with a finding outside requests."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.web.list_pages import ListPage
from core.web.routes import routes
from supervision.choices import FindingEventKind, FindingState
from supervision.forms import findings as forms
from supervision.models import Finding, FindingEvent
from supervision.services import finding_events, findings
from supervision.tables.finding_events import FindingEventFilter, FindingEventTable
from supervision.views.one_finding import FindingForm
from supervision.views.proposals import OfProposal, open_raise


class ReportOnFinding(FindingForm):
    right = "supervision.report_on_finding"
    title = gettext_lazy("Report on the rectification")
    form_class = forms.ReportForm
    needed = FindingEventKind.DATE_SET  # the same states

    def change(self, version, **values):
        given = {"version": version, **values, **self.by_now}
        finding_events.report_rectification(self.finding, **given)


class SetDay(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Set another day")
    form_class = forms.DayForm
    needed = FindingEventKind.DATE_SET

    def change(self, version, **values):
        finding_events.set_due_day(self.finding, version=version, **values, **self.by_now)


class SetColour(OfProposal, FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Change the colour")
    form_class = forms.ColourForm
    needed = FindingEventKind.COLOUR_SET

    @cached_property
    def proposal(self) -> Any:
        """That of this finding."""
        one = open_raise(self, self.proposal_key)
        return one if one and one.about.get("finding") == self.finding else None

    def get_initial(self):
        """From a proposal: the next colour and why."""
        if self.proposal is None:
            return super().get_initial()
        return {
            **super().get_initial(),
            "colour": self.proposal.colour,
            "reason": self.proposal.text,
        }

    def change(self, version, **values):
        given = {**values, **self.by_now, "proposal": self.proposal_key}
        finding_events.set_colour(self.finding, version=version, **given)


class CloseFinding(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Verify and close")
    form_class = forms.CloseForm
    needed = FindingEventKind.CLOSED

    def change(self, version, **values):
        finding_events.close_imported(self.finding, version=version, **values, **self.by_now)


class SendFindingBack(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Send the rectification back")
    form_class = forms.ReasonForm
    needed = FindingEventKind.SENT_BACK

    def change(self, version, **values):
        finding_events.send_imported_back(self.finding, version=version, **values, **self.by_now)


class ReopenFinding(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Reopen the finding")
    form_class = forms.ReasonForm
    needed = FindingEventKind.REOPENED

    def change(self, version, **values):
        finding_events.reopen_finding(self.finding, version=version, **values, **self.by_now)


class MergeFinding(FindingForm):
    permission = "supervision.manage_findings"
    title = gettext_lazy("Merge into another finding")
    form_class = forms.MergeForm
    needed = FindingEventKind.COLOUR_SET

    def refusal(self):
        return super().refusal() or findings.why_bound(self.finding)

    def get_form_kwargs(self):
        open_ones = self.visible(Finding).counted().exclude(state=FindingState.CLOSED)
        others = open_ones.exclude(pk=self.finding.pk).order_by("-found_on", "number")
        return {**super().get_form_kwargs(), "others": others}

    def change(self, version, **values):
        findings.merge_findings(self.finding, version=version, **values)

    def get_return_url(self):
        return reverse("finding", args=[self.finding.pk])


class FindingEventList(ListPage):
    """What happened to all findings, the newest first; what is merged into another counts no
    more."""

    model = FindingEvent
    permission = "supervision.view_findings"
    table_class, filterset_class = FindingEventTable, FindingEventFilter
    title = gettext_lazy("Changes of findings")
    filled_by = permission
    empty = gettext_lazy("Nothing happened to a finding in these days as far as it is recorded.")

    def get_queryset(self):
        rows = super().get_queryset().filter(on__lte=self.request.day, finding__merged_into=None)
        rows = rows.select_related("finding__unit", "unit", "created_by", "request")
        return rows.order_by("-on", "-pk")


ONE = "<int:pk>/"
urlpatterns = routes(
    "findings/",
    ("changes/", FindingEventList, "finding_events"),
    (f"{ONE}report/", ReportOnFinding, "report_on_finding"),
    (f"{ONE}day/", SetDay, "set_finding_day"),
    (f"{ONE}colour/", SetColour, "set_finding_colour"),
    (f"{ONE}close/", CloseFinding, "close_finding"),
    (f"{ONE}send-back/", SendFindingBack, "send_finding_back"),
    (f"{ONE}reopen/", ReopenFinding, "reopen_finding"),
    (f"{ONE}merge/", MergeFinding, "merge_finding"),
)
