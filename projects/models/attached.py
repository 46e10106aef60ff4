"""What is attached to a project: files, notes, links to tasks and needs."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.attachments.models import Attachment, register_attachment
from core.kinds import register
from core.models import choice_constraint
from programmes.models import Need, ProgrammeRecord, Task
from programmes.models.need_answers import covered_in_range
from programmes.scopes import programmes_as_helper
from projects.choices import NoteSubject
from projects.models.project import OfProject, OfProjectQuerySet, Project


@register_attachment
class ProjectAttachment(Attachment):
    record_name = "project"
    project = models.ForeignKey(Project, models.CASCADE, related_name="attachments")


class NoteQuerySet(OfProjectQuerySet):
    def seen_by_unit(self, user):
        """Visible with the project, except to helpers."""
        return super().seen_by_unit(user) & ~Q(programme__in=programmes_as_helper(user))


@register(label=_("note"), title_template="{subject} {on}", parent="project_id")
class ProjectNote(ProgrammeRecord):
    """A note on a project's land or people, on a day of the programme.

    ``unit`` is the project's township of that day, or the task force. Triggers ensure this, and
    that a note never changes; its author can delete it on the same day.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="notes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    on = models.DateField(_("on"))
    subject = models.CharField(_("subject"), max_length=8, choices=NoteSubject)
    text = models.CharField(_("text"), max_length=500)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("note")
        constraints = [
            choice_constraint("subject", NoteSubject, "note_subject_known"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="note_not_blank"),
        ]

    def __str__(self):
        return self.text[:40]

    def may_be_taken_back(self, by, on: date) -> bool:
        """Whether the person is the author and it is the day of writing."""
        return self.created_by_id == by.pk and self.on == on


@register(
    label=_("link to a task"),
    title_template="{task_id}",
    parent="project_id",
    also_within=("task_id",),
)
class ProjectTask(OfProject):
    """A task that a project carries out, or a part of it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="task_links")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", verbose_name=_("task"))

    class Meta:
        ordering = ["task__number", "pk"]
        verbose_name = _("link to a task")
        constraints = [
            models.UniqueConstraint(fields=["project", "task"], name="unique_project_task")
        ]

    def __str__(self):
        return str(self.task)


@register(
    label=_("link to a need"),
    title_template="{need_id}",
    parent="project_id",
    also_within=("need_id",),
)
class ProjectNeed(OfProject):
    """A need that a project answers. ``amount``: how much of the need's amount it covers, in yuan;
    empty means not stated."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="need_links")
    need = models.ForeignKey(Need, models.CASCADE, related_name="+", verbose_name=_("need"))
    amount = models.DecimalField(
        _("covered amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    class Meta:
        ordering = ["need__number", "pk"]
        verbose_name = _("link to a need")
        constraints = [
            models.UniqueConstraint(fields=["project", "need"], name="unique_project_need"),
            models.CheckConstraint(
                condition=covered_in_range(), name="project_need_amount_in_range"
            ),
        ]

    def __str__(self):
        return str(self.need)
