"""The bases of the pages about one project."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from core.web.form_pages import FormPage
from core.web.pages import NOT_YOURS, PageMixin
from projects.models import Project


class ProjectMixin(PageMixin):
    """A page about one project, for users with the right ``project_right`` to it; without one, for
    whoever sees it."""

    project_right = "projects.edit"
    anchor = ""  # the part of the project's page that is shown afterwards

    def rows(self):
        return self.visible(Project)

    @cached_property
    def project(self) -> Project:
        rows = self.rows().select_related("owner_unit", "programme")
        project = get_object_or_404(rows, pk=self.kwargs["pk"])
        if self.project_right and not self.may(self.project_right, project):
            raise PermissionDenied(NOT_YOURS)
        return project

    def find(self) -> Any:
        return self.project

    def get_return_url(self):
        return reverse("project", args=[self.kwargs["pk"]]) + self.anchor


class ProjectRowMixin(ProjectMixin):
    """A page about a row of ``model`` that belongs to the project."""

    model: Any = None

    @cached_property
    def record(self) -> Any:
        rows = self.visible(self.model).select_related("programme", "project__programme")
        return get_object_or_404(rows, project=self.project, pk=self.kwargs["row"])

    def find(self) -> Any:
        return self.record


class ProjectFormPage(ProjectMixin, FormPage):
    """A form about the project."""

    template_name = "projects/of_project_form.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(project=self.project, **kwargs)
