from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from core.kinds import register
from core.models import choice_constraint
from programmes.models import ProgrammeQuerySet, ProgrammeRecord
from programmes.scopes import programmes_as_helper
from projects.choices import NoteSubject
from projects.models.project import Project


class NoteQuerySet(ProgrammeQuerySet):
    def seen_by_unit(self, user):
        """Visible with the project, except to helpers."""
        seen = Q(project__in=Project.objects.visible_to(user))
        return seen & ~Q(programme__in=programmes_as_helper(user))


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
