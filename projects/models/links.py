"""Links of projects to tasks and needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.kinds import register
from programmes.models import Need, ProgrammeRecord, Task
from projects.models.entries import OfProjectQuerySet
from projects.models.project import Project


@register(label=_("link to a task"), title_template="{task_id}", parent="project_id")
class ProjectTask(ProgrammeRecord):
    """A task that a project carries out, or a part of it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="task_links")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("task"))

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["task__number", "pk"]
        verbose_name = _("link to a task")
        constraints = [
            models.UniqueConstraint(fields=["project", "task"], name="unique_project_task")
        ]

    def __str__(self):
        return str(self.task)


@register(label=_("link to a need"), title_template="{need_id}", parent="project_id")
class ProjectNeed(ProgrammeRecord):
    """A need that a project answers."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="need_links")
    need = models.ForeignKey(Need, models.CASCADE, related_name="+", verbose_name=_("need"))

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["need__number", "pk"]
        verbose_name = _("link to a need")
        constraints = [
            models.UniqueConstraint(fields=["project", "need"], name="unique_project_need")
        ]

    def __str__(self):
        return str(self.need)
