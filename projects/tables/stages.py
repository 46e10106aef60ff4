"""The lists on stages."""

from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.tables import DayColumn, NumberColumn, Table, WideColumn
from projects.models import Project, StageEvent
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
            "name",
            "stage",
            "days",
            "stage_since",
            "owner_unit",
            "lead_official",
            "township",
            "code",
        )

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
