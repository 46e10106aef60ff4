"""The list of leaders' instructions with what became of each: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter, YesNoFilter
from core.web.tables import Table
from programmes.choices import InstructionOutcome
from programmes.models import Task, TaskRemark
from programmes.tables.choices import units_of_rows


class InstructionTable(Table):
    on = DayColumn()
    text = WideColumn(verbose_name=_("instruction"))
    task = WideColumn(
        accessor="task__text", linkify=("task", [tables.A("task_id")]), verbose_name=_("task")
    )
    lead_unit = tables.Column(accessor="task__lead_unit", verbose_name=_("lead unit"))
    outcome = tables.Column(accessor="outcome_label", verbose_name=_("what became of it"))
    led_to_task = WideColumn(
        accessor="led_to_task__text",
        linkify=("task", [tables.A("led_to_task_id")]),
        verbose_name=_("Task made of it"),
    )
    new_deadline = DayColumn(
        accessor="led_to_event__deadline_after", verbose_name=_("Deadline set by it")
    )

    class Meta(Table.Meta):
        model = TaskRemark
        fields = (
            "on", "leader", "text", "task", "lead_unit", "outcome", "led_to_task", "new_deadline",
        )  # fmt: skip


class InstructionFilter(FilterSet):
    primary = ("own", "outcome", "lead", "q")

    own = YesNoFilter(label=_("my own"), method="by_own")
    outcome = SeveralFilter(choices=InstructionOutcome.choices, label=_("what became of it"))
    lead = ModelChoiceFilter(
        queryset=units_of_rows(Task, "lead_unit"),
        field_name="task__lead_unit",
        label=_("lead unit"),
    )
    q = SearchFilter(fields=("leader", "text", "task__number", "task__text"), names=("task__text",))

    def by_own(self, rows, name, value):
        own = self.visible(TaskRemark).instructions_of(self.request.user).values("pk")
        return rows.filter(pk__in=own) if value == "yes" else rows.exclude(pk__in=own)
