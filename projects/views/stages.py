"""Stages: entered and taken back; days in a stage and moves of all projects."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.form_pages import Button
from core.web.list_pages import ListPage
from core.web.pages import PageMixin
from projects.figures import stages as figures
from projects.forms.works import StageForm
from projects.models import Project, StageEvent
from projects.services import stages as services
from projects.tables.records import MoveFilter, MoveTable, StuckFilter, StuckTable, days_of
from projects.views.project_mixin import ProjectFormPage, ProjectRowMixin


def steps_for(
    view: PageMixin, project: Project, events: Iterable[StageEvent]
) -> dict[str, figures.Step]:
    """The steps that the user may enter, by the project's events, latest first: with the right to
    edit steps forward; the task force all."""
    if not view.may("projects.edit", project):
        return {}
    steps = figures.steps_from(project.kind, (event.stage for event in events))
    if view.may("projects.manage"):
        return steps
    return {stage: step for stage, step in steps.items() if step == figures.Step.FORWARD}


class EnterStage(ProjectFormPage):
    form_class = StageForm
    title = gettext_lazy("Enter a stage")

    def get_form_kwargs(self):
        steps = steps_for(self, self.project, figures.events_of(self.project))
        initial = {"on": self.request.programme.today()}
        return {**super().get_form_kwargs(), "steps": steps, "initial": initial}

    def save(self, form):
        data = form.cleaned_data
        services.enter_stage(
            project=self.project,
            by=self.request.user,
            today=self.request.programme.today(),
            **{name: data[name] for name in ("stage", "on", "reason")},
        )
        return self.redirect(self.get_return_url(), _("The stage is entered."))


class TakeBackStage(ProjectRowMixin, Button):
    model = StageEvent

    def perform(self, data):
        services.take_back_stage(
            event=self.record, by=self.request.user, at=timezone.now(), version=data["version"]
        )
        return self.redirect_back(_("Taken back."))


class StageList(ListPage):
    """The days of each project in its stage, the longest first, and this year's moves."""

    model = Project
    permission = "projects.view"
    table_class, filterset_class = StuckTable, StuckFilter
    template_name = "projects/stages.html"
    title = gettext_lazy("Stages and conversion")

    def get_queryset(self):
        rows = figures.stuck(super().get_queryset(), on=self.request.day)
        return rows.select_related("owner_unit", "township")

    def more_table_kwargs(self):
        return {"day": self.request.day}

    def get_context_data(self, **kwargs):
        projects, day = self.visible(Project), self.request.day
        first = day.replace(month=1, day=1)
        return super().get_context_data(
            by_stage=figures.by_stage(projects, on=day),
            conversions=figures.conversions(projects, first, day),
            first=first,
            **kwargs,
        )


class MoveList(ListPage):
    """The single moves that the conversion counts."""

    model = StageEvent
    permission = "projects.view"
    table_class, filterset_class = MoveTable, MoveFilter
    template_name = "projects/stage_moves.html"
    title = gettext_lazy("Moves from stage to stage")

    @cached_property
    def days(self):
        return days_of(self.request.GET, self.request.day)

    def get_queryset(self):
        rows = figures.moves(self.visible(Project), *self.days)
        return rows.select_related("project", "project__owner_unit")

    def get_filterset_kwargs(self, filterset_class):
        return {**super().get_filterset_kwargs(filterset_class), "days": self.days}

    def get_context_data(self, **kwargs):
        first, last = self.days
        counted = figures.conversions(self.visible(Project), first, last)
        return super().get_context_data(
            conversions=counted, first=first, last=last, address=reverse("stage_moves"), **kwargs
        )
