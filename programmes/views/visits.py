"""The pages of visits, and their addresses."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.facts import Action, Section
from core.web.links import list_address
from core.web.record_pages import CreateRecord, EditRecord, ListOfKind, RecordOfKind, record_urls
from programmes.figures.visits import visit_counts
from programmes.forms.visits import VisitForm
from programmes.models import Visit, VisitAttachment
from programmes.services.visits import create_visit, edit_visit
from programmes.tables.visits import (
    HelperVisitFilter,
    HelperVisitTable,
    VisitFilter,
    VisitTable,
)
from programmes.views.history import HistoryMixin
from programmes.views.task_rows import shown_tasks

ATTACHMENTS = Kind(VisitAttachment, "visit", "programmes.attach_to_visit")


class VisitList(ListOfKind):
    model = Visit
    template_name = "programmes/visits.html"
    table_class, filterset_class = VisitTable, VisitFilter
    empty = gettext_lazy("No visit fits. Change the filters, import the visits, or add one.")

    def get_queryset(self):
        rows = super().get_queryset().held_by(self.request.day).with_participants()
        rows = rows.with_known_due(self.request.user).with_outcome(self.request.day)
        return rows.select_related("unit")

    def get_table_class(self):
        return HelperVisitTable if self.reads_as_helper() else self.table_class

    def get_filterset_class(self):
        return HelperVisitFilter if self.reads_as_helper() else self.filterset_class

    def reads_as_helper(self) -> bool:
        return self.may("programmes.use_helper_wording")

    def get_context_data(self, **kwargs):
        counts = visit_counts(self.visible(Visit), self.request.day)
        return super().get_context_data(counts=counts, **kwargs)


class VisitRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Visit
    attachments = ATTACHMENTS
    title_field = "whom"
    highlights = ("day", "kind", "leader", ("participants", gettext_lazy("participating units")))

    @property
    def facts(self):  # type: ignore[override]
        helps = self.may("programmes.use_helper_wording")
        due = _("feedback kindly asked for") if helps else _("due on")
        return (
            "purpose", "result", "visited_unit", "follow_up", "unit", ("known_due_on", due),
            ("follow_up_label", _("follow-up")),
        )  # fmt: skip

    def get_queryset(self):
        rows = super().get_queryset().with_participants().with_outcome(self.request.day)
        return rows.with_known_due(self.request.user).select_related("unit", "visited_unit")

    def get_sections(self):
        rows = shown_tasks(self).filter(visits=self.object)
        title, template = _("Task made of the visit"), "programmes/task_rows.html"
        return [Section(title, "task", template=template, rows=rows)] if rows else []

    def get_actions(self):
        visit, found = self.object, super().get_actions()
        if visit.follow_up and not visit.task_id and self.may("programmes.manage"):
            address = list_address("new_task", visit=visit.pk)
            found = [(Action(_("Turn it into a task"), "new_task", ""), address), *found]
        return found


class CreateVisit(CreateRecord):
    def get_initial(self):
        return {**super().get_initial(), "day": self.request.programme.today()}

    def create(self, **values):
        return create_visit(**values)


class EditVisit(EditRecord):
    def edit(self, version, **values):
        edit_visit(self.record, version=version, **values)


urlpatterns = [
    *record_urls(VisitList, VisitRecord, VisitForm, create=CreateVisit, edit=EditVisit),
    *ATTACHMENTS.urls("visits"),
]
