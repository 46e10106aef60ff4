"""The board of tasks and the calendar of their deadlines."""

from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.periods import Period
from core.web.links import list_address
from core.web.list_pages import KEPT
from core.web.pages import Page
from core.web.routes import routes
from programmes.choices import LISTED
from programmes.figures.deadlines import weeks_of_deadlines
from programmes.figures.task_board import board
from programmes.figures.workdays import workdays_of
from programmes.models import Task, TaskSupport
from programmes.models.programme import FIRST_YEAR, LAST_YEAR
from programmes.tables.task_calendar import CalendarFilter
from programmes.tables.tasks import NO_LIST
from programmes.views.lit import LightMixin
from programmes.views.tasks import TaskList

BY = "by"  # the parameter by which the tasks are grouped
NOT_SHARED = (BY, "page", "per_page", "sort", "columns", "attention")


class TaskBoard(TaskList):
    """By lead unit, or by list (``?by=list``). The filters are those of the list."""

    template_name = "programmes/task_board.html"
    permission = "programmes.see_task_lights"
    title = gettext_lazy("Board of tasks")
    kept = (*KEPT, BY)

    def get_title(self):
        return str(self.title)

    def _address(self, **filters: Any) -> str:
        """The list of tasks with the filters in force and these."""
        query: QueryDict = self.request.GET
        shared = {name: query.getlist(name) for name in query if name not in NOT_SHARED}
        return list_address("tasks", **{**shared, **filters})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        columns = [
            (column, self._address(attention=column.attention.value), self._groups(column))
            for column in board(self.object_list, self.light_day, by_list=self.is_by_list)
        ]
        return {**context, "board": columns, "is_by_list": self.is_by_list}

    @property
    def is_by_list(self) -> bool:
        return self.request.GET.get(BY) == "list"

    def _groups(self, column) -> list[tuple[Any, str]]:
        """With the address of each; where a list is chosen, no other one."""
        name = "list" if self.is_by_list else "lead"
        chosen = self.request.GET.get(name)
        keys = [(one, str(one.pk or NO_LIST)) for one in column.groups]
        found = {"attention": column.attention.value}
        return [
            (one, self._address(**found, **{name: key}))
            for one, key in keys
            if not chosen or key == chosen
        ]


class TaskCalendar(LightMixin, Page):
    """The deadlines of a month, of tasks that the person sees."""

    permission = "programmes.view"
    template_name = "programmes/task_calendar.html"
    title = gettext_lazy("Calendar of deadlines")

    @cached_property
    def month(self) -> Period:
        """That of the query; that of the day where it names none."""
        try:
            month = Period.parse(self.request.GET.get("month", ""))
        except ValueError:
            return Period.containing(self.request.day)
        is_month = month.kind == "month" and FIRST_YEAR <= month.year <= LAST_YEAR
        return month if is_month else Period.containing(self.request.day)

    @cached_property
    def filter(self) -> CalendarFilter:
        """The tasks of the calendar, by the filters of the query."""
        day, request = self.request.day, self.request
        tasks = self.visible(Task).as_of(day).listed().with_known_deadline(request.user, day)
        given = {"request": request, "programme": request.programme, "day": day}
        return CalendarFilter(request.GET, tasks.select_related("lead_unit"), **given)

    def tasks(self) -> Any:
        """None where a filter is not understood, as in lists."""
        return self.filter.queryset.none() if self.filter.problems() else self.filter.qs

    def supports(self) -> Any:
        """The parts of the tasks that are shown."""
        supports = self.visible(TaskSupport).with_known_day(self.request.user)
        supports = supports.filter(task__state__in=LISTED).select_related("task", "unit")
        is_filtered = self.filter.chips or self.filter.problems()
        return supports.filter(task__in=self.tasks().values("pk")) if is_filtered else supports

    def get_context_data(self, **kwargs):
        workdays = workdays_of(self.request.programme)
        weeks = weeks_of_deadlines(self.tasks(), self.supports(), self.month, workdays)
        return super().get_context_data(
            month=self.month,
            weeks=weeks,
            is_empty=not any(day.is_within and day.has_any for week in weeks for day in week),
            previous=self.month.previous(),
            next=self.month.next(),
            filter=self.filter,
            chips=self.filter.chips,
            kept_parameters=[("month", self.month)],
            unfiltered=f"?month={self.month}",
            sees_lights=self.sees_lights(),
            may_lead=self.may("programmes.lead"),
            **kwargs,
        )


urlpatterns = routes(
    "tasks/", ("board/", TaskBoard, "task_board"), ("calendar/", TaskCalendar, "task_calendar")
)
