"""What the task force and the lead unit do with a task outside requests, and the addresses."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.forms import SubmissionForm
from core.web.links import list_address
from core.web.list_pages import ListPage
from core.web.routes import routes
from programmes.choices import TaskEventKind
from programmes.forms.task_requests import DeadlineForm, ReasonForm
from programmes.models import TaskEvent, TaskList
from programmes.services import task_events
from programmes.services.remarks import link_event
from programmes.tables.task_events import TaskEventFilter, TaskEventTable
from programmes.views.from_query import FromRemark
from programmes.views.one_task import OneTask, TaskFormPage, pressed_on


class AssignTask(OneTask, Button):
    permission = "programmes.manage"

    def perform(self, data):
        task_events.assign_task(self.task, version=data["version"], **self.by_now)
        return self.redirect_back(_("Assigned."))


class SignForTask(OneTask, Button):
    right = "programmes.act_for_task"

    def perform(self, data):
        task_events.sign_for(self.task, version=data["version"], **self.by_now)
        if self.may("programmes.use_helper_wording"):
            return self.redirect_back(_("The receipt is confirmed."))
        return self.redirect_back(_("Signed for."))


class SignForList(Button):
    """The person's unit signs for all tasks of a list that it leads."""

    permission = "programmes.report_tasks"
    form_class = SubmissionForm

    def find(self) -> TaskList:
        return get_object_or_404(self.visible(TaskList), pk=self.kwargs["pk"])

    def get_return_url(self) -> str:
        return pressed_on(self.request) or list_address("tasks", list=self.kwargs["pk"])

    def perform(self, data):
        user, programme = self.request.user, self.request.programme
        given = {"tasks": self.find(), "unit": user.unit, "by": user, "on": programme.today()}
        count = task_events.sign_for_list(programme=programme, **given)
        if self.may("programmes.use_helper_wording"):
            return self.redirect_back(_("The receipt is confirmed."))
        return self.redirect_back(_("Signed for: %(n)s tasks.") % {"n": count})


class ChangeOfTask(TaskFormPage):
    """The task force changes a task, with a reason."""

    permission = "programmes.manage"
    form_class = ReasonForm
    event: TaskEventKind

    def refusal(self) -> str:
        may_happen = task_events.may_happen(self.task, self.event)
        return "" if may_happen else task_events.refusal(self.task)

    def get_initial(self):
        return {"version": self.task.version}

    def needs_version(self):
        return True

    def change(self, version: int, **values) -> None:
        raise NotImplementedError

    def save(self, form):
        names = [name for name in form.fields if name not in ("version", "submission_id")]
        values = {name: form.cleaned_data[name] for name in names}
        self.change(form.cleaned_data["version"], **values)
        return self.redirect(self.get_return_url(), _("Saved."))


class ReopenTask(ChangeOfTask):
    title = gettext_lazy("Reopen the task")
    event = TaskEventKind.REOPENED

    def change(self, version, **values):
        task_events.reopen_task(self.task, version=version, **values, **self.by_now)


class ResumeTask(ChangeOfTask):
    title = gettext_lazy("Resume the task")
    event = TaskEventKind.RESUMED

    def change(self, version, **values):
        task_events.resume_task(self.task, version=version, **values, **self.by_now)


class SetDeadline(FromRemark, ChangeOfTask):
    title = gettext_lazy("Set another deadline")
    event = TaskEventKind.DATE_SET
    form_class = DeadlineForm

    def get_initial(self):
        reason = self.quoted()[:500] if self.remark and self.is_shared() else ""
        return {**super().get_initial(), "reason": reason}

    def change(self, version, **values):
        event = task_events.set_deadline(self.task, version=version, **values, **self.by_now)
        if self.remark:
            link_event(self.remark, event)


class TaskEventList(ListPage):
    """What happened to all tasks, the newest first."""

    model = TaskEvent
    permission = "programmes.lead"
    table_class, filterset_class = TaskEventTable, TaskEventFilter
    title = gettext_lazy("Changes of tasks")
    filled_by = permission
    empty = gettext_lazy("Nothing happened to a task in these days as far as it is recorded.")

    def get_queryset(self):
        rows = super().get_queryset().filter(on__lte=self.request.day).with_days_late()
        return rows.select_related("task__lead_unit", "unit", "created_by").order_by("-on", "-pk")


urlpatterns = routes(
    "tasks/",
    ("events/", TaskEventList, "task_events"),
    ("<int:pk>/assign/", AssignTask, "assign_task"),
    ("<int:pk>/sign/", SignForTask, "sign_for_task"),
    ("<int:pk>/reopen/", ReopenTask, "reopen_task"),
    ("<int:pk>/resume/", ResumeTask, "resume_task"),
    ("<int:pk>/deadline/", SetDeadline, "set_task_deadline"),
    ("lists/<int:pk>/sign/", SignForList, "sign_for_list"),
)
