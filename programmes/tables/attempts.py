import django_tables2 as tables
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.models import SignInAttempt
from core.web.tables import (
    Table,
)
from programmes.figures.attempts import masked_name


class AttemptTable(Table):
    """``known`` are the labels of known names; other names are masked, in exports too."""

    at = tables.DateTimeColumn(format="Y-m-d H:i:s", verbose_name=_("time"))
    name = tables.Column(verbose_name=_("sign-in name"), orderable=False)
    address = tables.Column(verbose_name=_("address"))
    outcome = tables.Column(verbose_name=_("outcome"))

    class Meta(Table.Meta):
        model = SignInAttempt
        fields = ("at", "name", "address", "outcome")

    def __init__(self, *args, known: dict[str, str], **kwargs):
        self.known = known
        super().__init__(*args, **kwargs)

    def render_name(self, value):
        return self.known.get(value) or masked_name(value)

    value_name = render_name

    def value_at(self, value):
        return f"{localtime(value):%Y-%m-%d %H:%M:%S}"
