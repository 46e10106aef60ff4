"""URLs of lists and safe redirects."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def safe_path(request, target: str | None) -> str:
    """The target of a redirect if it is within this site, else the start page."""
    hosts, secure = {request.get_host()}, request.is_secure()
    return target if target and url_has_allowed_host_and_scheme(target, hosts, secure) else "/"


def list_address(url_name: str, *args: Any, **filters: Any) -> str:
    """The URL of a list with filters; a filter may have several values, None is omitted. ``args``
    are the arguments of the URL pattern."""
    given = {name: value for name, value in filters.items() if value is not None}
    query = urlencode(given, doseq=True)
    path = reverse(url_name, args=args) if args else _path(url_name)
    return path + (f"?{query}" if query else "")


@cache
def _path(url_name: str) -> str:
    return reverse(url_name)
