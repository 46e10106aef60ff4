"""The filters of problems and matters."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, SeveralFilter
from programmes.filters.choices import units_of_rows
from projects.choices import MatterLevel, MatterState
from projects.figures.works import departments
from projects.models import Matter, Problem, Project

STATES = [("open", _("not solved")), ("past", _("its day has passed")), ("solved", _("solved"))]


class ProblemFilter(FilterSet):
    stands = filters.ChoiceFilter(label=_("state"), choices=STATES, method="by_state")
    unit = ModelChoiceFilter(
        queryset=units_of_rows(Problem, "unit"), label=_("unit that must solve it")
    )
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=_("unit responsible for the project"),
    )
    q = SearchFilter(fields=("text", "person", "project__code", "project__name"))

    def by_state(self, rows, name, value):
        if value == "past":
            return rows.filter(is_late=True)
        return rows.filter(solved_on__isnull=value == "open")


class MatterFilter(FilterSet):
    level = SeveralFilter(choices=MatterLevel.choices, label=_("level"))
    state = SeveralFilter(choices=MatterState.choices, label=_("state"))
    department = filters.ChoiceFilter(label=_("department asked"), choices=[])
    owner = ModelChoiceFilter(
        queryset=units_of_rows(Project, "owner_unit"),
        field_name="project__owner_unit",
        label=_("responsible unit"),
    )
    q = SearchFilter(fields=("text", "department", "result", "project__code", "project__name"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = departments(self.visible(Matter))
        self.filters["department"].extra["choices"] = [(name, name) for name in names]
