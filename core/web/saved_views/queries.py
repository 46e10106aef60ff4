"""The query of a list, said in one way only."""

from urllib.parse import urlencode

from django.http import QueryDict

# They say nothing of what the list shows, or only where in it somebody is.
ASIDE = {"page", "per_page", "view"}
ALL = "view=all"


def canonical(query: QueryDict, without: tuple[str, ...] = ()) -> str:
    """Without what is empty, in one order: two addresses of the same list say the same."""
    said = [
        (name, value)
        for name, values in sorted(query.lists())
        if not name.startswith("_") and name not in ASIDE and name not in without
        for value in values
        if value
    ]
    return urlencode(said, safe=",")
