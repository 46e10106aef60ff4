"""The list of sign-in attempts: columns and filters."""

import django_tables2 as tables
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.choices import Outcome
from accounts.models import SignInAttempt
from accounts.passwords import normalized
from core.web.filters import DayFilter, FilterSet, SeveralFilter, TextFilter, YesNoFilter
from core.web.tables import Table
from programmes.figures.attempts import known_names, masked_name


class AttemptTable(Table):
    """``known`` are the labels of known names; other names are masked, in exports too."""

    at = tables.DateTimeColumn(format="Y-m-d H:i:s", verbose_name=_("time"))
    name = tables.Column(verbose_name=_("sign-in name"), orderable=False)
    address = tables.Column(verbose_name=_("address"))
    outcome = tables.Column(verbose_name=_("outcome"))
    times = tables.Column(verbose_name=_("times"))

    class Meta(Table.Meta):
        model = SignInAttempt
        fields = ("at", "name", "address", "outcome", "times")

    def __init__(self, *args, known: dict[str, str], **kwargs):
        self.known = known
        super().__init__(*args, **kwargs)

    def render_name(self, value):
        return self.known.get(value) or masked_name(value)

    value_name = render_name

    def value_at(self, value):
        return f"{localtime(value):%Y-%m-%d %H:%M:%S}"


class AttemptFilter(FilterSet):
    """Searches only names of the programme's people, so that a search does not disclose masked
    names letter by letter."""

    outcome = SeveralFilter(choices=Outcome.choices, label=_("outcome"))
    known = YesNoFilter(label=_("known sign-in name"), method="by_known")
    address = TextFilter(label=_("address"), lookup_expr="icontains")
    on = DayFilter(field_name="at", lookup_expr="date", label=_("day"))
    q = TextFilter(label=_("Search"), method="by_person")

    def by_known(self, rows, name, value):
        known = list(known_names(self.programme))
        return rows.filter(name__in=known) if value == "yes" else rows.exclude(name__in=known)

    def by_person(self, rows, name, value):
        words = normalized(value)
        known = known_names(self.programme)
        return rows.filter(name__in=[key for key in known if words in normalized(known[key])])
