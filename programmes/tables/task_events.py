"""The list of what happened to tasks: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, WideColumn
from core.web.filters import (
    DayFilter,
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    YesNoFilter,
)
from core.web.tables import Table
from programmes.choices import TaskEventKind
from programmes.models import Task, TaskEvent
from programmes.tables.choices import units_of_rows


class TaskEventTable(Table):
    on = DayColumn()
    task = WideColumn(
        accessor="task__text", linkify=("task", [tables.A("task_id")]), verbose_name=_("task")
    )
    lead_unit = tables.Column(accessor="task__lead_unit", verbose_name=_("lead unit"))
    deadline_before = DayColumn()
    deadline_after = DayColumn()
    days_late = tables.Column(verbose_name=_("days late"))
    reason = WideColumn()
    created_by = tables.Column(verbose_name=_("entered by"))

    class Meta(Table.Meta):
        model = TaskEvent
        fields = (
            "on", "kind", "task", "lead_unit", "deadline_before", "deadline_after", "days_late",
            "reason", "unit", "created_by",
        )  # fmt: skip


class TaskEventFilter(FilterSet):
    primary = ("since", "until", "kind", "lead", "q")

    since = DayFilter(field_name="on", lookup_expr="gte", label=_("from"))
    until = DayFilter(field_name="on", lookup_expr="lte", label=_("to"))
    kind = SeveralFilter(choices=TaskEventKind.choices, label=_("kind"))
    lead = ModelChoiceFilter(
        queryset=units_of_rows(Task, "lead_unit"),
        field_name="task__lead_unit",
        label=_("lead unit"),
    )
    late = YesNoFilter(label=_("done late"), method="by_late")
    q = SearchFilter(fields=("task__number", "task__text", "reason"), names=("task__text",))

    def by_late(self, rows, name, value):
        return rows.done_late() if value == "yes" else rows.done_in_time()
