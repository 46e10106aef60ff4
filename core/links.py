"""Addresses of lists: every filter lives in the query string."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def list_address(url_name: str, **filters: Any) -> str:
    """The list with these filters; a filter may have several values, None leaves it away."""
    given = {name: value for name, value in filters.items() if value is not None}
    query = urlencode(given, doseq=True)
    return reverse(url_name) + (f"?{query}" if query else "")
