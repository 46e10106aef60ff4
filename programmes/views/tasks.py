"""The pages of tasks and of task lists, and their addresses."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.facts import Action
from core.web.filters import NameFilter
from core.web.record_pages import CreateRecord, EditRecord, ListOfKind, RecordOfKind, record_urls
from programmes import models
from programmes.figures.phones import contact_of
from programmes.forms.tasks import TaskForm, TaskListForm
from programmes.models import Need, Task, TaskAttachment, TaskProgress
from programmes.services.tasks import create_task, edit_task
from programmes.tables.tasks import HelperTaskTable, TaskFilter, TaskListTable, TaskTable
from programmes.views.history import HistoryMixin

ATTACHMENTS = Kind(TaskAttachment, "task", "programmes.attach_to_task")


class TaskList(ListOfKind):
    model = Task
    catalogue = models.TaskList
    filterset_class = TaskFilter
    empty = gettext_lazy("No task fits. Change the filters, or import the task lists first.")

    def get_queryset(self):
        rows = super().get_queryset().with_known_deadline(self.request.user)
        return rows.select_related("list", "lead_unit")

    def get_table_class(self):
        return HelperTaskTable if self.may("programmes.use_helper_wording") else TaskTable


class TaskRecord(HistoryMixin, AttachmentsMixin, RecordOfKind):
    model = Task
    attachments = ATTACHMENTS
    template_name = "programmes/task.html"
    title_field = "text"
    facts = ("number", "list", "supporting_units", ("contact", gettext_lazy("person")))

    def get_queryset(self):
        rows = super().get_queryset().with_known_deadline(self.request.user)
        return rows.select_related("list", "lead_unit")

    def get_object(self, queryset=None):
        task = super().get_object(queryset)
        task.contact = contact_of(self.request.user, task)
        return task

    def may_report(self) -> bool:
        return self.object.is_open and self.may("programmes.report_task", self.object)

    def get_actions(self):
        if not self.may_report():
            return super().get_actions()
        helps = self.may("programmes.use_helper_wording")
        report = Action(_("Give feedback") if helps else _("Report progress"), "task_progress", "")
        return [(report, reverse("task_progress", args=[self.object.pk])), *super().get_actions()]

    def get_context_data(self, **kwargs):
        progress = self.visible(TaskProgress).filter(task=self.object)
        return super().get_context_data(
            progress=progress.select_related("unit", "created_by"),
            needs=self.visible(Need).filter(tasks=self.object),
            may_report=self.may_report(),
            uses_helper_wording=self.may("programmes.use_helper_wording"),
            **kwargs,
        )


class CreateTask(CreateRecord):
    def create(self, **values):
        return create_task(**values)


class EditTask(EditRecord):
    def edit(self, version, **values):
        edit_task(self.record, version=version, **values)


class CatalogueOfLists(ListOfKind):
    model = models.TaskList
    table_class, filterset_class = TaskListTable, NameFilter


class TaskListRecord(RecordOfKind):
    model = models.TaskList
    facts = ("year", "position")


urlpatterns = [
    *record_urls(TaskList, TaskRecord, TaskForm, create=CreateTask, edit=EditTask),
    *ATTACHMENTS.urls("tasks"),
    *record_urls(CatalogueOfLists, TaskListRecord, TaskListForm, prefix="tasks/lists"),
]
