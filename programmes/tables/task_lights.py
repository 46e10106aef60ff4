"""The light of a task as a column and as filters, for all but helpers."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from core.choices import Light
from core.web.filters import ModelChoiceFilter, SeveralFilter, TextFilter, YesNoFilter
from core.web.lights import light_badge
from programmes.choices import TaskAttention, TaskOutcome, Tier
from programmes.figures.task_lights import light_reason
from programmes.models import LightDay, Task
from programmes.models.task_lights import TASK_LIGHTS, light_rank
from programmes.tables.choices import units_in_tiers
from programmes.tables.tasks import TaskFilter, TaskTable


class LightColumn(tables.Column):
    """The light as text, shape and colour, with its sentence."""

    def __init__(self):
        attrs = {"td": {"class": "warning"}}
        super().__init__(verbose_name=_("task light"), empty_values=(), attrs=attrs)

    def render(self, value, record, table):
        words = light_reason(record, table.light_day)
        return format_html(
            '{} <span class="light-words">{}</span>', light_badge(value, words), words
        )

    def value(self, value):
        return str(Light(value).label) if value else ""

    def sort_keys(self, paths):
        """The most urgent first; tasks without a light last in both directions."""
        place = light_rank()
        way = place.desc if paths[0].startswith("-") else place.asc
        return [way(nulls_last=True)]


class LitTaskTable(TaskTable):
    """Tasks with their lights on a day."""

    light = LightColumn()
    reason = tables.Column(
        accessor="light", verbose_name=_("reason of the light"), empty_values=(), orderable=False
    )
    hidden_by_default = (*TaskTable.hidden_by_default, "reason")
    in_files = ("reason",)

    class Meta(TaskTable.Meta):
        sequence = (
            "pick",
            "text",
            "number",
            "list",
            "lead_unit",
            "person",
            "deadline",
            "light",
            "...",
        )

    def __init__(self, *args: Any, light_day: LightDay, **kwargs: Any):
        self.light_day = light_day
        super().__init__(*args, **kwargs)

    def render_reason(self, record):
        return light_reason(record, self.light_day)


class LitTaskFilter(TaskFilter):
    """Filters of tasks ``with_light``."""

    primary = ("list", "light", "reported", "lead", "q")

    light = SeveralFilter(
        choices=[(one.value, one.label) for one in TASK_LIGHTS], label=_("task light")
    )
    person = TextFilter(label=_("person"), lookup_expr="icontains")
    attention = ChoiceFilter(
        choices=TaskAttention.choices, label=_("needs attention"), method="by_attention"
    )

    def __init__(self, *args: Any, light_day: LightDay, **kwargs: Any):
        self.light_day = light_day
        super().__init__(*args, **kwargs)

    def by_attention(self, rows, name, value):
        return rows.needing(TaskAttention(value), self.light_day)


class LeadTaskFilter(LitTaskFilter):
    """With how tasks ended, for task force and leadership: of helpers' tasks, too."""

    outcome = SeveralFilter(
        choices=TaskOutcome.choices, label=_("how it ended"), method="by_outcome"
    )
    extended = YesNoFilter(label=_("extended"), method="by_fact")
    reopened = YesNoFilter(label=_("reopened once"), method="by_fact")
    awaited = ModelChoiceFilter(
        queryset=units_in_tiers(Tier.values),
        label=_("report awaited from"),
        method="by_awaited",
    )

    def by_outcome(self, rows, name, value):
        return rows.with_outcome(self.day).filter(outcome__in=value) if value else rows

    def by_awaited(self, rows, name, value):
        """The tasks that the unit leads or supports and has not reported for the month."""
        own = self.visible(Task).to_report_by(value, self.month, on=self.day)
        return rows.filter(pk__in=own.values("pk"))

    def by_fact(self, rows, name, value):
        return rows.with_outcome(self.day).filter(**{f"was_{name}": value == "yes"})
