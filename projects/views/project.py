"""Creates and edits a project: the task force all of it, the responsible unit some fields."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import FormPage
from projects.forms.new_project import NewProjectForm
from projects.forms.project import DescribeForm, ProjectForm
from projects.models import Project
from projects.services import project as services
from projects.views.project_mixin import ProjectFormPage


class ProjectForms(FormPage):
    template_name = "projects/project_form.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "programme": self.request.programme}

    def redirect_with_name(self, address: str, project: Project, words: str):
        """Adds a warning where another project has the name."""
        if others := services.same_names(project):
            words = f"{words} {services.same_name_message(others)}"
        return self.redirect(address, words, messages.WARNING if others else messages.SUCCESS)


class NewProject(ProjectForms):
    permission = "projects.manage"
    form_class = NewProjectForm
    title = gettext_lazy("New project")

    def save(self, form):
        project = services.create_project(
            programme=self.request.programme,
            by=self.request.user,
            initial=form.initial_state(),
            **form.values(),
        )
        address = reverse("project", args=[project.pk])
        return self.redirect_with_name(address, project, _("The project is added."))


class EditProject(ProjectForms, ProjectFormPage):
    form_class = ProjectForm

    def get_title(self):
        return _("Edit %(project)s") % {"project": self.project}

    def get_form_class(self):
        return ProjectForm if self.may("projects.manage") else DescribeForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "record": self.project}

    def save(self, form):
        former = self.project.name
        project = services.update_project(
            project=self.project,
            version=form.cleaned_data["version"],
            by=self.request.user,
            **form.values(),
        )
        if project.name == former:
            return self.redirect(self.get_return_url(), _("Saved."))
        return self.redirect_with_name(self.get_return_url(), project, _("Saved."))
