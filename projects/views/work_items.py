"""Work items of a project (approvals, milestones, problems, matters): add, edit, remove; a matter
can become a task; the problems and matters of all projects. ``projects/urls.py`` names model, form
and title of the pages of one item."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.list_pages import ListPage
from core.web.record_pages import CreateRecord, EditRecord
from projects.figures import works as figures
from projects.forms.works import MatterTaskForm
from projects.models import Matter, MonthEntry, Problem
from projects.services import works as services
from projects.tables.records import MatterFilter, MatterTable, ProblemFilter, ProblemTable
from projects.views.project_mixin import ProjectFormPage, ProjectMixin, ProjectRowMixin


class WorkItemMixin(ProjectMixin):
    """A form about work items of the project, rows of ``model``."""

    def record_address(self, record):
        return self.get_return_url()

    def back_address(self):
        return self.get_return_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(project=self.project, **kwargs)


class AddWorkItem(WorkItemMixin, CreateRecord):
    template_name = "projects/of_project_form.html"

    def get_initial(self):
        name = self.form_class.today_field
        initial = {name: self.request.programme.today()} if name else {}
        return initial | (self._stated_problem() if self.model is Problem else {})

    def _stated_problem(self) -> dict[str, Any]:
        """Of ``?month=2024-06`` the problem that the project's entry of the month states."""
        entries = self.visible(MonthEntry).filter(project=self.project)
        stated = {str(entry.period): entry.problems for entry in entries}
        text = stated.get(self.request.GET.get("month", ""))
        return {"text": text, "unit": self.project.owner_unit_id} if text else {}

    def create(self, **values):
        today = self.request.programme.today()
        return services.add_work_item(self.model, project=self.project, today=today, **values)


class EditWorkItem(WorkItemMixin, ProjectRowMixin, EditRecord):
    template_name = "projects/of_project_form.html"

    def edit(self, version, **values):
        today = self.request.programme.today()
        services.update_work_item(self.record, version=version, today=today, **values)


class RemoveWorkItem(ProjectRowMixin, Button):
    def perform(self, data):
        services.remove_work_item(self.record, version=data["version"])
        return self.redirect_back(_("Removed."))


class MatterTask(ProjectRowMixin, ProjectFormPage):
    """Creates a task of the matter."""

    model = Matter
    permission = "projects.manage"
    form_class = MatterTaskForm
    title = gettext_lazy("Make a task of the matter")

    def get(self, request, *args, **kwargs):
        if self.record.task_id:
            raise PermissionDenied(_("This matter is a task already."))
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        text = _("%(project)s: %(matter)s") % {"project": self.project, "matter": self.record.text}
        return {"text": text[:300], "version": self.record.version}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def save(self, form):
        task = services.matter_to_task(
            matter=self.record,
            version=form.cleaned_data["version"],
            by=self.request.user,
            **form.values(),
        )
        return self.redirect(reverse("task", args=[task.pk]), _("The matter is a task now."))


class ProblemList(ListPage):
    """The problems of all projects."""

    model = Problem
    permission = "projects.view"
    table_class, filterset_class = ProblemTable, ProblemFilter
    template_name = "projects/tabbed.html"
    title = gettext_lazy("Problems")

    def get_queryset(self):
        rows = figures.with_late(super().get_queryset(), on=self.request.day)
        return figures.open_first(rows).select_related("project", "unit")

    def more_table_kwargs(self):
        return {"shows_overdue": not self.may("programmes.use_helper_wording")}


class MatterList(ListPage):
    """The matters of all projects that need coordination."""

    model = Matter
    permission = "projects.view"
    table_class, filterset_class = MatterTable, MatterFilter
    template_name = "projects/tabbed.html"
    title = gettext_lazy("Matters to coordinate")

    def get_queryset(self):
        rows = figures.open_first(super().get_queryset())
        return rows.select_related("project", "project__owner_unit", "task")
