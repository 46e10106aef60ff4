import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, YesNoFilter
from programmes.choices import RoleName
from programmes.figures.people import units_of_programme
from programmes.models import Role


class PersonFilter(FilterSet):
    unit = ModelChoiceFilter(
        queryset=lambda request: units_of_programme(request.programme), label=_("unit")
    )
    role = filters.ChoiceFilter(choices=RoleName.choices, label=_("role"), method="by_role")
    active = YesNoFilter(label=_("may sign in"), method="by_active")
    dormant = YesNoFilter(label=_("dormant"), method="by_dormant")
    q = SearchFilter(fields=("name", "username", "unit__name"))

    def by_role(self, rows, name, value):
        roles = self.visible(Role).filter(name=value)
        return rows.filter(pk__in=roles.values("user"))

    def by_active(self, rows, name, value):
        allowed = rows.filter(is_active=True).not_dormant().values("pk")
        return rows.filter(pk__in=allowed) if value == "yes" else rows.exclude(pk__in=allowed)

    def by_dormant(self, rows, name, value):
        return rows.dormant() if value == "yes" else rows.not_dormant()
