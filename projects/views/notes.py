"""Notes on a project: shown on its page, added, taken back."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from projects.forms.entries import NoteForm
from projects.models import ProjectNote
from projects.services import notes
from projects.views.project_mixin import ProjectFormPage, ProjectMixin, WithParts


class WithNotes(WithParts):
    """Context of a project's page: its notes and the form to add one, by the user's rights."""

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, self.request.programme.today()
        noted = self._noted() if self.parts.has_any(ProjectNote) else []
        return super().get_context_data(
            reads_notes=self.may("projects.read_notes"),
            noted=noted,
            notes_of_today={note.pk for note in noted if note.may_be_taken_back(user, today)},
            note_form=NoteForm() if self.may("projects.note", project) else None,
            **kwargs,
        )

    def _noted(self) -> list[ProjectNote]:
        rows = self.visible(ProjectNote).filter(project=self.object, on__lte=self.request.day)
        return list(rows.select_related("unit", "created_by"))


class AddNote(ProjectFormPage):
    """Posted from the project's page; shows the form only to report an error."""

    project_right = "projects.note"
    form_class = NoteForm
    template_name = "projects/note.html"
    title = gettext_lazy("Write a note")

    def save(self, form):
        data = form.cleaned_data
        notes.add_note(
            project=self.project,
            subject=data["subject"],
            text=data["text"],
            by=self.request.user,
            on=self.request.programme.today(),
        )
        return self.redirect(self.get_return_url(), _("The note is added."))


class TakeBackNote(ProjectMixin, Button):
    def find(self) -> ProjectNote:
        rows = self.visible(ProjectNote).filter(project=self.kwargs["pk"])
        return get_object_or_404(rows, pk=self.kwargs["note"])

    def perform(self, data):
        notes.take_back_note(
            note=self.find(),
            by=self.request.user,
            on=self.request.programme.today(),
            version=data["version"],
        )
        return self.redirect_back(_("Taken back."))
