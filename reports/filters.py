import django_filters as filters
from django.utils.translation import gettext_lazy as _

from core.web.filters import FilterSet
from reports.choices import ReportKind


class RunFilter(FilterSet):
    kind = filters.ChoiceFilter(choices=ReportKind.choices, label=_("kind"))
