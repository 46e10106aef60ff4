"""The bases of the pages and buttons about one task."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from core.web.form_pages import FormPage
from core.web.pages import NOT_YOURS, PageMixin
from programmes.models import Task


def pressed_on(request: Any) -> str:
    """The person's work list, where a button was pressed there; else empty."""
    sent = request.POST if request.method == "POST" else request.GET
    return reverse("my_work") if sent.get("from") == "my_work" else ""


class OneTask(PageMixin):
    """A page or button about a task: 404 for one that the person does not see, 403 without
    ``right`` to it, or where it needs none, without ``permission``."""

    right = ""

    def tasks(self) -> Any:
        """The tasks of which it is one."""
        rows = self.visible(Task).with_known_deadline(self.request.user).with_first_deadline()
        return rows.select_related("programme", "lead_unit")

    @cached_property
    def task(self) -> Task:
        task = get_object_or_404(self.tasks(), pk=self.kwargs["pk"])
        if self.right and not self.may(self.right, task):
            raise PermissionDenied(NOT_YOURS)
        return task

    def find(self) -> Any:
        return self.task

    def get_return_url(self) -> str:
        return pressed_on(self.request) or reverse("task", args=[self.task.pk])

    @property
    def by_now(self) -> dict:
        """Who acts, and on which day."""
        return {"by": self.request.user, "on": self.request.programme.today()}


class TaskFormPage(OneTask, FormPage):
    """A form about a task, shown where the task's state allows it."""

    template_name = "programmes/task_form.html"

    def refusal(self) -> str:
        """Why it is not possible now; else empty."""
        return ""

    def get(self, request, *args, **kwargs):
        if words := self.refusal():
            messages.error(request, words)
            return HttpResponseRedirect(self.get_return_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        given = {"back": self.get_return_url(), "task": self.task, **kwargs}
        return super().get_context_data(**given)
