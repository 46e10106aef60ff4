"""URLs of lists and safe redirects."""

from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString


def safe_path(request, target: str | None) -> str:
    """The target of a redirect if it is within this site, else the start page."""
    hosts, secure = {request.get_host()}, request.is_secure()
    return target if target and url_has_allowed_host_and_scheme(target, hosts, secure) else "/"


def parent_page(path: str) -> str:
    """The nearest address above the path that opens with GET; the start page where none does."""
    parts = path.strip("/").split("/")
    above = ("/".join(["", *parts[:end], ""]) for end in range(len(parts) - 1, 0, -1))
    return next(filter(_is_page, above), "/")


def _is_page(path: str) -> bool:
    try:
        view: Any = getattr(resolve(path).func, "view_class", None)
    except Resolver404:
        return False
    return hasattr(view, "get") and "get" in view.http_method_names


def list_address(url_name: str, *args: Any, **filters: Any) -> str:
    """The URL of a list with filters; a filter may have several values, None is omitted. ``args``
    are the arguments of the URL pattern."""
    given = {name: value for name, value in filters.items() if value is not None}
    query = urlencode(given, doseq=True)
    path = reverse(url_name, args=args) if args else _path(url_name)
    return path + (f"?{query}" if query else "")


def count_link(count: int, address: str) -> SafeString:
    """A number with the list that it counts; 0 is plain text, for its list would be empty."""
    if not count:
        return format_html("{}", count)
    return format_html('<a href="{}">{}</a>', address, count)


@cache
def _path(url_name: str) -> str:
    return reverse(url_name)
