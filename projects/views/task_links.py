"""The projects that a task is linked to, on the task's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.web.facts import Section
from core.web.routes import routes
from programmes.models import Task
from programmes.panels import Related
from programmes.views.task_links import LinkTask, section_of_links
from programmes.views.task_parts import PartButton
from projects.models import Project, ProjectTask
from projects.services.attached import create_link


class LinkTaskProject(LinkTask):
    permission = "projects.manage"
    title = gettext_lazy("Link a project")
    label = gettext_lazy("project")
    anchor = "#projects"

    @staticmethod
    def name_of(record):
        return f"{record.code} {record.name}"

    def rows(self):
        return self.visible(Project).exclude(task_links__task=self.task)

    def link(self, record, **values):
        create_link(project=record, task=self.task, by=self.request.user)


class UnlinkTaskProject(PartButton):
    permission = "projects.manage"
    model = ProjectTask
    anchor = "#projects"
    words = gettext_lazy("The link is taken off.")


def projects_section(page: Any, task: Task) -> Section | None:
    """The projects that the task is linked to, of those that the user sees."""
    may_link = page.may("projects.manage")
    links = page.visible(ProjectTask).filter(task=task).select_related("project__owner_unit")
    rows = [_related(one, task, may_link=may_link) for one in links]
    title, add = gettext_lazy("Related projects"), "link_task_project" if may_link else ""
    return section_of_links(task, title, "projects", rows, add)


def _related(link: ProjectTask, task: Task, *, may_link: bool) -> Related:
    project = link.project
    words = f"{project.name} · {project.owner_unit}" if project.owner_unit else project.name
    removal = reverse("unlink_task_project", args=[task.pk, link.pk]) if may_link else ""
    address = reverse("project", args=[project.pk])
    return Related(project.code, words, address, removal, link.version)


urlpatterns = routes(
    "tasks/<int:pk>/projects/",
    ("new/", LinkTaskProject, "link_task_project"),
    ("<int:row>/remove/", UnlinkTaskProject, "unlink_task_project"),
)
