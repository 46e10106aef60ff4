"""Notes on a project, and its links to tasks and needs: added, taken back."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.records import delete_record
from core.web.form_pages import Button
from programmes.models import Need, Task
from projects.forms.entries import NoteForm
from projects.forms.works import LinkForm
from projects.models import ProjectNeed, ProjectNote, ProjectTask
from projects.services import attached as services
from projects.views.project_mixin import ProjectFormPage, ProjectRowMixin


class AddNote(ProjectFormPage):
    """Posted from the project's page; shows the form only to report an error."""

    project_right = "projects.note"
    form_class = NoteForm
    template_name = "projects/note.html"
    title = gettext_lazy("Write a note")

    def save(self, form):
        data = form.cleaned_data
        services.add_note(
            project=self.project,
            by=self.request.user,
            on=self.request.programme.today(),
            subject=data["subject"],
            text=data["text"],
        )
        return self.redirect(self.get_return_url(), _("The note is added."))


class TakeBackNote(ProjectRowMixin, Button):
    """For the author, whose role in the programme may have changed since."""

    model = ProjectNote
    project_right = ""

    def perform(self, data):
        services.take_back_note(
            note=self.record,
            by=self.request.user,
            on=self.request.programme.today(),
            version=data["version"],
        )
        return self.redirect_back(_("Taken back."))


LINKS = {"task": ProjectTask, "need": ProjectNeed}


class Link(ProjectFormPage):
    permission = "projects.manage"
    anchor = "#links"
    form_class = LinkForm
    template_name = "core/form.html"

    def get_form_kwargs(self):
        kinds = {"tasks": self.visible(Task), "needs": self.visible(Need)}
        return {**super().get_form_kwargs(), **kinds}

    def get_title(self):
        return _("%(project)s: link to a task or a need") % {"project": self.project.name}

    def save(self, form):
        data = form.cleaned_data
        services.create_link(
            project=self.project,
            task=data["task"],
            need=data["need"],
            amount=data["amount"],
            by=self.request.user,
        )
        return self.redirect(self.get_return_url(), _("Linked."))


class Unlink(ProjectRowMixin, Button):
    """``kind`` is task or need."""

    permission = "projects.manage"
    anchor = "#links"

    @property
    def model(self):
        if self.kwargs["kind"] not in LINKS:
            raise Http404
        return LINKS[self.kwargs["kind"]]

    def perform(self, data):
        delete_record(self.record, version=data["version"])
        return self.redirect_back(_("The link is taken off."))
