"""Addresses as tables."""

from typing import Any

from django.urls import URLPattern, path


def routes(prefix: str, *rows: tuple[str, Any, str]) -> list[URLPattern]:
    """Addresses below the prefix: each the rest of its route, the view (a class, or a function),
    and its url name."""
    return [path(prefix + rest, _function(view), name=name) for rest, view, name in rows]


def _function(view: Any) -> Any:
    return view.as_view() if hasattr(view, "as_view") else view
