"""Views of the pipeline other than the list; all share one filter bar."""

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import HAS_ILLUSTRATIVE
from core.money import format_amount, format_share, share_of
from core.periods import Period
from core.web.links import list_address
from core.web.list_pages import ListPage
from core.web.pages import Page
from core.web.query_values import file_refusal
from programmes.models import ReportingPeriod
from programmes.models.programme import FIRST_YEAR, LAST_YEAR
from projects.figures import board, changes
from projects.figures import lights as figures_lights
from projects.figures import totals as figures
from projects.filters import ChangeFilter, GroupFilter, ProjectFilter
from projects.models import Project
from projects.tables.pipeline import BehindTable, ChangeTable, DealTable, GroupTable, LargestTable
from projects.templatetags.projects import shared_query
from projects.views.projects import FiltersByMonth, MonthOfQuery


class PipelinePage(MonthOfQuery, Page):
    """A page about the filtered projects with their figures and lights."""

    permission = "projects.view"

    filterset_class: type[ProjectFilter] = ProjectFilter

    def filter_values(self) -> dict[str, Any]:
        """The arguments of the filters."""
        given = {"request": self.request, "programme": self.request.programme}
        return {**given, "day": self.request.day, "month": self.month}

    @cached_property
    def filterset(self) -> ProjectFilter:
        rows = self.of_month(self.visible(Project))
        return self.filterset_class(self.request.GET or None, queryset=rows, **self.filter_values())

    @cached_property
    def projects(self):
        """The filtered projects without annotations."""
        visible = self.visible(Project)
        if self.filterset.is_bound and not self.filterset.is_valid():
            return visible.none()
        return visible.filter(pk__in=self.rows.values("pk")) if self.filterset.chips else visible

    @cached_property
    def rows(self):
        """The filtered projects; empty where the filters are invalid."""
        filters = self.filterset
        return filters.qs if not filters.is_bound or filters.is_valid() else filters.queryset.none()

    @property
    def places(self) -> int:
        return self.request.programme.decimals

    def list_url(self, **filters: Any) -> str:
        """The address of the list with the filters in force and these."""
        query = {**shared_query(self.request), **filters}
        return list_address("projects", **query)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filter=self.filterset,
            chips=self.filterset.chips,
            month=self.month,
            unfiltered="?view=all",
            kept_parameters=[("as_of", day) for day in self.request.GET.getlist("as_of")],
            has_illustrative=self.projects.filter(HAS_ILLUSTRATIVE).exists(),
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        """The page's table as a file for ``?_export=xlsx`` or ``csv``."""
        kind = self.request.GET.get("_export")
        if kind in ("xlsx", "csv") and "table" in context:
            refusal = file_refusal(self.request, context)
            return refusal or self.export(context["table"], kind, context["chips"])
        return super().render_to_response(context, **kwargs)


class Board(PipelinePage):
    template_name = "projects/board.html"
    title = gettext_lazy("Project board")

    def get_context_data(self, **kwargs):
        rows = self.rows.select_related("owner_unit", "programme")
        columns = board.board(rows, on=self.shown_day)
        return super().get_context_data(
            columns=[(column, self._column_url(column)) for column in columns],
            count=sum(column.count for column in columns),
            total=sum(column.total for column in columns),
            may_move=self.may("projects.manage"),
            **kwargs,
        )

    def _column_url(self, column) -> str:
        """The address of the list of a column's projects."""
        return self.list_url(stage=column.stage.value if column.stage else "none")


class GroupPage(PipelinePage):
    """The projects grouped by ``field``; ``filter_name`` is the list's filter for it."""

    template_name = "projects/groups.html"
    filterset_class = GroupFilter
    field = filter_name = ""
    heading: Any = ""

    @cached_property
    def chosen_month(self) -> Period:
        """Without a month in the query the last that ended: the projects as known of it."""
        return super().chosen_month or Period.last_ended(self.request.day)

    def get_context_data(self, **kwargs):
        rows = figures.by_group(self.projects, self.month, field=self.field)
        table = GroupTable(
            rows,
            month=self.month,
            day=self.request.day,
            heading=self.heading,
            address=self._address,
            places=self.places,
            empty_text=_("Nothing here fits these filters."),
        )
        return super().get_context_data(table=table, **kwargs)

    def _address(self, row, **filters) -> str:
        return self.list_url(month=str(self.month), **{self.filter_name: row.size.key, **filters})


class BySector(GroupPage):
    field = filter_name = "sector"
    title = gettext_lazy("Projects by sector")
    heading = gettext_lazy("sector")


class ByTownship(GroupPage):
    field = filter_name = "township"
    title = gettext_lazy("Projects by township")
    heading = gettext_lazy("township")


