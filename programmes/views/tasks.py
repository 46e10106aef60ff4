"""The list of tasks and the record of a task."""

from django.utils.translation import gettext_lazy

from core.attachments.views import AttachmentsMixin, Kind
from core.web.pages import ListPage, RecordPage
from programmes.figures.phones import phone_for
from programmes.filters.tasks import TaskFilter
from programmes.models import (
    Need,
    Task,
    TaskAttachment,
    TaskProgress,
)
from programmes.tables.tasks import HelperTaskTable, TaskTable
from programmes.views.history import HistoryMixin

TASK_ATTACHMENTS = Kind(TaskAttachment, "task", "programmes.attach_to_task")


class TaskList(ListPage):
    model = Task
    permission = "programmes.view"
    filterset_class = TaskFilter
    title = gettext_lazy("Tasks")
    filled_by = "programmes.manage"
    empty = gettext_lazy("No task fits. Change the filters, or import the task lists first.")

    def get_queryset(self):
        rows = super().get_queryset().with_known_deadline(self.request.user)
        return rows.select_related("list", "lead_unit")

    def get_table_class(self):
        return HelperTaskTable if self.may("programmes.use_helper_wording") else TaskTable


class TaskRecord(HistoryMixin, AttachmentsMixin, RecordPage):
    model = Task
    attachments = TASK_ATTACHMENTS
    permission = "programmes.view"
    template_name = "programmes/task.html"

    def get_queryset(self):
        rows = super().get_queryset().with_known_deadline(self.request.user)
        return rows.select_related("list", "lead_unit", "programme")

    def get_context_data(self, **kwargs):
        task = self.object
        progress = self.visible(TaskProgress).filter(task=task)
        return super().get_context_data(
            progress=progress.select_related("unit", "created_by"),
            supporting=task.supporting_units.all(),
            needs=self.visible(Need).filter(tasks=task),
            may_report=self.may("programmes.report_task", task) and task.is_open,
            uses_helper_wording=self.may("programmes.use_helper_wording"),
            phone=phone_for(self.request.user, task),
            **kwargs,
        )
