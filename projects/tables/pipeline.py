"""The tables of the pipeline's views other than the list."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.choices import Light
from core.money import format_amount, format_share, round_points
from core.web.columns import (
    DayColumn,
    MoneyColumn,
    NumberColumn,
    ProvenanceColumn,
    ShareColumn,
    WideColumn,
    YesColumn,
)
from core.web.tables import Table
from projects.choices import BEGUN, LightKind
from projects.figures import totals as figures
from projects.models import Project
from projects.plan_progress import points_of
from projects.tables.projects import LIGHTS, ProgressTable, StageColumn


class BegunColumn(YesColumn):
    """Whether building has begun, by the stage."""

    def render(self, value):
        return self.word if value in BEGUN else ""

    value = render


class DealTable(Table):
    """Signed deals; contracted and arrived amounts are separate from the investment."""

    name = WideColumn(linkify=("project", [tables.A("pk")]))
    signed_on = DayColumn()
    contracted_amount = MoneyColumn(verbose_name=_("contracted amount"))
    arrived_amount = MoneyColumn(verbose_name=_("arrived amount"))
    arrived_share = ShareColumn(
        part="arrived_amount", whole="contracted_amount", verbose_name=_("share arrived")
    )
    stage = StageColumn(verbose_name=_("stage"))
    begun = BegunColumn(accessor="stage", word=_("begun"), verbose_name=_("building begun"))
    total_investment = MoneyColumn(verbose_name=_("total investment"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Project
        fields = (
            "name", "signed_on", "partner", "contracted_amount", "arrived_amount", "arrived_share",
            "stage", "begun", "total_investment", "mark", "code", "owner_unit", "park",
        )  # fmt: skip


class RankColumn(tables.Column):
    """Stays beside the name when the table is scrolled."""

    def __init__(self, **kwargs):
        cell = {"class": "first text-end"}
        super().__init__(attrs={"td": cell, "th": cell}, **kwargs)


class RankedTable(ProgressTable):
    """A few projects in a fixed order."""

    rank = RankColumn(verbose_name=_("rank"))
    stage = StageColumn(verbose_name=_("stage"))

    class Meta(ProgressTable.Meta):
        orderable = False


class LargestTable(RankedTable):
    total_investment = MoneyColumn(verbose_name=_("total investment"))

    class Meta(RankedTable.Meta):
        fields = ("rank", "name", "total_investment", "stage", "owner_unit", "township")
        sequence = (*fields, "plan", "year_amount", "share", "difference", *LIGHTS, "mark")


class BehindTable(RankedTable):
    expected = MoneyColumn(
        accessor="progress__expected", verbose_name=_("expected by the time schedule")
    )
    gap = MoneyColumn(accessor="progress__gap", verbose_name=_("gap"))

    class Meta(RankedTable.Meta):
        fields = ("rank", "name", "gap", *LIGHTS, "owner_unit", "plan", "expected", "year_amount")
        sequence = (*fields, "share", "difference", "mark")
        exclude = ("stage",)


class ChangeTable(Table):
    """Changes one per row, for the file."""

    kind = tables.Column(accessor="kind__label", verbose_name=_("kind of change"))
    on = DayColumn(verbose_name=_("day"))
    code = tables.Column(accessor="project__code", verbose_name=_("code"))
    name = tables.Column(accessor="project__name", verbose_name=_("project"))
    owner = tables.Column(accessor="project__owner_unit", verbose_name=_("responsible unit"))
    before = tables.Column(verbose_name=_("former state"))
    after = tables.Column(verbose_name=_("present state"))
    words = tables.Column(verbose_name=_("explanation"))
    mark = tables.Column(accessor="project__mark", verbose_name=_("provenance"))

    class Meta(Table.Meta):
        orderable = False


class ListedColumn(NumberColumn):
    """A figure of a group, linked to the list of its projects filtered by ``filters``."""

    unit = ""

    def __init__(self, *args, filters=None, **kwargs):
        self.filters = filters or {}
        super().__init__(*args, orderable=False, **kwargs)

    def render(self, value, record, table):
        if not value:
            return self.text(value)
        address = table.address(record, **self.filters)
        return format_html('<a href="{}">{}</a>', address, self.text(value))

    def value(self, value):
        return value

    def number(self, row):
        """The figure of a group."""
        return self.accessor.resolve(row)

    def text(self, value) -> str:
        return f"{value:,}"

    def render_footer(self, bound_column, table):
        return self.text(table.totals[bound_column.name])

    footer = render_footer


class ListedMoneyColumn(ListedColumn):
    """Yuan, in 亿元."""

    def text(self, value):
        return format_amount(value, "亿元")

    def value(self, value):
        return value.scaleb(-8)

    @property
    def header(self):
        return f"{self.verbose_name}（亿元）"


class GroupShareColumn(NumberColumn):
    """Share of the plan of a group; below, of all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, accessor="investment__share", orderable=False, **kwargs)

    def render(self, value, table):
        return format_share(value, table.places)

    def value(self, value):
        return None if value is None else float(value)

    def render_footer(self, table):
        return format_share(table.whole.share, table.places)

    footer = render_footer


