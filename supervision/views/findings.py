"""The pages of findings and of their sources, and their addresses."""

from typing import Any

from django.utils.functional import cached_property
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
from programmes.views.known import KnownRows
from supervision.figures.findings import finding_day
from supervision.forms.findings import FindingForm, NewFindingForm, SourceForm
from supervision.models import Finding, FindingSource
from supervision.services.findings import create_finding, delete_finding, edit_finding
from supervision.tables.findings import FindingFilter, FindingTable, SourceTable
from supervision.views.finding import ATTACHMENTS, FindingRecord


class FindingList(KnownRows, ListOfKind):
    model = Finding
    catalogue = FindingSource
    table_class, filterset_class = FindingTable, FindingFilter
    empty = gettext_lazy(
        "No finding fits. Change the filters, import the ledger of findings, or record one."
    )

    @cached_property
    def rule_day(self):
        return finding_day(self.request.programme, self.request.day)

    def get_queryset(self):
        rows = super().get_queryset().counted().as_of(self.request.day).with_outcome()
        return rows.with_light(self.rule_day).select_related("source", "unit")

    def more_table_kwargs(self) -> dict[str, Any]:
        return {"rule_day": self.rule_day}


class CreateFinding(CreateRecord):
    """Asks for day and colour, too."""

    def get_form_class(self):
        return NewFindingForm

    def get_initial(self):
        return {**super().get_initial(), "found_on": self.request.programme.today()}

    def create(self, **values):
        return create_finding(**values)


class EditFinding(EditRecord):
    def edit(self, version, **values):
        edit_finding(self.record, version=version, **values)


class DeleteFinding(DeleteRecord):
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
