"""The lists of problems and matters."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.tables import DayColumn, ProvenanceColumn, Table, WideColumn
from projects.models import Matter, Problem


class ProblemTable(Table):
    """``shows_overdue``: whether late problems are marked as overdue."""

    text = WideColumn()
    project = WideColumn(
        linkify=("project", [tables.A("project_id")]), verbose_name=gettext_lazy("project")
    )
    found_on, due_on, solved_on = DayColumn(), DayColumn(), DayColumn()
    solution = WideColumn()
    stands = tables.Column(
        accessor="is_late", verbose_name=gettext_lazy("state"), orderable=False, empty_values=()
    )
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Problem
        fields = (
            "text", "project", "stands", "unit", "person", "due_on", "found_on", "solved_on",
            "solution", "mark",
        )  # fmt: skip

    def __init__(self, *args: Any, shows_overdue: bool, **kwargs: Any):
        self.shows_overdue = shows_overdue
        super().__init__(*args, **kwargs)

    def render_stands(self, value, record):
        if record.solved_on:
            return _("solved")
        return _("overdue") if value and self.shows_overdue else _("not solved")

    value_stands = render_stands


class MatterTable(Table):
    text = WideColumn()
    project = WideColumn(
        linkify=("project", [tables.A("project_id")]), verbose_name=gettext_lazy("project")
    )
    raised_on, asked_on, settled_on = DayColumn(), DayColumn(), DayColumn()
    result = WideColumn()
    task = WideColumn(
        accessor="task__number",
        linkify=("task", [tables.A("task_id")]),
        verbose_name=gettext_lazy("task"),
    )
    owner = tables.Column(
        accessor="project__owner_unit", verbose_name=gettext_lazy("responsible unit")
    )
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Matter
        fields = (
            "text", "project", "level", "department", "state", "raised_on", "asked_on",
            "settled_on", "result", "task", "owner", "mark",
        )  # fmt: skip
