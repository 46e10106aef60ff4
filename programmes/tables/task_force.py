"""The lists of seconded staff and of working mechanisms: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from core.web.columns import DayColumn, ProvenanceColumn, WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, YesNoFilter
from core.web.tables import Table
from programmes.models import Mechanism, SecondedPerson
from programmes.models.task_force import WITH_MECHANISM
from programmes.tables.choices import units_of_rows


class SecondedTable(Table):
    name = tables.Column(linkify=("seconded_person", [tables.A("pk")]))
    first_day, last_day = DayColumn(), DayColumn()
    duty = WideColumn()
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = SecondedPerson
        fields = ("name", "home_unit", "first_day", "last_day", "duty", "mark")


class SecondedFilter(FilterSet):
    home_unit = ModelChoiceFilter(
        queryset=units_of_rows(SecondedPerson, "home_unit"), label=_("home unit")
    )
    serving = YesNoFilter(label=_("serving"), method="by_serving")
    q = SearchFilter(fields=("name", "home_unit__name", "duty"), names=("name", "home_unit__name"))

    def by_serving(self, rows, name, value):
        serving = rows.serving(on=self.day)
        return serving if value == "yes" else rows.exclude(pk__in=serving.values("pk"))


class MechanismTable(Table):
    unit = tables.Column(linkify=("mechanism", [tables.A("pk")]))
    duties = WideColumn()
    complete = tables.BooleanColumn(
        accessor="is_complete", orderable=False, verbose_name=_("complete")
    )
    mark = ProvenanceColumn()

    class Meta(Table.Meta):
        model = Mechanism
        fields = ("unit", "duties", "person", "contact", "document", "basis", "complete", "mark")

    def render_complete(self, value):
        return _("yes") if value else _("no")

    value_complete = render_complete


class MechanismFilter(FilterSet):
    tier = filters.ChoiceFilter(label=_("tier"), method="by_tier", choices=[])
    complete = YesNoFilter(label=_("complete"), method="by_complete")
    q = SearchFilter(fields=("unit__name", "duties", "person", "contact"), names=("unit__name",))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["tier"].extra["choices"] = [(one.value, one.label) for one in WITH_MECHANISM]

    def by_tier(self, rows, name, value):
        return rows.filter(
            unit__memberships__programme=self.programme, unit__memberships__tier=value
        )

    def by_complete(self, rows, name, value):
        return rows.complete() if value == "yes" else rows.incomplete()
