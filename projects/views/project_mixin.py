"""The base of the pages about one project."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from core.web.pages import NOT_YOURS, PageMixin
from projects.models import Project


class ProjectMixin(PageMixin):
    """A page about one project, for users with the right ``project_right`` to it."""

    project_right = "projects.edit"

    @cached_property
    def project(self) -> Project:
        rows = self.visible(Project).select_related("programme")
        project = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not self.may(self.project_right, project):
            raise PermissionDenied(NOT_YOURS)
        return project

    def find(self) -> Any:
        return self.project

    def get_return_url(self):
        return reverse("project", args=[self.kwargs["pk"]])
