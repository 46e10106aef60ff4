"""The supporting units of a task: added, edited and removed by the task force."""

from django.utils.translation import gettext_lazy

from core.web.routes import routes
from programmes.forms.task_parts import SupportForm
from programmes.models import TaskSupport
from programmes.services import task_parts as services
from programmes.views.task_parts import AddPart, EditPart, PartButton, TaskPart


class OfSupport(TaskPart):
    model = TaskSupport
    anchor = "#supports"


class AddSupport(OfSupport, AddPart):
    form_class = SupportForm
    title = gettext_lazy("Add a supporting unit")

    def add(self, **values):
        return services.add_support(**values)


class EditSupport(OfSupport, EditPart):
    form_class = SupportForm
    title = gettext_lazy("Edit the part of a supporting unit")

    def edit(self, version, **values):
        services.edit_support(self.record, version=version, **values)


class RemoveSupport(OfSupport, PartButton):
    pass


urlpatterns = routes(
    "tasks/<int:pk>/supports/",
    ("new/", AddSupport, "add_task_support"),
    ("<int:row>/", EditSupport, "edit_task_support"),
    ("<int:row>/remove/", RemoveSupport, "remove_task_support"),
)
