"""The list of the county's own days: columns and filters."""

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.columns import DayColumn
from core.web.filters import FilterSet, SearchFilter, YearFilter, YesNoFilter
from core.web.tables import Table
from programmes.models import CalendarDay


class CalendarTable(Table):
    day = DayColumn(linkify=("calendar_day", [tables.A("pk")]))
    is_workday = tables.Column(verbose_name=gettext_lazy("works or rests"))

    class Meta(Table.Meta):
        model = CalendarDay
        fields = ("day", "is_workday", "name", "basis")

    def render_is_workday(self, value):
        return _("works") if value else _("rests")

    value_is_workday = render_is_workday


class CalendarFilter(FilterSet):
    year = YearFilter(label=gettext_lazy("year"), method="by_year")
    works = YesNoFilter(label=gettext_lazy("working day"), method="by_works")
    q = SearchFilter(fields=("name", "basis"), names=("name",))

    def by_year(self, rows, name, value):
        return rows.in_year(value)

    def by_works(self, rows, name, value):
        return rows.filter(is_workday=value == "yes")
