"""Addresses of lists: every filter lives in the query string."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(request, wanted: str | None) -> str:
    """Where a form or link wants to go on to, if it lies within this site; else the start page."""
    hosts, secure = {request.get_host()}, request.is_secure()
    return wanted if wanted and url_has_allowed_host_and_scheme(wanted, hosts, secure) else "/"


def list_address(url_name: str, *args: Any, **filters: Any) -> str:
    """The list with these filters; a filter may have several values, None leaves it away.
    ``args`` are the words in its address."""
    given = {name: value for name, value in filters.items() if value is not None}
    query = urlencode(given, doseq=True)
    return reverse(url_name, args=args) + (f"?{query}" if query else "")
