"""The list of projects, the list of entries, and a project's page."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django_filters.views import FilterView

from core.attachments.views import AttachmentsMixin, Kind
from core.periods import Period
from core.web.pages import ListPage, PageMixin, RecordPage
from programmes.figures.phones import phone_for
from programmes.scopes import programmes_read
from programmes.services.months import closed_reason
from programmes.views.history import HistoryMixin
from projects.filters import EntryFilter, ProjectFilter
from projects.forms.project import DescribeForm
from projects.models import MonthEntry, Project, ProjectAttachment
from projects.tables.projects import EntryTable, ProjectTable
from projects.views.project_parts import ProjectParts

ATTACHMENTS = Kind(ProjectAttachment, "project", "projects.attach")


def month_of(text: str) -> Period:
    """The month of an address; 404 for anything else."""
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise Http404 from error
    if period.kind != "month":
        raise Http404
    return period


class ShowsMonth:
    """A page with the figures of a month."""

    request: Any
    month: Any
    may: Any

    @property
    def shown_day(self) -> date:
        return self.month.as_of(self.request.day)

    def fills(self, project: Project, field: str) -> bool:
        """Whether the user may fill in the field on the project's form."""
        if self._manages:
            return True
        return field in DescribeForm.base_fields and self.may("projects.edit", project)

    @cached_property
    def _manages(self) -> bool:
        return self.may("projects.manage")


class MonthMixin(ShowsMonth, PageMixin):
    """A page about a month of the programme's years that has begun; 404 for others."""

    @cached_property
    def month(self) -> Period:
        month, programme = month_of(self.kwargs["period"]), self.request.programme
        latest = max(self.request.day, programme.today())
        if not programme.start_year <= month.year <= programme.end_year or month.start > latest:
            raise Http404
        return month

    @cached_property
    def closed_message(self) -> str:
        """Why the month takes no entries; empty for an open month."""
        return closed_reason(self.request.programme, self.month)

    @cached_property
    def _may_enter(self) -> dict[int | None, bool]:
        return {}

    def may_enter(self, project: Project) -> bool:
        """Whether the user may enter the project's months. It depends on the project's unit alone
        (projects/rules.py), so that the result is cached by unit."""
        if project.owner_unit_id not in self._may_enter:
            may = self.may("projects.enter_month", project)
            self._may_enter[project.owner_unit_id] = may
        return self._may_enter[project.owner_unit_id]


def chosen_month(request) -> Period:
    """The month of the query, by default the last that ended before the day."""
    try:
        chosen = Period.parse(request.GET.get("month", ""))
    except ValueError:
        chosen = None
    if chosen is None or chosen.kind != "month":
        return Period.last_ended(request.day)
    return chosen


class MonthOfQuery(ShowsMonth):
    """A page with the figures of the month of the query."""

    @cached_property
    def month(self) -> Period:
        return chosen_month(self.request)


class FiltersByMonth(FilterView):
    """A list whose filters depend on the month."""

    month: Any

    def get_filterset_kwargs(self, filterset_class):
        return {**super().get_filterset_kwargs(filterset_class), "month": self.month}


class ProjectList(MonthOfQuery, FiltersByMonth, ListPage):
    """Every project with the figures of one month."""

    model = Project
    import_kind = "projects"
    permission = "projects.view"
    template_name = "projects/list.html"
    table_class, filterset_class = ProjectTable, ProjectFilter
    totals = ("total_investment", "plan", "month_amount", "year_amount")
    title = gettext_lazy("Projects")
    filled_by = "projects.import"
    empty = gettext_lazy("No project fits. Change the filters, or import the project ledger first.")

    def unsaved_parameters(self):
        """A view of the last month's figures shows next month those of the next."""
        return ("month",) if self.month == Period.last_ended(self.request.day) else ()

    def get_queryset(self):
        rows = super().get_queryset().with_lights(self.month, on=self.shown_day)
        return rows.select_related("sector", "township", "owner_unit", "park", "programme")

    def more_table_kwargs(self):
        return {"month": self.month, "day": self.request.day, "fills": self.fills}

    def get_context_data(self, **kwargs):
        has_several = len(programmes_read(self.request.user)) > 1
        return super().get_context_data(
            may_manage=self.may("projects.manage"), has_several=has_several, **kwargs
        )


class EntryList(ListPage):
    """The entries themselves, as they were typed or imported."""

    model = MonthEntry
    import_kind = "months"
    permission = "projects.view"
    table_class, filterset_class = EntryTable, EntryFilter
    totals = ("amount",)
    title = gettext_lazy("Month entries")

    def get_queryset(self):
        rows = super().get_queryset().select_related("project", "project__owner_unit")
        return rows.order_by("-month", "project__code")


class ProjectRecord(ShowsMonth, ProjectParts, HistoryMixin, AttachmentsMixin, RecordPage):
    model = Project
    attachments = ATTACHMENTS
    permission = "projects.view"
    template_name = "projects/project.html"

    @cached_property
    def month(self) -> Period:
        return Period.last_ended(self.request.day)

    def get_queryset(self):
        rows = super().get_queryset().with_lights(self.month, on=self.shown_day)
        return rows.select_related(
            "sector", "township", "owner_unit", "programme", "park", "parent"
        )

    def get_context_data(self, **kwargs):
        project, parts = self.object, self.parts
        return super().get_context_data(
            month=self.month,
            **investment_context(project),
            entries=parts.entries,
            openings=parts.openings,
            late_entries=parts.late_entries,
            supporting=parts.supporting,
            texts=parts.last_texts,
            entry_month=self._entry_month(),
            phone=phone_for(self.request.user, project),
            **kwargs,
        )

    def _entry_month(self) -> Period | None:
        """The month to enter now, whatever the as-of day; None without the right."""
        if not self.may("projects.enter_month", self.object):
            return None
        return Period.last_ended(self.request.programme.today())


def investment_context(project) -> dict:
    """Share of the year's plan and difference from 序时进度."""
    return {
        "share": project.progress.share,
        "difference": project.progress.difference,
    }
