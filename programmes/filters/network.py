import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet, SearchFilter
from programmes.choices import Tier


class MembershipFilter(FilterSet):
    tier = filters.ChoiceFilter(choices=Tier.choices, label=_("tier"))
    channel = filters.CharFilter(label=_("channel"))
    q = SearchFilter(fields=("unit__name", "channel"))
