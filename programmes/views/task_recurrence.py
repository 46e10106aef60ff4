"""The recurrence of a task, set by the task force, and its occurrences, closed by the lead unit."""

from django.utils.translation import gettext_lazy

from core.web.routes import routes
from programmes.forms.task_parts import (
    EditRecurrenceForm,
    MissedForm,
    OccurrenceForm,
    RecurrenceForm,
)
from programmes.models import TaskOccurrence, TaskRecurrence
from programmes.services import task_recurrence as services
from programmes.views.task_parts import AddPart, EditPart, PartButton, TaskPart


class OfRecurrence(TaskPart):
    model = TaskRecurrence
    anchor = "#recurrences"


class AddRecurrence(OfRecurrence, AddPart):
    form_class = RecurrenceForm
    title = gettext_lazy("Set how often the task is done")

    def get_initial(self):
        return {"year": self.request.programme.today().year, "first_month": 1, "last_month": 12}

    def add(self, **values):
        return services.add_recurrence(**values)


class EditRecurrence(OfRecurrence, EditPart):
    form_class = EditRecurrenceForm
    title = gettext_lazy("Edit how often the task is done")

    def edit(self, version, **values):
        services.edit_recurrence(self.record, version=version, by=self.request.user, **values)


class RemoveRecurrence(OfRecurrence, PartButton):
    def press(self, version):
        services.remove_recurrence(self.record, version=version)


class OfOccurrence(TaskPart):
    model = TaskOccurrence
    anchor = "#occurrences"
    permission = ""
    right = "programmes.act_for_task"


class CloseOccurrence(OfOccurrence, EditPart):
    form_class = OccurrenceForm
    title = gettext_lazy("Record the result of this time")

    def get_initial(self):
        return {"done_on": self.request.programme.today()}

    def edit(self, version, **values):
        services.close_occurrence(self.record, version=version, **values, **self.by_now)


class ExcuseOccurrence(OfOccurrence, EditPart):
    form_class = MissedForm
    title = gettext_lazy("Say why it was not done this time")

    def edit(self, version, **values):
        by = self.request.user
        services.excuse_occurrence(self.record, version=version, by=by, **values)


class ReopenOccurrence(OfOccurrence, PartButton):
    words = gettext_lazy("Taken back.")

    def press(self, version):
        services.reopen_occurrence(self.record, version=version)


ONE = "<int:pk>/recurrences/"
TIME = "<int:pk>/occurrences/<int:row>/"
urlpatterns = routes(
    "tasks/",
    (f"{ONE}new/", AddRecurrence, "add_task_recurrence"),
    (f"{ONE}<int:row>/", EditRecurrence, "edit_task_recurrence"),
    (f"{ONE}<int:row>/remove/", RemoveRecurrence, "remove_task_recurrence"),
    (f"{TIME}close/", CloseOccurrence, "close_task_occurrence"),
    (f"{TIME}excuse/", ExcuseOccurrence, "excuse_task_occurrence"),
    (f"{TIME}reopen/", ReopenOccurrence, "reopen_task_occurrence"),
)
