"""The list of requests about tasks: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, PickColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from core.web.tables import Table
from programmes.choices import RequestState, TaskRequestKind
from programmes.models import TaskRequest
from programmes.tables.choices import units_of_rows


class TaskRequestTable(Table):
    pick = PickColumn()
    task = WideColumn(
        accessor="task__text", linkify=("task", [tables.A("task_id")]), verbose_name=_("task")
    )
    text = WideColumn()
    answer = WideColumn()
    asked_on = DayColumn()
    new_deadline = DayColumn()
    decided_on = DayColumn()

    class Meta(Table.Meta):
        model = TaskRequest
        fields = (
            "pick", "task", "kind", "unit", "asked_on", "text", "new_deadline", "state", "answer",
            "decided_on", "decided_by",
        )  # fmt: skip


class TaskRequestFilter(FilterSet):
    primary = ("state", "kind", "unit", "q")

    state = SeveralFilter(choices=RequestState.choices, label=_("state"))
    kind = SeveralFilter(choices=TaskRequestKind.choices, label=_("kind"))
    unit = ModelChoiceFilter(queryset=units_of_rows(TaskRequest, "unit"), label=_("unit"))
    q = SearchFilter(fields=("task__number", "task__text", "text"), names=("task__text",))
