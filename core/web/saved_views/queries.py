"""Canonical queries of lists."""

from urllib.parse import urlencode

from django.http import QueryDict

# Parameters that do not change what the list contains.
IGNORED_PARAMETERS = {"page", "per_page", "view", "as_of"}
ALL = "view=all"


def canonical(query: QueryDict) -> str:
    """Sorted and without empty values, so that equal lists have equal queries."""
    pairs = [
        (name, value)
        for name, values in sorted(query.lists())
        if not name.startswith("_") and name not in IGNORED_PARAMETERS
        for value in values
        if value
    ]
    return urlencode(pairs, safe=",")