class GroupPointsColumn(NumberColumn):
    """Share of the plan − 序时进度, in 百分点; below, of all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, accessor="investment__difference", orderable=False, **kwargs)

    def render(self, value, table):
        return points_of(value, table.month, on=table.day, places=table.places)

    def value(self, value, table):
        has_points = value is not None and table.month.has_ended(table.day)
        return round_points(value, table.places) if has_points else None

    def render_footer(self, table):
        return self.render(table.whole.difference, table)

    footer = render_footer


class LightCountColumn(ListedColumn):
    """The number of projects of a group of which a light has a colour."""

    def __init__(self, kind, light):
        self.kind, self.light = kind, light
        super().__init__(filters={kind.value: light.value}, accessor="lights")

    @property
    def header(self):
        return f"{self.kind.label} {self.light.label}"

    def number(self, row):
        return self.value(row.lights)

    def render(self, value, record, table):
        return super().render(self.value(value), record, table)

    def value(self, value):
        return value[self.kind][self.light]


class GroupTable(Table):
    """Groups of projects; ``address`` gives the list of a group's projects with further filters,
    ``whole`` is the investment of all of them."""

    name = WideColumn(orderable=False)
    count = ListedColumn(accessor="size__count", verbose_name=_("number of projects"))
    total = ListedMoneyColumn(accessor="size__total", verbose_name=_("total investment"))
    planned = ListedColumn(
        accessor="investment__planned",
        filters={"planned": "yes"},
        verbose_name=_("with a plan of the year"),
    )
    plan = ListedMoneyColumn(
        accessor="investment__plan", filters={"planned": "yes"}, verbose_name=_("plan of the year")
    )
    done = ListedMoneyColumn(
        accessor="investment__done", filters={"planned": "yes"}, verbose_name=_("year so far")
    )
    share = GroupShareColumn(verbose_name=_("share of plan"))
    difference = GroupPointsColumn(verbose_name=_("against schedule (points)"))
    warning_red = LightCountColumn(LightKind.OVERALL, Light.RED)
    warning_yellow = LightCountColumn(LightKind.OVERALL, Light.YELLOW)
    red = LightCountColumn(LightKind.PROGRESS, Light.RED)
    yellow = LightCountColumn(LightKind.PROGRESS, Light.YELLOW)
    unreported = LightCountColumn(LightKind.PROGRESS, Light.UNREPORTED)

    class Meta(Table.Meta):
        orderable = False

    def __init__(self, rows, *args, month, day, heading, address, **kwargs):
        self.month, self.day = month, day
        self.address, self.whole = address, figures.together(rows, month)
        super().__init__(rows, *args, totals=_totals(rows) if rows else None, **kwargs)
        self.columns["name"].column.verbose_name = heading


def _totals(rows) -> dict:
    """The sums of the columns that link to lists."""
    columns = GroupTable.base_columns.items()
    listed = [(name, column) for name, column in columns if isinstance(column, ListedColumn)]
    return {name: sum(column.number(row) for row in rows) for name, column in listed}
