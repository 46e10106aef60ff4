"""The list of projects, the list of entries, and a project's page."""

from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.views import FilterView

from core.attachments.views import AttachmentsMixin, Kind
from core.periods import Period
from core.web.list_pages import ListPage
from core.web.pages import RecordPage
from programmes.figures.phones import phone_for
from programmes.scopes import programmes_read
from programmes.services.months import month_to_enter
from programmes.views.history import HistoryMixin
from programmes.views.months import MonthOfAddress
from projects.filters import EntryFilter, ProjectFilter
from projects.forms.project import DescribeForm
from projects.models import MonthEntry, Project, ProjectAttachment
from projects.tables.projects import LIGHTS, EntryTable, ProjectTable
from projects.views.project_parts import ProjectParts

ATTACHMENTS = Kind(ProjectAttachment, "project", "projects.attach")


class ShowsMonth:
    """A page with the figures of a month."""

    request: Any
    month: Any
    may: Any

    def fills(self, project: Project, field: str) -> bool:
        """Whether the user may fill in the field on the project's form."""
        if self._manages:
            return True
        return field in DescribeForm.base_fields and self.may("projects.edit", project)

    @cached_property
    def _manages(self) -> bool:
        return self.may("projects.manage")


class MonthMixin(ShowsMonth, MonthOfAddress):
    """A page about a month of the programme's years that has begun; 404 for others."""

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


class MonthOfQuery(ShowsMonth):
    """A page of the month of the query: its projects as they are known of the month, at its last
    day. Without a month: all projects as they are on the day, with the figures of the last ended
    month."""

    @cached_property
    def chosen_month(self) -> Period | None:
        try:
            chosen = Period.parse(self.request.GET.get("month", ""))
        except ValueError:
            return None
        return chosen if chosen.kind == "month" else None

    def month_problems(self) -> list[str]:
        """A sentence for a month of the query that is none."""
        given = self.request.GET.get("month", "")
        if not given or self.chosen_month:
            return []
        return [_("“%(text)s” is no month: write 2024-06.") % {"text": given[:20]}]

    @property
    def month(self) -> Period:
        return self.chosen_month or Period.last_ended(self.request.day)

    @property
    def shown_day(self) -> date:
        day = self.request.day
        return self.chosen_month.as_of(day) if self.chosen_month else day

    @cached_property
    def sees_lights(self) -> bool:
        """Helpers see none."""
        return not self.may("programmes.use_helper_wording")

    def table_kwargs_of_lights(self) -> dict[str, Any]:
        """Leaves the columns of lights out of the table for whoever sees none."""
        return {} if self.sees_lights else {"exclude": LIGHTS}

    @property
    def lists_later_projects(self) -> bool:
        """As of an earlier day: the day of a project's registration is not recorded."""
        return not self.chosen_month and self.request.day < self.request.programme.today()

    def get_context_data(self, **kwargs):
        later = self.lists_later_projects
        shown = {"lists_later_projects": later, "sees_lights": self.sees_lights}
        return super().get_context_data(**{**shown, **kwargs})  # type: ignore[misc]

    def of_month(self, projects):
        """The projects with their stage, figures and lights."""
        rows = projects.known_in(self.month) if self.chosen_month else projects
        return rows.with_lights(self.month).with_stage(on=self.shown_day)


class FiltersByMonth(FilterView):
    """A list whose filters depend on the month."""

    month: Any

    def get_filterset_kwargs(self, filterset_class):
        return {**super().get_filterset_kwargs(filterset_class), "month": self.month}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"month": self.month, **kwargs})


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

    def get_queryset(self):
        rows = self.of_month(super().get_queryset())
        return rows.select_related("sector", "township", "owner_unit", "park", "programme")

    def more_table_kwargs(self):
        more = {"month": self.month, "day": self.request.day, "fills": self.fills}
        more |= self.table_kwargs_of_lights()
        return {**more, "picks": self._manages and not self.is_printed}

    def get_context_data(self, **kwargs):
        has_several = len(programmes_read(self.request.user)) > 1
        return super().get_context_data(may_manage=self._manages, has_several=has_several, **kwargs)


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
        rows = super().get_queryset().with_lights(self.month).with_stage(on=self.request.day)
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
        """The open month to enter now; None without the right, and where it begins after the as-of
        day."""
        if not self.may("projects.enter_month", self.object):
            return None
        month = month_to_enter(self.request.programme)
        return month if month and month.start <= self.request.day else None


def investment_context(project) -> dict:
    """Share of the year's plan and difference from 序时进度."""
    return {
        "share": project.progress.share,
        "difference": project.progress.difference,
    }
