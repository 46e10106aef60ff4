"""Work items of a project (approvals, milestones, problems, matters): add, edit, remove; a matter
can become a task. ``projects/urls.py`` names model, form and title of each page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.record_pages import CreateRecord, EditRecord
from projects.forms.works import MatterTaskForm
from projects.models import Matter
from projects.services import works as services
from projects.views.project_mixin import ProjectFormPage, ProjectMixin


class WorkItemMixin(ProjectMixin):
    """A page about work items of the project, rows of ``model``."""

    model: Any = None

    @cached_property
    def record(self) -> Any:
        rows = self.visible(self.model).select_related("programme", "project")
        return get_object_or_404(rows.filter(project=self.project), pk=self.kwargs["row"])

    def record_address(self, record):
        return self.get_return_url()

    def back_address(self):
        return self.get_return_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(project=self.project, **kwargs)


class AddWorkItem(WorkItemMixin, CreateRecord):
    """``today_field`` is the date field that is initially today."""

    template_name = "projects/of_project_form.html"
    today_field = ""

    def get_initial(self):
        return {self.today_field: self.request.programme.today()} if self.today_field else {}

    def create(self, **values):
        today = self.request.programme.today()
        return services.add_work_item(self.model, project=self.project, today=today, **values)


class EditWorkItem(WorkItemMixin, EditRecord):
    template_name = "projects/of_project_form.html"

    def edit(self, version, **values):
        today = self.request.programme.today()
        services.update_work_item(self.record, version=version, today=today, **values)


class RemoveWorkItem(WorkItemMixin, Button):
    def find(self):
        return self.record

    def perform(self, data):
        services.remove_work_item(self.record, version=data["version"])
        return self.redirect_back(_("Removed."))


class MatterTask(ProjectFormPage):
    """Creates a task of the matter."""

    permission = "projects.manage"
    form_class = MatterTaskForm
    title = gettext_lazy("Make a task of the matter")

    @cached_property
    def matter(self) -> Matter:
        rows = self.visible(Matter).filter(project=self.project)
        return get_object_or_404(rows.select_related("programme"), pk=self.kwargs["row"])

    def get(self, request, *args, **kwargs):
        if self.matter.task_id:
            raise PermissionDenied(_("This matter is a task already."))
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        text = _("%(project)s: %(matter)s") % {"project": self.project, "matter": self.matter.text}
        return {"text": text[:300], "version": self.matter.version}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def save(self, form):
        task = services.matter_to_task(
            matter=self.matter,
            version=form.cleaned_data["version"],
            by=self.request.user,
            **form.values(),
        )
        return self.redirect(reverse("task", args=[task.pk]), _("The matter is a task now."))
