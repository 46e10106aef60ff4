"""Several tasks of the list are changed or assigned together."""

from collections import Counter
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.web.picked import MAX_ROWS, PickedPage
from core.web.routes import routes
from programmes.choices import TaskState
from programmes.forms.tasks import AssignForm, SeveralTasksForm
from programmes.models import Task, TaskList
from programmes.services.task_events import assign_tasks
from programmes.services.tasks import change_tasks


class SeveralTasks(PickedPage):
    model = Task
    list_name = "tasks"
    permission = "programmes.manage"
    nothing_picked = gettext_lazy("Tick the tasks in the list first.")

    def get_rows(self):
        return super().get_rows().select_related("lead_unit").order_by("number")


class ChangeTasks(SeveralTasks):
    form_class = SeveralTasksForm
    template_name = "programmes/change_tasks.html"
    title = gettext_lazy("Change several tasks")

    def save(self, form):
        data, on = form.cleaned_data, self.request.programme.today()
        given = {name: data[name] for name in ("person", "deadline", "reason")}
        number = len(change_tasks(data["rows"], by=self.request.user, on=on, **given))
        words = ngettext("%(n)s task changed.", "%(n)s tasks changed.", number)
        return self.redirect(self.list_page(), words % {"n": number})


class AssignTasks(SeveralTasks):
    """Lists the drafts and their number by lead unit before they are assigned: those that are
    ticked, or all (``?drafts=all``) of the programme or of a ``list``, ``most`` at once; those that
    remain are named, and follow on the next page."""

    form_class = AssignForm
    template_name = "programmes/assign_tasks.html"
    title = gettext_lazy("Assign several tasks")

    most = MAX_ROWS

    def sent_keys(self):
        if self.request.method == "POST" or not self.is_of_all:
            return super().sent_keys()
        return [str(key) for key in self.all_drafts.values_list("pk", flat=True)[: self.most]]

    @property
    def is_of_all(self) -> bool:
        return "drafts" in self.request.GET

    @cached_property
    def all_drafts(self) -> Any:
        drafts = self.visible(Task).filter(state=TaskState.DRAFT).order_by("number")
        key: Any = self.request.GET.get("list", "")
        if not key.isdecimal():
            return drafts
        entry = get_object_or_404(self.visible(TaskList), pk=key)
        return drafts.in_list(entry, self.request.programme.today())

    def list_page(self) -> str:
        """That of which the page has the drafts."""
        key = self.request.GET.get("list", "")
        return reverse("task_list", args=[key]) if key.isdecimal() else super().list_page()

    def remaining(self) -> int:
        """The number of drafts beyond those of the page."""
        return self.all_drafts.count() - len(self.picked) if self.is_of_all else 0

    def get_context_data(self, **kwargs):
        today = self.request.programme.today()
        units = Counter(task.lead_unit for task in self.picked)
        past = [task for task in self.picked if task.deadline and task.deadline < today]
        return super().get_context_data(
            units=units.items(), past=past, remaining=self.remaining(), **kwargs
        )

    def save(self, form):
        on = self.request.programme.today()
        number = len(assign_tasks(form.cleaned_data["rows"], by=self.request.user, on=on))
        words = ngettext("%(n)s task assigned.", "%(n)s tasks assigned.", number) % {"n": number}
        if not (self.is_of_all and self.all_drafts.exists()):
            return self.redirect(self.list_page(), words)
        rest = _("%(n)s drafts remain.") % {"n": self.all_drafts.count()}
        return self.redirect(self.request.get_full_path(), f"{words} {rest}")


urlpatterns = routes(
    "tasks/",
    ("together/", ChangeTasks, "change_tasks"),
    ("assign/", AssignTasks, "assign_tasks"),
)
