"""The network, tasks and needs: lists, records, and a report on a task."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.attachments.views import Kind, WithAttachments
from core.web.form_pages import Button, FormPage
from core.web.kept_pages import KeptListPage
from core.web.pages import NOT_YOURS, RecordPage
from programmes import services
from programmes.filters import MembershipFilter, NeedFilter, TaskFilter
from programmes.forms import ProgressForm
from programmes.models import (
    Membership,
    Need,
    NeedAttachment,
    Task,
    TaskAttachment,
    TaskProgress,
)
from programmes.phones import phone_for
from programmes.tables import HelperTaskTable, MembershipTable, NeedTable, TaskTable
from programmes.views_history import WithHistory

TASK_ATTACHMENTS = Kind(TaskAttachment, "task", "programmes.attach_to_task")
NEED_ATTACHMENTS = Kind(NeedAttachment, "need", "programmes.attach_to_need")


class NetworkList(KeptListPage):
    model = Membership
    permission = "programmes.view"
    table_class, filterset_class = MembershipTable, MembershipFilter
    title = gettext_lazy("Helper network")
    filled_by = "programmes.manage"
    empty = gettext_lazy("No unit stands here yet. Import the network's workbook first.")

    def more_table_kwargs(self):
        """Whoever does not see all tasks would read the count as all of them."""
        return {} if self.may("programmes.count_tasks") else {"exclude": ("led_tasks",)}

    def get_queryset(self):
        led = self.visible(Task).filter(lead_unit=OuterRef("unit")).order_by().values("lead_unit")
        count = Subquery(led.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
        return super().get_queryset().select_related("unit").annotate(led_count=count)


class UnitRecord(RecordPage):
    """A unit's place in the programme, and its tasks that the asker may see."""

    model = Membership
    permission = "programmes.view"
    template_name = "programmes/unit.html"

    def get_object(self, queryset=None):
        rows = self.get_queryset().select_related("unit")
        return get_object_or_404(rows, unit=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        tasks = self.visible(Task).with_known_deadline(self.request.user)
        tasks = tasks.select_related("list", "lead_unit")
        unit: Unit = self.object.unit
        return super().get_context_data(
            unit=unit,
            led=tasks.filter(lead_unit=unit),
            supported=tasks.filter(supporting_units=unit),
            needs=self.visible(Need).filter(township=unit).select_related("category"),
            **kwargs,
        )


class TaskList(KeptListPage):
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
        return HelperTaskTable if self.may("programmes.speak_as_helper") else TaskTable


class TaskRecord(WithHistory, WithAttachments, RecordPage):
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
            speaks_as_helper=self.may("programmes.speak_as_helper"),
            phone=phone_for(self.request.user, task),
            **kwargs,
        )


class NeedList(KeptListPage):
    model = Need
    permission = "programmes.view_needs"
    table_class, filterset_class = NeedTable, NeedFilter
    totals = ("amount",)
    title = gettext_lazy("Needs")
    filled_by = "programmes.manage"
    empty = gettext_lazy("No need fits. Change the filters, or import the needs first.")

    def get_queryset(self):
        return super().get_queryset().select_related("township", "category")


class NeedRecord(WithHistory, WithAttachments, RecordPage):
    model = Need
    attachments = NEED_ATTACHMENTS
    permission = "programmes.view_needs"
    template_name = "programmes/need.html"

    def get_queryset(self):
        return super().get_queryset().select_related("township", "category", "programme")

    def get_context_data(self, **kwargs):
        tasks = self.visible(Task).filter(needs=self.object).select_related("lead_unit")
        phone = phone_for(self.request.user, self.object)
        return super().get_context_data(tasks=tasks, phone=phone, **kwargs)


class ReportProgress(FormPage):
    """A unit's report on a task, in one form."""

    form_class = ProgressForm
    template_name = "programmes/progress.html"
    merge_template = "programmes/progress_merge.html"

    @cached_property
    def task(self) -> Task:
        rows = self.visible(Task).with_known_deadline(self.request.user)
        rows = rows.select_related("list", "lead_unit", "programme")
        task = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not self.may("programmes.report_task", task):
            raise PermissionDenied(NOT_YOURS)
        return task

    def get_title(self):
        return _("Report progress")

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "task": self.task,
            "day": self.request.programme.today(),
        }

    def get_context_data(self, **kwargs):
        last = self.visible(TaskProgress).filter(task=self.task).first()
        return super().get_context_data(
            task=self.task,
            last=last,
            draft=f"task-{self.task.pk}",
            speaks_as_helper=self.may("programmes.speak_as_helper"),
            **kwargs,
        )

    def save(self, form):
        services.report_progress(task=self.task, by=self.request.user, **form.values())
        return self.accepted(reverse("task", args=[self.task.pk]), _("Progress saved."))


class TakeBackProgress(Button):
    """The author, who may still report on the task, takes a report back while its month is open;
    ``version`` is the task's."""

    def find(self) -> TaskProgress:
        rows = self.visible(TaskProgress).filter(Q(task=self.kwargs["pk"]))
        rows = rows.select_related("programme", "task__programme")
        progress = get_object_or_404(rows, pk=self.kwargs["progress"])
        if not self.may("programmes.report_task", progress.task):
            raise PermissionDenied(NOT_YOURS)
        return progress

    def page_of_button(self):
        return reverse("task", args=[self.kwargs["pk"]])

    def press(self, said):
        services.take_back_progress(
            progress=self.find(), version=said["version"], by=self.request.user
        )
        return self.done(_("Taken back."))
