"""The lists of tasks and of task lists: columns and filters."""

from typing import Any

import django_tables2 as tables
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from core.money import DASH
from core.web.columns import DayColumn, PickColumn, ProvenanceColumn, QuantityColumn, WideColumn
from core.web.filters import (
    FilterSet,
    ModelChoiceFilter,
    MonthFilter,
    SearchFilter,
    SeveralFilter,
    YearFilter,
    YesNoFilter,
)
from core.web.links import count_link, list_address
from core.web.tables import Table
from programmes.choices import IN_NO_LIST, TaskPhase, TaskState
from programmes.models import Task, TaskGroup, TaskList
from programmes.tables.choices import catalogue_entries, label_of_list, month_choices, units_of_rows

NO_LIST = "none"  # in the address


class TaskTable(Table):
    pick = PickColumn()
    text = WideColumn(linkify=("task", [tables.A("pk")]))
    list = WideColumn(accessor="list_names", order_by="names_of_lists", verbose_name=_("list"))
    deadline = tables.Column(accessor="known_deadline", verbose_name=_("deadline"), empty_values=())
    target_quantity = QuantityColumn()
    done_quantity = QuantityColumn()
    state = tables.Column(accessor="state_label", order_by="state_then", verbose_name=_("state"))
    state_since = DayColumn(verbose_name=_("in this state since"))
    feedback = tables.Column(
        accessor="report_label", verbose_name=_("reporting"), order_by="is_reported"
    )
    mark = ProvenanceColumn()
    hidden_by_default: tuple[str, ...] = ("state_since",)

    class Meta(Table.Meta):
        model = Task
        fields: tuple[str, ...] = (
            "pick", "text", "number", "list", "lead_unit", "person", "deadline", "target_quantity",
            "done_quantity", "quantity_unit", "state", "state_since", "feedback", "mark",
        )  # fmt: skip

    def render_deadline(self, record):
        return record.shown_deadline or DASH

    def value_deadline(self, record):
        return record.shown_deadline


class HelperTaskTable(TaskTable):
    """A helper's own tasks."""

    state = tables.Column(accessor="phase_label", order_by="state_then", verbose_name=_("handling"))
    feedback = tables.Column(
        accessor="report_label", verbose_name=_("reporting"), order_by="has_own_report"
    )

    class Meta(TaskTable.Meta):
        pass


class CountColumn(tables.Column):
    """A number of a list's tasks, which leads to them."""

    def __init__(self, state: str | None = None, **kwargs: Any):
        self.state = state
        super().__init__(**kwargs)

    def render(self, value, record):
        return count_link(value, list_address("tasks", list=record.pk, state=self.state))

    def value(self, value):
        return value


class TaskListTable(Table):
    name = tables.Column(linkify=("task_list", [tables.A("pk")]))

    task_count = CountColumn(verbose_name=_("Number of tasks"))
    draft_count = CountColumn(verbose_name=TaskState.DRAFT.label, state=TaskState.DRAFT.value)

    class Meta(Table.Meta):
        model = TaskList
        fields = (
            "name", "year", "group", "task_count", "draft_count", "document_number", "issued_on",
            "meeting", "position",
        )  # fmt: skip


class TaskGroupTable(Table):
    name = tables.Column(linkify=("task_group", [tables.A("pk")]))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = TaskGroup
        fields = ("year", "position", "name", "mark")


class TaskFilter(FilterSet):
    primary: tuple[str, ...] = ("list", "phase", "reported", "lead", "q")

    list = ModelChoiceFilter(
        queryset=catalogue_entries(TaskList),
        label=_("list"),
        null_label=IN_NO_LIST,
        null_value=NO_LIST,
        method="by_list",
    )
    phase = ChoiceFilter(choices=TaskPhase.choices, label=_("phase"), method="by_phase")
    state = SeveralFilter(choices=TaskState.choices, label=_("state"), field_name="state_then")
    lead = ModelChoiceFilter(
        queryset=units_of_rows(Task, "lead_unit"), field_name="lead_unit", label=_("lead unit")
    )
    month = MonthFilter(label=_("month of the reports"), choices=[])
    reported = YesNoFilter(label=_("month reported"), method="by_report")
    helper = YesNoFilter(label=_("led by a helper"), method="by_helper")
    due = YesNoFilter(label=_("due by the day"), method="by_due")
    year = YearFilter(label=_("due in the year"), method="by_year")
    done = YesNoFilter(label=_("done"), method="by_done")
    q = SearchFilter(fields=("number", "text", "lead_unit__name", "person"), names=("text",))

    def __init__(self, *args, month, **kwargs):
        """``month`` is that of the reports, whatever the query."""
        super().__init__(*args, **kwargs)
        self.month = month
        lists = self.filters["list"].field
        lists.label_from_instance = label_of_list(self)
        self.filters["month"].extra |= {
            "choices": month_choices(self.programme, max(self.day, self.programme.today())),
            "empty_label": month.label(),
        }

    def by_list(self, rows, name, value):
        if value == NO_LIST:
            return rows.in_no_list(self.day)
        return rows.in_list(value, self.day)

    def by_report(self, rows, name, value):
        """Of rows ``with_report_of`` the month: those due and not reported for “no”."""
        if value == "yes":
            return rows.filter(is_reported=True)
        return rows.filter(is_due=True, is_reported=False)

    def by_helper(self, rows, name, value):
        led = self.visible(Task).led_by_helpers(self.programme).values("pk")
        return rows.filter(pk__in=led) if value == "yes" else rows.exclude(pk__in=led)

    def by_due(self, rows, name, value):
        """Of rows ``with_known_deadline`` on the day."""
        if value == "yes":
            return rows.filter(known_deadline__lte=self.day)
        return rows.filter(Q(known_deadline__gt=self.day) | Q(known_deadline=None))

    def by_year(self, rows, name, value):
        """Of rows ``with_known_deadline`` on the day."""
        return rows.filter(known_deadline__year=value)

    def by_done(self, rows, name, value):
        return rows.in_phase(TaskPhase.DONE) if value == "yes" else rows.open_then()

    def by_phase(self, rows, name, value):
        return rows.in_phase(value)


class HelperTaskFilter(TaskFilter):
    """By the reports of the helper itself, of tasks that it leads or supports."""

    def by_report(self, rows, name, value):
        """Of rows ``with_own_report``."""
        if value == "yes":
            return rows.filter(has_own_report=True)
        return rows.filter(is_asked=True, has_own_report=False)
