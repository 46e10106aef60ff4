"""The filter of a list of names."""

from core.web.filters import FilterSet, SearchFilter


class NameFilter(FilterSet):
    q = SearchFilter(fields=("name",))
