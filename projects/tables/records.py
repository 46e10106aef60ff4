"""The lists of what belongs to projects: stages and moves, problems, matters."""

from datetime import date
from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.days import parse_day
from core.web.columns import DayColumn, NumberColumn, ProvenanceColumn, WideColumn
from core.web.filters import (
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    SpanDayFilter,
)
from core.web.tables import Table
from programmes.tables.choices import units_of_rows
from projects.choices import MatterLevel, MatterState, Stage
from projects.figures.works import departments, without_owner_or_day
from projects.models import Matter, Problem, Project, StageEvent
from projects.tables.projects import StageColumn


class DaysColumn(NumberColumn):
    """Whole days from the row's day to the table's."""

    def render(self, value, table):
        return (table.day - value).days

    value = render


class StuckTable(Table):
    """``day`` is the one up to which days are counted."""

    name = WideColumn(linkify=("project", [tables.A("pk")]))
    stage = StageColumn(verbose_name=_("stage"))
    stage_since = DayColumn(verbose_name=_("entered on"))
    days = DaysColumn(
        accessor="stage_since", verbose_name=_("days in the stage"), order_by=("-stage_since",)
    )

    class Meta(Table.Meta):
        model = Project
        fields = (
            "name", "stage", "days", "stage_since", "owner_unit", "lead_official", "township",
            "code",
        )  # fmt: skip

    def __init__(self, *args: Any, day: date, **kwargs: Any):
        self.day = day
        super().__init__(*args, **kwargs)


class MoveTable(Table):
    project = WideColumn(linkify=("project", [tables.A("project_id")]), verbose_name=_("project"))
    before = StageColumn(verbose_name=_("from stage"))
    stage = tables.Column(verbose_name=_("to stage"))
    on = DayColumn(verbose_name=_("entered on"))
    reason = WideColumn()
    owner = tables.Column(accessor="project__owner_unit", verbose_name=_("responsible unit"))

    class Meta(Table.Meta):
        model = StageEvent
        fields = ("on", "project", "before", "stage", "reason", "owner")


FIRST = [("none", _("first stage")), *Stage.choices]


def day_in(text: Any) -> date | None:
    try:
        return parse_day(str(text or ""))
    except ValueError:
        return None


def days_of(query: Any, day: date) -> tuple[date, date]:
    """The first and last day of a query, by default this year until ``day``."""
    first = day_in(query.get("first")) or day.replace(month=1, day=1)
    return first, day_in(query.get("last")) or day


class OwnerFilter(ModelChoiceFilter):
    """The unit responsible for the project, by the path to it."""

    def __init__(self, path: str = "project__owner_unit", *, label: Any = None):
        units = units_of_rows(Project, "owner_unit")
        super().__init__(queryset=units, field_name=path, label=label or _("responsible unit"))


class StuckFilter(FilterSet):
    stage = SeveralFilter(choices=Stage.choices, label=_("stage"))
    owner = OwnerFilter("owner_unit")
    q = SearchFilter(fields=("code", "name", "owner_unit__name", "lead_official"))


class MoveFilter(FilterSet):
    first = SpanDayFilter(label=_("from (day)"))
    last = SpanDayFilter(label=_("to (day)"))
    before = filters.ChoiceFilter(label=_("from stage"), choices=FIRST, method="by_before")
    stage = filters.ChoiceFilter(label=_("to stage"), choices=Stage.choices)
    owner = OwnerFilter()
    q = SearchFilter(fields=("project__code", "project__name", "reason"))

    def __init__(self, data: Any = None, *args: Any, days: tuple[date, date], **kwargs: Any):
        """The fields show the days of the list."""
        if data is not None:
            data = data.copy()
            data["first"], data["last"] = map(str, days)
        super().__init__(data, *args, **kwargs)

    def by_before(self, rows, name, value):
        return rows.filter(before=None) if value == "none" else rows.filter(before=value)


class ProblemTable(Table):
    """``shows_overdue``: whether late problems are marked as overdue."""

    text = WideColumn()
    project = WideColumn(linkify=("project", [tables.A("project_id")]), verbose_name=_("project"))
    found_on, due_on, solved_on = DayColumn(), DayColumn(), DayColumn()
    solution = WideColumn()
    stands = tables.Column(
        accessor="is_late", verbose_name=_("state"), orderable=False, empty_values=()
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
            return gettext("solved")
        return gettext("overdue") if value and self.shows_overdue else gettext("not solved")

    value_stands = render_stands


class MatterTable(Table):
    text = WideColumn()
    project = WideColumn(linkify=("project", [tables.A("project_id")]), verbose_name=_("project"))
    raised_on, asked_on, settled_on = DayColumn(), DayColumn(), DayColumn()
    result = WideColumn()
    task = WideColumn(
        accessor="task__number",
        linkify=("task", [tables.A("task_id")]),
        verbose_name=_("task"),
    )
    owner = tables.Column(accessor="project__owner_unit", verbose_name=_("responsible unit"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Matter
        fields = (
            "text", "project", "level", "department", "state", "raised_on", "asked_on",
            "settled_on", "result", "task", "owner", "mark",
        )  # fmt: skip


STATES = [
    ("open", _("not solved")),
    ("past", _("its day has passed")),
    ("unassigned", _("not solved, without unit or day")),
    ("solved", _("solved")),
]


class ProblemFilter(FilterSet):
    stands = filters.ChoiceFilter(label=_("state"), choices=STATES, method="by_state")
    unit = ModelChoiceFilter(
        queryset=units_of_rows(Problem, "unit"), label=_("unit that must solve it")
    )
    owner = OwnerFilter(label=_("unit responsible for the project"))
    text = SearchFilter(fields=("text",), label=_("problem"))
    q = SearchFilter(fields=("text", "person", "project__code", "project__name"))

    def by_state(self, rows, name, value):
        if value == "past":
            return rows.filter(is_late=True)
        if value == "unassigned":
            return without_owner_or_day(rows)
        return rows.filter(solved_on__isnull=value == "open")


class MatterFilter(FilterSet):
    level = SeveralFilter(choices=MatterLevel.choices, label=_("level"))
    state = SeveralFilter(choices=MatterState.choices, label=_("state"))
    department = filters.ChoiceFilter(label=_("department asked"), choices=[])
    owner = OwnerFilter()
    q = SearchFilter(fields=("text", "department", "result", "project__code", "project__name"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = departments(self.visible(Matter))
        self.filters["department"].extra["choices"] = [(name, name) for name in names]
