import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.tables import (
    DayColumn,
    ProvenanceColumn,
    QuantityColumn,
    Table,
    WideColumn,
)
from programmes.choices import feedback_label
from programmes.models import Task


class TaskTable(Table):
    text = WideColumn(linkify=("task", [tables.A("pk")]))
    deadline = DayColumn(accessor="known_deadline", verbose_name=_("deadline"))
    target_quantity = QuantityColumn()
    done_quantity = QuantityColumn()
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Task
        fields = (
            "number",
            "list",
            "text",
            "lead_unit",
            "person",
            "deadline",
            "target_quantity",
            "done_quantity",
            "quantity_unit",
            "state",
            "mark",
        )


class HelperTaskTable(TaskTable):
    """A helper's own tasks, with the wording for partners."""

    state = tables.Column(verbose_name=_("feedback"))

    class Meta(TaskTable.Meta):
        pass

    def render_state(self, record):
        return feedback_label(record.state)

    value_state = render_state
