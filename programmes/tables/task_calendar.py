"""The filters of the calendar of deadlines, named as those of the list of tasks."""

from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, ModelChoiceFilter, TextFilter
from programmes.choices import IN_NO_LIST
from programmes.models import Task, TaskList
from programmes.tables.choices import catalogue_entries, label_of_list, units_of_rows
from programmes.tables.tasks import NO_LIST


class CalendarFilter(FilterSet):
    list = ModelChoiceFilter(
        queryset=catalogue_entries(TaskList),
        label=_("list"),
        null_label=IN_NO_LIST,
        null_value=NO_LIST,
        method="by_list",
    )
    lead = ModelChoiceFilter(
        queryset=units_of_rows(Task, "lead_unit"), label=_("leading or supporting unit"),
        method="by_unit",
    )  # fmt: skip
    person = TextFilter(label=_("person"), lookup_expr="icontains")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["list"].field.label_from_instance = label_of_list(self)

    def by_list(self, rows, name, value):
        if value == NO_LIST:
            return rows.in_no_list(self.day)
        return rows.in_list(value, self.day)

    def by_unit(self, rows, name, value):
        return rows.led_or_supported(value)
