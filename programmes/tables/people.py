"""The list of people: columns and filters."""

import django_filters as filters
import django_tables2 as tables
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.web.columns import WideColumn
from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, YesNoFilter
from core.web.tables import Table
from programmes.choices import RoleName
from programmes.figures.people import units_of_programme
from programmes.models import Role


class PersonTable(Table):
    """Rows have ``roles_here``, prefetched."""

    name = tables.Column(linkify=("person", [tables.A("pk")]))
    roles = WideColumn(verbose_name=_("roles"), orderable=False, empty_values=())
    is_active = tables.Column(verbose_name=_("state"))
    last_login = tables.DateTimeColumn(format="Y-m-d H:i", verbose_name=_("last sign-in"))

    class Meta(Table.Meta):
        model = User
        fields = ("name", "username", "unit", "roles", "is_active", "last_login")

    def render_roles(self, record):
        return _now(", ").join(role.get_name_display() for role in record.roles_here) or "—"

    value_roles = render_roles

    def render_is_active(self, record):
        if not record.is_active:
            return _now("disabled")
        if record.is_dormant:
            return _now("dormant")
        return _now("first password") if record.must_change_password else _now("may sign in")

    value_is_active = render_is_active

    def value_last_login(self, value):
        return f"{localtime(value):%Y-%m-%d %H:%M}" if value else ""


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
