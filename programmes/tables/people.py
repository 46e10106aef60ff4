import django_tables2 as tables
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.web.tables import (
    Table,
    WideColumn,
)


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