class ByOfficial(GroupPage):
    field, filter_name = "lead_official", "official"
    title = gettext_lazy("Projects by lead official")
    heading = gettext_lazy("lead official")


class RankedPage(PipelinePage):
    """The first ten projects in an order, with their totals."""

    template_name = "projects/ranked.html"
    table_class: Any

    def ranked(self) -> list:
        raise NotImplementedError

    def sums(self, rows) -> dict[str, Any]:
        """The totals of the columns, for the table."""
        paths = ("plan", "year_amount", "total_investment", "progress.gap", "progress.expected")
        return {f"sum_{path.split('.')[-1]}": total(rows, path) for path in paths}

    def finding(self, rows) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        rows = self.ranked()
        for number, project in enumerate(rows, 1):
            project.rank = number
        table = self.table_class(
            rows,
            month=self.month,
            day=self.request.day,
            fills=self.fills,
            places=self.places,
            totals=self.sums(rows) if rows else None,
            empty_text=_("Nothing here fits these filters."),
        )
        return super().get_context_data(
            table=table, finding=self.finding(rows) if rows else "", **kwargs
        )


def total(rows, path: str):
    """The sum over the rows that have the value."""
    return sum(filter(None, map(attrgetter(path), rows)), Decimal(0))


class Largest(RankedPage):
    title = gettext_lazy("Ten largest projects")
    table_class = LargestTable

    def ranked(self):
        rows = self.of_month(self.projects)
        rows = rows.select_related("owner_unit", "township", "programme")
        return list(rows.exclude(total_investment=None).order_by("-total_investment", "code")[:10])

    def finding(self, rows):
        whole = figures.size(self.projects)
        of_these = total(rows, "total_investment")
        return _("The %(n)s largest hold %(amount)s 亿元, %(share)s of the total investment") % {
            "n": len(rows),
            "amount": format_amount(of_these, "亿元"),
            "share": format_share(share_of(of_these, whole.total), self.places),
        }


class Behind(RankedPage):
    """The same projects as on the dashboard's chart of gaps."""

    title = gettext_lazy("Ten projects furthest behind")
    table_class = BehindTable

    def ranked(self):
        rows = self.projects.select_related("owner_unit", "programme")
        return list(figures_lights.largest_gaps(rows, self.month))

    def finding(self, rows):
        gap = total(rows, "progress.gap")
        return _("The %(n)s largest gaps against the time schedule add up to %(gap)s 亿元") % {
            "n": len(rows),
            "gap": format_amount(gap, "亿元"),
        }


class DealList(MonthOfQuery, FiltersByMonth, ListPage):
    """Signed deals, with what was contracted and what has arrived."""

    model = Project
    permission = "projects.view"
    template_name = "projects/list.html"
    table_class, filterset_class = DealTable, ProjectFilter
    totals = ("contracted_amount", "arrived_amount", "total_investment")
    title = gettext_lazy("Signed deals")
    filled_by = "projects.import"
    empty = gettext_lazy("No signed deal fits. Mark them in the project ledger.")

    def get_queryset(self):
        rows = self.of_month(super().get_queryset()).filter(signed=True)
        return rows.select_related("owner_unit", "park")


class Changes(PipelinePage):
    """The differences between the begin and the end of a span of days."""

    template_name = "projects/changes.html"
    title = gettext_lazy("Changes in the pipeline")

    filterset_class = ChangeFilter

    def filter_values(self):
        return {**super().filter_values(), "since": self.since}

    @cached_property
    def since(self) -> date:
        """The day after the last closed month, which the last meeting has seen."""
        closed = self.visible(ReportingPeriod).closed()
        last = closed.filter(month__lt=self.request.day).order_by("-month").first()
        return Period(last.month).next().start if last else self.month.start

    @cached_property
    def span(self) -> changes.Span | None:
        """None where the days are invalid, out of order, or in years that no programme has."""
        data = self.filterset.form.cleaned_data if self._is_readable() else {}
        first, last = data.get("from") or self.since, data.get("to") or self.request.day
        is_known = first.year >= FIRST_YEAR and last.year <= LAST_YEAR
        return changes.Span(first, last) if is_known and first <= last else None

    def _is_readable(self) -> bool:
        return self.filterset.is_bound and self.filterset.is_valid()

    def get_context_data(self, **kwargs):
        span = self.span
        found = changes.changes(self.projects, span) if span else []
        return super().get_context_data(
            span=span,
            parts=[(kind, [one for one in found if one.kind == kind]) for kind in changes.Kind],
            count=len(found),
            months=changes.months(self.projects, span) if span else [],
            table=ChangeTable(found, places=self.places),
            **kwargs,
        )

    def get_title(self):
        if not self.span:
            return str(self.title)
        words = _("Changes from %(first)s to %(last)s")
        return words % {"first": self.span.first, "last": self.span.last}
