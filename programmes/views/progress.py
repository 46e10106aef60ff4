"""Reporting progress on a task, and taking a report back."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.web.form_pages import Button, FormPage
from core.web.pages import NOT_YOURS
from programmes.forms.progress import ProgressForm
from programmes.models import Task, TaskProgress
from programmes.services.progress import report_progress, take_back_progress


class ReportProgress(FormPage):
    """The form of a unit's report on a task."""

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
            uses_helper_wording=self.may("programmes.use_helper_wording"),
            **kwargs,
        )

    def needs_version(self):
        """The version is the task's; what is made is a report."""
        return False

    def save(self, form):
        report_progress(task=self.task, by=self.request.user, **form.values())
        return self.redirect(reverse("task", args=[self.task.pk]), _("Progress saved."))


class TakeBackProgress(Button):
    """The author takes back a report while its month is open; ``version`` is the task's."""

    def find(self) -> TaskProgress:
        rows = self.visible(TaskProgress).filter(Q(task=self.kwargs["pk"]))
        rows = rows.select_related("programme", "task__programme")
        progress = get_object_or_404(rows, pk=self.kwargs["progress"])
        if not self.may("programmes.report_task", progress.task):
            raise PermissionDenied(NOT_YOURS)
        return progress

    def get_return_url(self):
        return reverse("task", args=[self.kwargs["pk"]])

    def perform(self, data):
        take_back_progress(progress=self.find(), version=data["version"], by=self.request.user)
        return self.redirect_back(_("Taken back."))
