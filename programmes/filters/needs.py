import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, ModelChoiceFilter, SearchFilter, YesNoFilter
from programmes.choices import Tier, Urgency
from programmes.filters.choices import catalogue_entries, units_in_tiers
from programmes.models import NeedCategory


class NeedFilter(FilterSet):
    township = ModelChoiceFilter(queryset=units_in_tiers([Tier.TOWNSHIP]), label=_("township"))
    category = ModelChoiceFilter(queryset=catalogue_entries(NeedCategory), label=_("category"))
    urgency = filters.ChoiceFilter(choices=Urgency.choices, label=_("urgency"))
    answered = YesNoFilter(label=_("answered"), method="by_answered")
    amount = YesNoFilter(label=_("amount stated"), method="by_amount")
    q = SearchFilter(fields=("number", "text", "township__name", "person"))

    def by_answered(self, rows, name, value):
        return rows.answered() if value == "yes" else rows.unanswered()

    def by_amount(self, rows, name, value):
        return rows.filter(amount__isnull=value == "no")
