"""The lists of problems and matters: columns and filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from core.web.tables import DayColumn, ProvenanceColumn, Table, WideColumn
from programmes.tables.choices import units_of_rows
from projects.choices import MatterLevel, MatterState
from projects.figures.works import departments
from projects.models import Matter, Problem, Project


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


STATES = [
    ("open", gettext_lazy("not solved")),
    ("past", gettext_lazy("its day has passed")),
    ("solved", gettext_lazy("solved")),
]


class ProblemFilter(FilterSet):
    stands = filters.ChoiceFilter(label=gettext_lazy("state"), choices=STATES, method="by_state")
    unit = ModelChoiceFilter(
        queryset=units_of_rows(Problem, "unit"), label=gettext_lazy("unit that must solve it")
    )
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=gettext_lazy("unit responsible for the project"),
    )
    q = SearchFilter(fields=("text", "person", "project__code", "project__name"))

    def by_state(self, rows, name, value):
        if value == "past":
            return rows.filter(is_late=True)
        return rows.filter(solved_on__isnull=value == "open")


class MatterFilter(FilterSet):
    level = SeveralFilter(choices=MatterLevel.choices, label=gettext_lazy("level"))
    state = SeveralFilter(choices=MatterState.choices, label=gettext_lazy("state"))
    department = filters.ChoiceFilter(label=gettext_lazy("department asked"), choices=[])
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=gettext_lazy("responsible unit"),
    )
    q = SearchFilter(fields=("text", "department", "result", "project__code", "project__name"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = departments(self.visible(Matter))
        self.filters["department"].extra["choices"] = [(name, name) for name in names]
