from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter, YesNoFilter
from programmes.choices import TaskState
from programmes.filters.choices import catalogue_entries, units_of_rows
from programmes.models import Task, TaskList


class TaskFilter(FilterSet):
    primary = ("list", "state", "lead", "due", "q")

    list = ModelChoiceFilter(queryset=catalogue_entries(TaskList), label=_("list"))
    state = SeveralFilter(choices=TaskState.choices, label=_("state"))
    lead = ModelChoiceFilter(
        queryset=units_of_rows(Task, "lead_unit"), field_name="lead_unit", label=_("lead unit")
    )
    helper = YesNoFilter(label=_("led by a helper"), method="by_helper")
    due = YesNoFilter(label=_("due by the day"), method="by_due")
    done = YesNoFilter(label=_("done"), method="by_done")
    q = SearchFilter(fields=("number", "text", "lead_unit__name", "person"))

    def by_helper(self, rows, name, value):
        led = self.visible(Task).led_by_helpers(self.programme).values("pk")
        return rows.filter(pk__in=led) if value == "yes" else rows.exclude(pk__in=led)

    def by_due(self, rows, name, value):
        tasks = self.visible(Task).with_known_deadline(self.request.user)
        due = tasks.filter(known_deadline__lte=self.day).values("pk")
        return rows.filter(pk__in=due) if value == "yes" else rows.exclude(pk__in=due)

    def by_done(self, rows, name, value):
        return rows.filter(state=TaskState.CLOSED) if value == "yes" else rows.not_done()
