"""Several tasks of the list are changed or assigned together."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from core.web.picked import PickedPage
from core.web.routes import routes
from programmes.forms.tasks import AssignForm, SeveralTasksForm
from programmes.models import Task
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
        return self.redirect(reverse("tasks"), words % {"n": number})


class AssignTasks(SeveralTasks):
    """Lists the drafts and their number by lead unit before they are assigned."""

    form_class = AssignForm
    template_name = "programmes/assign_tasks.html"
    title = gettext_lazy("Assign several tasks")

    def get_context_data(self, **kwargs):
        today = self.request.programme.today()
        units = Counter(task.lead_unit for task in self.picked)
        past = [task for task in self.picked if task.deadline and task.deadline < today]
        return super().get_context_data(units=units.items(), past=past, **kwargs)

    def save(self, form):
        on = self.request.programme.today()
        number = len(assign_tasks(form.cleaned_data["rows"], by=self.request.user, on=on))
        words = ngettext("%(n)s task assigned.", "%(n)s tasks assigned.", number)
        return self.redirect(reverse("tasks"), words % {"n": number})


urlpatterns = routes(
    "tasks/",
    ("together/", ChangeTasks, "change_tasks"),
    ("assign/", AssignTasks, "assign_tasks"),
)
