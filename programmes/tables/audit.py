"""Filters of the record of changes."""

from datetime import datetime, time, timedelta
from typing import Any

import django_filters as filters
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from core.audit.models import Action
from core.audit.search import changes_of, end_id_before, find_records, first_id_since
from core.audit.titles import SYSTEM_ACTORS
from core.choices import EventKind
from core.kinds import child_tables, registered_kinds, search_table
from core.web.filters import DayFilter, FilterSet, SearchFilter
from programmes.figures.people import people_of

ACTION_CHOICES = [(_("changes of data"), Action.choices), (_("events"), EventKind.choices)]


class AuditFilter(FilterSet):
    actor = filters.ChoiceFilter(label=_("by"))
    type = filters.ChoiceFilter(label=_("kind of object"), method="by_type")
    q = SearchFilter(fields=())
    action = filters.ChoiceFilter(choices=ACTION_CHOICES, label=_("action"), method="by_action")
    since = DayFilter(label=_("from day"), method="by_since")
    until = DayFilter(label=_("to day"), method="by_until")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        people = people_of(self.programme).select_related("unit").order_by("unit__name", "name")
        persons = [(f"user:{one.pk}", f"{one.name}（{one.unit.name}）") for one in people]
        self.filters["actor"].extra["choices"] = [*persons, *SYSTEM_ACTORS.items()]
        self.filters["type"].extra["choices"] = [
            (kind.table, kind.label)
            for kind in registered_kinds()
            if kind.search_columns or kind.filterable
        ]

    def filter_queryset(self, queryset):
        """Searches the words among objects of the chosen kind, or their parents."""
        values = self.form.cleaned_data
        rows = super().filter_queryset(queryset)
        if words := values.get("q"):
            kind = values.get("type")
            rows = rows.filter(changes_of(find_records(words, search_table(kind) if kind else "")))
        return rows

    def by_type(self, rows, name, value):
        """Ignored where a word search already selects objects of the kind."""
        if self.form.cleaned_data.get("q") and search_table(value) == value:
            return rows
        return rows.filter(table_name__in=[value, *child_tables(value)])

    def by_action(self, rows, name, value):
        return rows.filter(action=value) if value in Action.values else rows.events(value)

    def by_since(self, rows, name, value):
        return rows.filter(at__gte=_midnight(value), pk__gte=first_id_since(_midnight(value)))

    def by_until(self, rows, name, value):
        end = _midnight(value) + timedelta(days=1)
        return rows.filter(at__lt=end, pk__lt=end_id_before(end))


def _midnight(day):
    return make_aware(datetime.combine(day, time.min))
