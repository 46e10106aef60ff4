import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Outcome
from accounts.passwords import normalized
from core.web.filters import FilterSet, SeveralFilter, TextFilter, YesNoFilter
from programmes.figures.attempts import known_names


class AttemptFilter(FilterSet):
    """Searches only names of the programme's people, so that a search does not disclose masked
    names letter by letter."""

    outcome = SeveralFilter(choices=Outcome.choices, label=_("outcome"))
    known = YesNoFilter(label=_("known sign-in name"), method="by_known")
    address = TextFilter(label=_("address"), lookup_expr="icontains")
    on = filters.DateFilter(
        field_name="at",
        lookup_expr="date",
        label=_("day"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    q = TextFilter(label=_("Search"), method="by_person")

    def by_known(self, rows, name, value):
        known = list(known_names(self.programme))
        return rows.filter(name__in=known) if value == "yes" else rows.exclude(name__in=known)

    def by_person(self, rows, name, value):
        words = normalized(value)
        known = known_names(self.programme)
        return rows.filter(name__in=[key for key in known if words in normalized(known[key])])
