from decimal import Decimal

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.choices import Light
from core.money import DASH, format_amount
from core.web.columns import (
    MoneyColumn,
    MonthColumn,
    NameColumn,
    PickColumn,
    PointsColumn,
    ProvenanceColumn,
    ShareColumn,
    WideColumn,
    YesColumn,
)
from core.web.tables import Table
from projects.choices import LightKind, Stage
from projects.lights import FIELDS, rank, worst_rank
from projects.models import MonthEntry, Project
from projects.plan_progress import points_of
from projects.templatetags.projects import explained_light, light_mark

LIGHTS = tuple(kind.value for kind in LightKind)


class LightColumn(tables.Column):
    """A light as word, shape and colour, with its sentence as tooltip."""

    kind = LightKind.PROGRESS

    def __init__(self, kind, **kwargs):
        self.kind = kind
        kwargs = {"attrs": {"td": {"class": "lit"}}, **kwargs}
        super().__init__(accessor=FIELDS[kind], verbose_name=kind.label, empty_values=(), **kwargs)

    def render(self, value, record, table):
        shown = self.draw(record, self.kind, table.month, table.places, fills=table.fills)
        if shown:
            return shown
        unrated = _("Of this stage nothing is rated.")
        return format_html('<span class="text-secondary" title="{}">{}</span>', unrated, DASH)

    draw = staticmethod(light_mark)

    def value(self, value):
        return Light(value).label if value else ""

    def sort_keys(self, paths):
        """The worst first; rows without a light last in both directions."""
        place = self.rank()
        way = place.desc if paths[0].startswith("-") else place.asc
        return [way(nulls_last=True)]

    def rank(self):
        return rank(FIELDS[self.kind])


class OverallColumn(LightColumn):
    """The worst light, with its sentence beside it."""

    def __init__(self, **kwargs):
        super().__init__(LightKind.OVERALL, attrs={"td": {"class": "warning"}}, **kwargs)

    draw = staticmethod(explained_light)

    def rank(self):
        return worst_rank()


class AgainstScheduleColumn(PointsColumn):
    """Nothing of a month that runs: it is not compared with its end."""

    def render(self, record, table):
        return points_of(self.difference(record), table.month, on=table.day, places=table.places)

    def value(self, record, table) -> Decimal | None:
        return super().value(record, table) if table.month.has_ended(table.day) else None


class DoneColumn(MoneyColumn):
    """Completed investment; a dash instead of 0 for a project without a plan."""

    def render(self, value, record=None):
        return DASH if record.plan is None and not value else format_amount(value)


class StageColumn(tables.Column):
    def render(self, value):
        return Stage(value).label

    value = render


class ProgressTable(Table):
    """Projects with the figures of ``month``, seen on ``day``: the year's plan, what is done of it,
    the lights."""

    name = WideColumn(linkify=("project", [tables.A("pk")]), verbose_name=_("project"))
    owner_unit = NameColumn("owner_unit")
    plan = MoneyColumn(verbose_name=_("plan of the year"))
    year_amount = DoneColumn(verbose_name=_("year so far"))
    share = ShareColumn(part="year_amount", whole="plan", verbose_name=_("share of plan"))
    difference = AgainstScheduleColumn(
        part="year_amount",
        whole="plan",
        due="due_twelfths",
        verbose_name=_("against schedule (points)"),
    )
    warning = OverallColumn()
    light = LightColumn(LightKind.PROGRESS)
    start = LightColumn(LightKind.START)
    statistics = LightColumn(LightKind.STATISTICS)
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Project
        fields: tuple[str, ...] = ()

    def __init__(self, *args, month, day, fills=None, **kwargs):
        """``fills`` returns whether the user may fill in a field of a project."""
        self.month, self.day, self.fills = month, day, fills
        super().__init__(*args, **kwargs)


class ProjectTable(ProgressTable):
    plain_rows = True
    pick = PickColumn()
    hidden_by_default = (
        "code", "sector", "township", "lead_official", "person", "kind", "nature", "industry",
        "park", "place", "planned_start", "actual_start", "planned_finish", "actual_finish",
        "signed", "in_statistics",
    )  # fmt: skip
    in_files = ("code", "sector", "township")
    sector, township, park = NameColumn("sector"), NameColumn("township"), NameColumn("park")
    planned_start = MonthColumn()
    actual_start = MonthColumn()
    planned_finish = MonthColumn()
    actual_finish = MonthColumn()
    signed = YesColumn(word=_("yes"))
    in_statistics = YesColumn(word=_("yes"))
    stage = StageColumn(verbose_name=_("stage"))
    total_investment = MoneyColumn(verbose_name=_("total investment"))
    month_amount = MoneyColumn(verbose_name=_("this month"))

    class Meta(ProgressTable.Meta):
        fields = (
            "name", *LIGHTS, "stage", "month_amount", "year_amount", "share", "difference", "plan",
            "total_investment", "mark", "code", "owner_unit", "sector", "township", "lead_official",
            "person", "kind", "nature", "industry", "park", "place", "planned_start",
            "actual_start", "planned_finish", "actual_finish", "signed", "in_statistics",
        )  # fmt: skip
        sequence: tuple[str, ...] = ("pick", *fields)


class EveryProjectTable(ProjectTable):
    """The projects of several programmes; their figures are of the same month."""

    programme = NameColumn("programme", verbose_name=_("programme"))

    class Meta(ProjectTable.Meta):
        exclude = ("pick",)
        sequence: tuple[str, ...] = ("programme", *ProjectTable.Meta.fields)

    def __init__(self, *args, chosen="", **kwargs):
        super().__init__(*args, chosen=chosen and f"programme,{chosen}", **kwargs)


class EntryTable(Table):
    project = WideColumn(linkify=("project", [tables.A("project_id")]), verbose_name=_("project"))
    owner = tables.Column(accessor="project__owner_unit", verbose_name=_("responsible unit"))
    month = MonthColumn()
    amount = MoneyColumn(verbose_name=_("investment of the month"))
    image_progress = WideColumn()
    problems = WideColumn()
    no_change = YesColumn(word=_("no change"))
    origin = tables.Column(verbose_name=_("origin"))
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = MonthEntry
        fields = (
            "project", "month", "owner", "amount", "image_progress", "problems", "no_change",
            "origin", "mark",
        )  # fmt: skip


class MonthTable(ProgressTable):
    """One row per project that is due to report in the month."""

    month_amount = MoneyColumn(verbose_name=_("this month"))
    entry = tables.Column(
        accessor="pk", verbose_name=_("entry"), orderable=False, exclude_from_export=True
    )

    class Meta(ProgressTable.Meta):
        fields = (
            "name", "entry", *LIGHTS, "month_amount", "year_amount", "share", "difference", "plan",
            "mark", "owner_unit", "code",
        )  # fmt: skip
        sequence = fields

    def __init__(self, *args, may_enter, may_enter_late, **kwargs):
        self.may_enter, self.may_enter_late = may_enter, may_enter_late
        super().__init__(*args, **kwargs)

    def render_entry(self, record):
        if self.may_enter_late(record):
            address = f"/projects/{record.pk}/month/{self.month}/late/"
            return format_html('<a class="btn btn-sm" href="{}">{}</a>', address, _("make up"))
        if not self.may_enter(record):
            return ""
        words = _("change") if record.month_entry_id else _("record")
        kind = "" if record.month_entry_id else " btn-primary"
        address = f"/projects/{record.pk}/month/{self.month}/"
        return format_html('<a class="btn btn-sm{}" href="{}">{}</a>', kind, address, words)
