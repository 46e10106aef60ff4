"""The filters of the lists on stages."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from core.text import clean_text
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from programmes.filters.choices import units_of_rows
from projects.choices import Stage
from projects.models import Project

FIRST = [("none", _("first stage")), *Stage.choices]


def day_in(text: Any) -> date | None:
    try:
        return date.fromisoformat(clean_text(str(text or "")))
    except ValueError:
        return None


def days_of(query: Any, day: date) -> tuple[date, date]:
    """The first and last day of a query, by default this year until ``day``."""
    first = day_in(query.get("first")) or day.replace(month=1, day=1)
    return first, day_in(query.get("last")) or day


class DayFilter(filters.CharFilter):
    """A day by which the view itself filters the rows."""

    is_chip = False

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

    def filter(self, rows, value):
        return rows


class StuckFilter(FilterSet):
    stage = SeveralFilter(choices=Stage.choices, label=_("stage"))
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="owner_unit",
        label=_("responsible unit"),
    )
    q = SearchFilter(fields=("code", "name", "owner_unit__name", "lead_official"))


class MoveFilter(FilterSet):
    first = DayFilter(label=_("from (day)"))
    last = DayFilter(label=_("to (day)"))
    before = filters.ChoiceFilter(label=_("from stage"), choices=FIRST, method="by_before")
    stage = filters.ChoiceFilter(label=_("to stage"), choices=Stage.choices)
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=_("responsible unit"),
    )
    q = SearchFilter(fields=("project__code", "project__name", "reason"))

    def __init__(self, data: Any = None, *args: Any, days: tuple[date, date], **kwargs: Any):
        """The fields show the days of the list."""
        if data is not None:
            data = data.copy()
            data["first"], data["last"] = map(str, days)
        super().__init__(data, *args, **kwargs)

    def by_before(self, rows, name, value):
        return rows.filter(before=None) if value == "none" else rows.filter(before=value)
