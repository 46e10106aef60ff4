"""Several projects of the list are changed together; for a week, what nobody has changed since can
be undone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import Submission
from core.web.form_pages import Button
from core.web.pages import Page, PageMixin
from core.web.picked import PickedPage
from core.web.routes import routes
from projects.forms.together import TogetherForm, UndoForm
from projects.models import Project, YearClass
from projects.services.together import change_together
from projects.services.undo import preview_key, restore_together, undos_of


def listed(projects: Any, year: int) -> Any:
    """With what can be changed together; ``classes`` holds the class of the year."""
    of_year = Prefetch("year_classes", YearClass.objects.filter(year=year), to_attr="classes")
    rows = projects.select_related("owner_unit", "township").prefetch_related(of_year)
    return rows.order_by("code")


class ChangeProjects(PickedPage):
    model = Project
    list_name = "projects"
    permission = "projects.manage"
    form_class = TogetherForm
    template_name = "projects/together.html"
    title = gettext_lazy("Change several projects")
    nothing_picked = gettext_lazy("Tick the projects to change in the list first.")

    def get_rows(self):
        return listed(super().get_rows(), self.year)

    @property
    def year(self) -> int:
        return self.request.programme.today().year

    def get_form_kwargs(self):
        names = self.visible(Project).exclude(lead_official="").values_list("lead_official")
        officials = sorted({name for (name,) in names})
        more = {"programme": self.request.programme, "officials": officials}
        return {**super().get_form_kwargs(), **more}

    def get_context_data(self, **kwargs):
        return super().get_context_data(projects=self.picked, year=self.year, **kwargs)

    def save(self, form):
        self.find()
        data = form.cleaned_data
        former = change_together(
            versions=data["rows"],
            values=form.project_values(),
            year=self.year,
            year_class=data["year_class"],
            by=self.request.user,
        )
        if not former:
            raise ValidationError(_("All of them have these values already: nothing changed."))
        number = len(former)
        words = ngettext("%(n)s project changed.", "%(n)s projects changed.", number)
        address = reverse("changed_projects", args=[data["submission_id"]])
        response = self.redirect(address, words % {"n": number})
        self.answer = {**(self.answer or {}), "former": former}
        return response


class PastChange(PageMixin):
    """A change of several projects, as its submission holds it for a week."""

    permission = "projects.manage"

    @cached_property
    def former(self) -> list[dict[str, Any]]:
        sent = Submission.objects.filter(path=reverse("change_projects"))
        answer = get_object_or_404(sent, pk=self.kwargs["pk"]).answer or {}
        keys = [one["project"] for one in answer.get("former", ())]
        if not keys or self.visible(Project).filter(pk__in=keys).count() < len(keys):
            raise Http404
        return answer["former"]

    def find(self) -> Any:
        return self.former


class ChangedProjects(PastChange, Page):
    template_name = "projects/changed.html"
    title = gettext_lazy("Projects changed together")

    def get_context_data(self, **kwargs):
        keys = [one["project"] for one in self.former]
        year = self.request.programme.today().year
        undos = undos_of(self.former)
        return super().get_context_data(
            projects=listed(self.visible(Project).filter(pk__in=keys), year),
            key=self.kwargs["pk"],
            undos=undos,
            preview=preview_key(undos),
            undone=sum(bool(undo.undone) for undo in undos),
            kept=sum(bool(undo.kept) for undo in undos),
            **kwargs,
        )


class UndoChange(PastChange, Button):
    form_class = UndoForm

    def get_return_url(self):
        return reverse("changed_projects", args=[self.kwargs["pk"]])

    def perform(self, data):
        undos = restore_together(self.former, preview=data.get("preview", ""))
        number = sum(bool(undo.undone) for undo in undos)
        words = ngettext("%(n)s project restored.", "%(n)s projects restored.", number)
        return self.redirect_back(words % {"n": number})


urlpatterns = routes(
    "projects/together/",
    ("", ChangeProjects, "change_projects"),
    ("<uuid:pk>/", ChangedProjects, "changed_projects"),
    ("<uuid:pk>/undo/", UndoChange, "undo_change"),
)
