"""The pages of what the helpers give and of the kinds of help, and their addresses."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.facts import Section
from core.web.filters import NameFilter
from core.web.record_pages import (
    CreateRecord,
    DeleteRecord,
    EditRecord,
    ListOfKind,
    RecordFormPage,
    RecordOfKind,
    record_urls,
)
from programmes.figures.contributions import by_kind, by_measure
from programmes.forms.contributions import ContributionForm, ContributionKindForm
from programmes.models import Contribution, ContributionAttachment, ContributionKind
from programmes.services.contributions import (
    create_contribution,
    delete_contribution,
    edit_contribution,
    needs_reason,
)
from programmes.tables.contributions import (
    ContributionFilter,
    ContributionKindTable,
    ContributionTable,
)
from programmes.views.history import HistoryMixin
from programmes.views.task_rows import shown_tasks

ATTACHMENTS = Kind(ContributionAttachment, "contribution", "programmes.attach_to_contribution")


class ContributionList(ListOfKind):
    """The totals are sums by kind; in the footer where all rows are of one kind."""

    model = Contribution
    template_name = "programmes/contributions.html"
    catalogue = ContributionKind
    table_class, filterset_class = ContributionTable, ContributionFilter
    empty = gettext_lazy("No help fits. Change the filters, import the workbook, or add a row.")

    def get_queryset(self):
        rows = super().get_queryset().as_of(self.request.day)
        return rows.select_related("helper", "kind", "township")

    def _totals(self) -> dict[str, Any]:
        self.sums = by_kind(self.object_list)
        if len(self.sums) != 1:
            return super()._totals()
        words = {f"sum_{name}": by_measure(self.sums, name) for name in ("planned", "given")}
        return {**super()._totals(), **words}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "sums": self.sums}


class ContributionRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Contribution
    attachments = ATTACHMENTS
    title_field = "content"
    highlights = (
        ("shown_planned", gettext_lazy("planned")),
        ("shown_given", gettext_lazy("given")),
        "given_on",
    )
    facts = ("helper", "kind", "year", "content", "township", "correction")

    def get_queryset(self):
        return super().get_queryset().select_related("helper", "kind", "township")

    def get_sections(self):
        """The task, for whoever sees it."""
        rows = shown_tasks(self).filter(pk=self.object.task_id)
        template = "programmes/task_rows.html"
        tasks = Section(_("Task"), "task", template=template, rows=rows)
        return [tasks] if rows else []


class ContributionFormPage(RecordFormPage):
    """A reporter of a helper enters its own alone."""

    template_name = "programmes/contribution_form.html"

    def get_form_kwargs(self):
        own = None if self.may("programmes.manage") else self.request.user.unit
        record = getattr(self, "record", None)
        asks = record is not None and needs_reason(record, self.request.user)
        return {**super().get_form_kwargs(), "own_helper": own, "is_correction": asks}


class CreateContribution(ContributionFormPage, CreateRecord):
    def create(self, **values):
        return create_contribution(**values)


class EditContribution(ContributionFormPage, EditRecord):
    def edit(self, version, **values):
        edit_contribution(self.record, version=version, by=self.request.user, **values)


class DeleteContribution(DeleteRecord):
    def delete(self, version, reason):
        given = {"version": version, "by": self.request.user, "reason": reason}
        delete_contribution(self.record, **given)


class ContributionKindList(ListOfKind):
    model = ContributionKind
    table_class, filterset_class = ContributionKindTable, NameFilter


class ContributionKindRecord(RecordOfKind):
    model = ContributionKind
    facts = ("unit", "position")


urlpatterns = [
    *record_urls(
        ContributionKindList,
        ContributionKindRecord,
        ContributionKindForm,
        prefix="contributions/kinds",
    ),
    *record_urls(
        ContributionList,
        ContributionRecord,
        ContributionForm,
        create=CreateContribution,
        edit=EditContribution,
        delete=DeleteContribution,
    ),
    *ATTACHMENTS.urls("contributions"),
]
