"""The pages of findings and of their sources, and their addresses."""

from typing import Any

from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.filters import NameFilter
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    ListOfKind,
    RecordOfKind,
    record_urls,
)
from programmes.models import Task
from programmes.views.known import KnownRows
from supervision.figures.findings import finding_day
from supervision.figures.origins import (
    initial_of,
    initial_of_proposal,
    record_of,
    source_of,
    stored_key,
)
from supervision.figures.proposals import Proposal
from supervision.forms.findings import FindingForm, NewFindingForm, SourceForm
from supervision.models import Finding, FindingSource
from supervision.services.findings import (
    create_finding,
    delete_finding,
    edit_finding,
    why_bound,
    why_not_deleted,
)
from supervision.tables.findings import FindingFilter, FindingTable, SourceTable
from supervision.views.finding import ATTACHMENTS, FindingRecord
from supervision.views.proposals import OfProposal, open_proposal, open_proposals


class FindingList(KnownRows, ListOfKind):
    model = Finding
    template_name = "supervision/findings.html"
    catalogue = FindingSource
    table_class, filterset_class = FindingTable, FindingFilter
    empty = gettext_lazy(
        "No finding fits. Change the filters, import the ledger of findings, or record one."
    )

    @cached_property
    def rule_day(self):
        return finding_day(self.request.programme, self.request.day)

    def get_queryset(self):
        day = self.request.day
        rows = super().get_queryset().counted().as_of(day).with_ends(day).with_outcome()
        return rows.with_light(self.rule_day).select_related("source", "unit")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            may_manage=self.may("supervision.manage_findings"),
            may_read_rules=self.may("supervision.view"),
            **kwargs,
        )

    def more_table_kwargs(self) -> dict[str, Any]:
        return {"rule_day": self.rule_day}


class CreateFinding(OfProposal, CreateRecord):
    """Asks for day and colour, too."""

    def get_form_class(self):
        return NewFindingForm

    def get(self, request, *args, **kwargs):
        """What was recorded already leads to its finding."""
        key = stored_key(self.recorded_from) if self.recorded_from else ""
        found = self.recorded(key)
        return self.show(found) if found else super().get(request, *args, **kwargs)

    def recorded(self, key: str) -> Finding | None:
        return self.visible(Finding).filter(origin=key).first() if key else None

    def show(self, found: Finding):
        words = _("This is recorded as a finding already.")
        return self.redirect(self.record_address(found), words, messages.WARNING)

    def leave(self):
        found = self.recorded(self.proposal_key)
        return self.show(found) if found else super().leave()

    @cached_property
    def proposal(self) -> Proposal | None:
        """The one of the address, or that of the overdue task of the address."""
        if self.proposal_key:
            return open_proposal(self, self.proposal_key)
        task = self.recorded_from if isinstance(self.recorded_from, Task) else None
        found = (one for one in open_proposals(self) if one.about.get("task") == task)
        return next(found, None) if task else None

    @cached_property
    def recorded_from(self) -> Any:
        """The problem, instruction, task or other record of the address."""
        key = self.request.GET.get("origin", "")
        return record_of(key, self.request.user, self.request.programme)

    def get_initial(self):
        """From a proposal, or from a record: what it is about."""
        given = {**super().get_initial(), "found_on": self.request.programme.today()}
        if record := self.recorded_from:
            source = source_of(record, self.request.programme)
            given |= {"source": source, **initial_of(record)}
        if one := self.proposal:
            given |= initial_of_proposal(one, self.request.programme, given["found_on"])
        return given

    def create(self, **values):
        record, proposal = self.recorded_from, self.proposal
        key = proposal.key if proposal else stored_key(record) if record else ""
        return create_finding(**values, origin=key)


class EditFinding(EditRecord):
    def get_form(self, form_class=None):
        """Shows beside the unit which order keeps it."""
        form = super().get_form(form_class)
        form.fields["unit"].help_text = why_bound(self.record)
        return form

    def edit(self, version, **values):
        given = {"by": self.request.user, "on": self.request.programme.today()}
        edit_finding(self.record, version=version, **given, **values)


class DeleteFinding(DeleteRecord):
    def get(self, request, *args, **kwargs):
        """A finding under an order is refused before a reason is typed."""
        if words := why_not_deleted(self.record):
            return self.redirect(self.back_address(), words, messages.ERROR)
        return super().get(request, *args, **kwargs)

    def delete(self, version, reason):
        delete_finding(self.record, version=version, reason=reason)


class SourceList(ListOfKind):
    model = FindingSource
    table_class, filterset_class = SourceTable, NameFilter


class SourceRecord(RecordOfKind):
    model = FindingSource
    facts = ("position",)


urlpatterns = [
    *record_urls(
        FindingList,
        FindingRecord,
        FindingForm,
        create=CreateFinding,
        edit=EditFinding,
        delete=DeleteFinding,
    ),
    *ATTACHMENTS.urls("findings"),
    *record_urls(SourceList, SourceRecord, SourceForm, prefix="findings/sources"),
]
