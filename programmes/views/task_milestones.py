"""The milestones of a task: written by the task force, marked as done also by the lead unit."""

from django.utils.translation import gettext_lazy

from core.web.routes import routes
from programmes.forms.task_parts import MilestoneDoneForm, MilestoneForm
from programmes.models import TaskMilestone
from programmes.services import task_parts as services
from programmes.views.task_parts import AddPart, EditPart, PartButton, TaskPart


class OfMilestone(TaskPart):
    model = TaskMilestone
    anchor = "#milestones"


class AddMilestone(OfMilestone, AddPart):
    form_class = MilestoneForm
    title = gettext_lazy("Add a milestone")

    def add(self, **values):
        return services.add_milestone(on=self.request.programme.today(), **values)


class ChangeMilestone(OfMilestone, EditPart):
    def edit(self, version, **values):
        today = self.request.programme.today()
        services.edit_milestone(self.record, version=version, on=today, **values)


class EditMilestone(ChangeMilestone):
    form_class = MilestoneForm
    title = gettext_lazy("Edit the milestone")


class FinishMilestone(ChangeMilestone):
    permission = ""
    right = "programmes.act_for_task"
    form_class = MilestoneDoneForm
    title = gettext_lazy("The milestone is reached")

    def get_initial(self):
        return {"done_on": self.record.done_on or self.request.programme.today()}


class RemoveMilestone(OfMilestone, PartButton):
    pass


urlpatterns = routes(
    "tasks/<int:pk>/milestones/",
    ("new/", AddMilestone, "add_task_milestone"),
    ("<int:row>/", EditMilestone, "edit_task_milestone"),
    ("<int:row>/done/", FinishMilestone, "finish_task_milestone"),
    ("<int:row>/remove/", RemoveMilestone, "remove_task_milestone"),
)
