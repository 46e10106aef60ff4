"""The lists of findings and of their sources: columns and filters."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.bands import band_ends
from core.choices import Light
from core.web.columns import DayColumn, ProvenanceColumn, WideColumn
from core.web.filters import (
    DayFilter,
    FilterSet,
    ModelChoiceFilter,
    SearchFilter,
    SeveralFilter,
    TextFilter,
    YearFilter,
    YesNoFilter,
)
from core.web.lights import light_badge
from core.web.tables import Table
from funds.models import FundLine
from programmes.choices import Tier
from programmes.models import Task
from programmes.models.light_rules import RuleDay
from programmes.tables.choices import catalogue_entries, units_in_tiers, units_of_rows
from projects.models import Project
from supervision.choices import Colour, FindingAge, FindingOutcome, FindingState, WallRows
from supervision.figures.closing_days import closing_bands
from supervision.figures.findings import finding_reason
from supervision.figures.wall import NONE as WITHOUT
from supervision.models import Finding, FindingSource

NONE = "none"  # in the address
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN)


class FindingLightColumn(tables.Column):
    """The light as word, shape and colour, with its sentence."""

    def __init__(self):
        attrs = {"td": {"class": "warning"}}
        label = _("light of the rectification")
        super().__init__(verbose_name=label, empty_values=(), attrs=attrs, orderable=False)

    def render(self, value, record, table):
        words = finding_reason(record, table.rule_day)
        badge = light_badge(value, words)
        return format_html('{} <span class="light-words">{}</span>', badge, words)

    def value(self, value):
        return str(Light(value).label) if value else ""


class FindingTable(Table):
    text = WideColumn(linkify=("finding", [tables.A("pk")]))
    found_on = DayColumn()
    due_on = DayColumn(accessor="due_then", verbose_name=_("to be rectified by"))
    rectified_on = DayColumn(accessor="rectified_then", verbose_name=_("rectified on"))
    closed_on = DayColumn(accessor="closed_then", verbose_name=_("verified and closed on"))
    state = tables.Column(accessor="state_label", order_by="state_then", verbose_name=_("state"))
    light = FindingLightColumn()
    reason = tables.Column(
        accessor="light",
        verbose_name=pgettext_lazy("finding", "reason of the light"),
        empty_values=(),
        orderable=False,
    )
    mark = ProvenanceColumn()
    hidden_by_default = ("person", "rectified_on", "closed_on", "reason")
    in_files = ("person", "rectified_on", "closed_on", "reason")

    class Meta(Table.Meta):
        model = Finding
        fields = (
            "text", "light", "number", "source", "unit", "person", "colour", "found_on", "due_on",
            "reason", "state", "rectified_on", "closed_on", "mark",
        )  # fmt: skip

    def __init__(self, *args: Any, rule_day: RuleDay, **kwargs: Any):
        self.rule_day = rule_day
        super().__init__(*args, **kwargs)

    def render_reason(self, record):
        return finding_reason(record, self.rule_day)


class SourceTable(Table):
    name = tables.Column(linkify=("finding_source", [tables.A("pk")]))

    class Meta(Table.Meta):
        model = FindingSource
        fields = ("name", "position")


def subjects_of_findings(model, field: str):
    """The records that findings are about, of what the person sees."""

    def choices(request):
        rows = Finding.objects.visible_to(request.user).of(request.programme)
        records = model.objects.visible_to(request.user).of(request.programme)
        return records.filter(pk__in=rows.order_by().values(field))

    return choices


class FindingFilter(FilterSet):
    """Filters of findings ``as_of`` a day ``with_light``, ``with_ends`` and ``with_outcome``."""

    primary = ("unit", "state", "colour", "light", "q")

    unit = ModelChoiceFilter(queryset=units_of_rows(Finding, "unit"), label=_("responsible unit"))
    state = SeveralFilter(choices=FindingState.choices, label=_("state"), field_name="state_then")
    colour = SeveralFilter(choices=Colour.choices, label=_("colour"))
    light = SeveralFilter(
        choices=[(one.value, one.label) for one in LIGHTS], label=_("light of the rectification")
    )
    source = ModelChoiceFilter(
        queryset=catalogue_entries(FindingSource), label=_("source of findings")
    )
    age = SeveralFilter(
        choices=FindingAge.choices, label=_("days since it was found"), method="by_age"
    )
    project = ModelChoiceFilter(
        queryset=subjects_of_findings(Project, "project"),
        label=_("project"),
        null_label=WITHOUT[WallRows.PROJECT],
        null_value=NONE,
        method="by_project",
    )
    township = ModelChoiceFilter(
        queryset=units_in_tiers([Tier.TOWNSHIP]),
        label=_("township"),
        null_label=WITHOUT[WallRows.TOWNSHIP],
        null_value=NONE,
        method="by_township",
    )
    task = ModelChoiceFilter(queryset=subjects_of_findings(Task, "task"), label=_("task"))
    fund_line = ModelChoiceFilter(
        queryset=subjects_of_findings(FundLine, "fund_line"), label=_("fund line")
    )
    found = YearFilter(field_name="found_on__year", label=_("found in the year"))
    reopened = YesNoFilter(label=_("reopened"), method="by_reopening")
    outcome = SeveralFilter(choices=FindingOutcome.choices, label=_("how it ended"))
    year = YearFilter(label=_("to be rectified in the year, by the day"), method="by_year")
    due = YesNoFilter(label=_("due by the day and not rectified"), method="by_due")
    overdue = YesNoFilter(label=_("overdue and not rectified"), method="by_overdue")
    days = filters.ChoiceFilter(label=_("days to closing"), method="by_days", choices=[])
    found_since = DayFilter(field_name="found_on", lookup_expr="gte", label=_("found from"))
    found_until = DayFilter(field_name="found_on", lookup_expr="lte", label=_("found to"))
    rectified_since = DayFilter(
        field_name="rectified_then", lookup_expr="gte", label=_("rectified from")
    )
    rectified_until = DayFilter(
        field_name="rectified_then", lookup_expr="lte", label=_("rectified to")
    )
    closed_since = DayFilter(field_name="closed_then", lookup_expr="gte", label=_("closed from"))
    closed_until = DayFilter(field_name="closed_then", lookup_expr="lte", label=_("closed to"))
    person = TextFilter(label=_("person"), lookup_expr="icontains")
    q = SearchFilter(fields=("number", "text", "unit__name", "person"), names=("text",))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.filters["days"].extra["choices"] = closing_bands()

    def by_year(self, rows, name, value):
        return rows.due(self.day).filter(due_then__year=value)

    def by_due(self, rows, name, value):
        return self._in_or_out(rows, rows.to_rectify().due(self.day), value)

    def by_overdue(self, rows, name, value):
        return self._in_or_out(rows, rows.overdue(self.day), value)

    def _in_or_out(self, rows, chosen, value):
        return chosen if value == "yes" else rows.exclude(pk__in=chosen.values("pk"))

    def by_days(self, rows, name, value):
        return rows.closed_within(*band_ends(value))

    def by_reopening(self, rows, name, value):
        return self._in_or_out(rows, rows.reopened(self.day), value)

    def by_age(self, rows, name, value):
        return rows.with_age(self.day).filter(age__in=value)

    def by_project(self, rows, name, value):
        wanted = None if value == NONE else value.pk
        return rows.with_places(self.request.user).filter(seen_project=wanted)

    def by_township(self, rows, name, value):
        wanted = None if value == NONE else value.pk
        return rows.with_places(self.request.user).filter(seen_township=wanted)
