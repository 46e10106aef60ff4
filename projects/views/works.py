"""Approvals, milestones, problems and matters of a project: shown on its page, added, changed,
taken away; the lists of problems and matters over all projects; a matter that becomes a task."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button, FormPage
from core.web.kept_pages import KeptListPage
from programmes.rules import is_helper
from projects.figures import works as figures
from projects.filters.works import MatterFilter, ProblemFilter
from projects.forms import works as forms
from projects.models import Approval, Matter, Milestone, Problem
from projects.services import works as services
from projects.tables.works import MatterTable, ProblemTable
from projects.views.parts import WithParts
from projects.views.project_mixin import OfProject


@dataclass(frozen=True)
class Works:
    """One kind of what hangs on a project. Its addresses are named after it: ``add_problem``,
    ``edit_problem``, ``remove_problem``. ``begins`` is the field that begins with the day."""

    name: str
    model: Any
    form: Any
    add: Any
    edit: Any
    begins: str = ""
    right: str = "projects.edit"

    def urls(self) -> Iterator[URLPattern]:
        place = f"projects/<int:pk>/{self.name}s/"
        adding = type(f"New{self.form.__name__}", (self.form,), {"needs": ("submission_id",)})
        editing = type(f"Edit{self.form.__name__}", (self.form,), {"needs": ("version",)})
        for word, view, form, tail in (
            ("add", AddWork, adding, "new/"),
            ("edit", EditWork, editing, "<int:row>/"),
            ("remove", RemoveWork, None, "<int:row>/remove/"),
        ):
            values = {"works": self, "about": self.right}
            own: Any = type(view.__name__, (view,), values | ({"form_class": form} if form else {}))
            yield path(place + tail, own.as_view(), name=f"{word}_{self.name}")


APPROVALS = Works(
    "approval",
    Approval,
    forms.ApprovalForm,
    gettext_lazy("Add an approval"),
    gettext_lazy("Edit the approval"),
)
MILESTONES = Works(
    "milestone",
    Milestone,
    forms.MilestoneForm,
    gettext_lazy("Add a milestone"),
    gettext_lazy("Edit the milestone"),
)
PROBLEMS = Works(
    "problem",
    Problem,
    forms.ProblemForm,
    gettext_lazy("Raise a problem"),
    gettext_lazy("Edit or solve the problem"),
    begins="found_on",
)
MATTERS = Works(
    "matter",
    Matter,
    forms.MatterForm,
    gettext_lazy("Raise a matter"),
    gettext_lazy("Edit or settle the matter"),
    begins="raised_on",
)
ALL = (APPROVALS, MILESTONES, PROBLEMS, MATTERS)


class WithWorks(WithParts):
    """For the page of a project: what hangs on it. Who works for a helper reads no word of what
    is past its day."""

    def get_context_data(self, **kwargs):
        project = self.object
        return super().get_context_data(
            **{f"{works.name}s": getattr(self.parts, f"{works.name}s") for works in ALL},
            may_work=self.may("projects.edit", project),
            may_make_tasks=self.may("projects.manage"),
            tells_late=not is_helper(self.request.user, project.programme),
            **kwargs,
        )


class OfWork(OfProject):
    """A page about one row that hangs on a project."""

    works: Works

    @cached_property
    def row(self) -> Any:
        rows = self.visible(self.works.model).select_related("programme", "project")
        return get_object_or_404(rows.filter(project=self.project), pk=self.kwargs["row"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(project=self.project, **kwargs)


class AddWork(OfWork, FormPage):
    template_name = "projects/of_project_form.html"

    def get_title(self):
        return self.works.add

    def get_form_kwargs(self):
        initial = {self.works.begins: self.request.programme.today()} if self.works.begins else {}
        more = {"programme": self.request.programme, "initial": initial}
        return {**super().get_form_kwargs(), **more}

    def save(self, form):
        services.add_work_item(
            self.works.model,
            project=self.project,
            by=self.request.user,
            today=self.request.programme.today(),
            submission_id=form.cleaned_data["submission_id"],
            **form.values(),
        )
        return self.accepted(self.page_of_button(), _("Added."))


class EditWork(OfWork, FormPage):
    template_name = "projects/of_project_form.html"

    def get_title(self):
        return self.works.edit

    def get_form_kwargs(self):
        more = {"programme": self.request.programme, "record": self.row}
        return {**super().get_form_kwargs(), **more}

    def save(self, form):
        services.change_work_item(
            self.row,
            version=form.cleaned_data["version"],
            today=self.request.programme.today(),
            **form.values(),
        )
        return self.accepted(self.page_of_button(), _("Saved."))


class RemoveWork(OfWork, Button):
    def find(self):
        return self.row

    def press(self, said):
        services.remove_work_item(self.row, version=said["version"])
        return self.done(_("Removed."))


class MatterTask(OfProject, FormPage):
    """A matter becomes a task: who leads it, of which list, by when."""

    permission = "projects.manage"
    form_class = forms.MatterTaskForm
    template_name = "projects/of_project_form.html"
    title = gettext_lazy("Make a task of the matter")

    @cached_property
    def matter(self) -> Matter:
        rows = self.visible(Matter).filter(project=self.project)
        return get_object_or_404(rows.select_related("programme"), pk=self.kwargs["row"])

    def get(self, request, *args, **kwargs):
        if self.matter.task_id:
            raise PermissionDenied(_("This matter is a task already."))
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        text = _("%(project)s: %(matter)s") % {"project": self.project, "matter": self.matter.text}
        initial = {"text": text[:300], "version": self.matter.version}
        more = {"programme": self.request.programme, "initial": initial}
        return {**super().get_form_kwargs(), **more}

    def get_context_data(self, **kwargs):
        return super().get_context_data(project=self.project, **kwargs)

    def save(self, form):
        task = services.matter_to_task(
            matter=self.matter,
            version=form.cleaned_data["version"],
            by=self.request.user,
            submission_id=form.cleaned_data["submission_id"],
            **form.values(),
        )
        return self.accepted(reverse("task", args=[task.pk]), _("The matter is a task now."))


class ProblemList(KeptListPage):
    """The problems of all projects: who must solve them by when."""

    model = Problem
    permission = "projects.view"
    table_class, filterset_class = ProblemTable, ProblemFilter
    template_name = "projects/tabbed.html"
    title = gettext_lazy("Problems")

    def get_queryset(self):
        rows = figures.with_late(super().get_queryset(), on=self.request.day)
        return figures.open_first(rows).select_related("project", "unit")

    def more_table_kwargs(self):
        return {"tells_late": not self.may("programmes.use_helper_wording")}


class MatterList(KeptListPage):
    """The matters to be coordinated, and what is asked of the province."""

    model = Matter
    permission = "projects.view"
    table_class, filterset_class = MatterTable, MatterFilter
    template_name = "projects/tabbed.html"
    title = gettext_lazy("Matters to coordinate")

    def get_queryset(self):
        rows = figures.open_first(super().get_queryset())
        return rows.select_related("project", "project__owner_unit", "task")
