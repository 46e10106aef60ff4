"""The lists of tasks and of task lists: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter, YesNoFilter
from core.web.tables import DayColumn, ProvenanceColumn, QuantityColumn, Table, WideColumn
from programmes.choices import TaskState, feedback_label
from programmes.models import Task, TaskList
from programmes.tables.choices import catalogue_entries, units_of_rows


class TaskTable(Table):
    text = WideColumn(linkify=("task", [tables.A("pk")]))
    deadline = DayColumn(accessor="known_deadline", verbose_name=_("deadline"))
    target_quantity = QuantityColumn()
    done_quantity = QuantityColumn()
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Task
        fields = (
            "number", "list", "text", "lead_unit", "person", "deadline", "target_quantity",
            "done_quantity", "quantity_unit", "state", "mark",
        )  # fmt: skip


class HelperTaskTable(TaskTable):
    """A helper's own tasks, with the wording for partners."""

    state = tables.Column(verbose_name=_("feedback"))

    class Meta(TaskTable.Meta):
        pass

    def render_state(self, record):
        return feedback_label(record.state)

    value_state = render_state


class TaskListTable(Table):
    name = tables.Column(linkify=("task_list", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = TaskList
        fields = ("name", "year", "position")


class TaskFilter(FilterSet):
    primary = ("list", "state", "lead", "due", "q")

    list = ModelChoiceFilter(queryset=catalogue_entries(TaskList), label=_("list"))
    state = SeveralFilter(choices=TaskState.choices, label=_("state"))
    lead = ModelChoiceFilter(
        queryset=units_of_rows(Task, "lead_unit"), field_name="lead_unit", label=_("lead unit")
    )
    helper = YesNoFilter(label=_("led by a helper"), method="by_helper")
    due = YesNoFilter(label=_("due by the day"), method="by_due")
    done = YesNoFilter(label=_("done"), method="by_done")
    q = SearchFilter(fields=("number", "text", "lead_unit__name", "person"))

    def by_helper(self, rows, name, value):
        led = self.visible(Task).led_by_helpers(self.programme).values("pk")
        return rows.filter(pk__in=led) if value == "yes" else rows.exclude(pk__in=led)

    def by_due(self, rows, name, value):
        tasks = self.visible(Task).with_known_deadline(self.request.user)
        due = tasks.filter(known_deadline__lte=self.day).values("pk")
        return rows.filter(pk__in=due) if value == "yes" else rows.exclude(pk__in=due)

    def by_done(self, rows, name, value):
        return rows.filter(state=TaskState.CLOSED) if value == "yes" else rows.not_done()
