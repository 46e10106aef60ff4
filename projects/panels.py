"""A registry of the panels that higher apps add to a project's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template and context (``panel.context`` in the template)."""

    template: str
    context: dict[str, Any]


# Functions of the view and the project, added by higher apps (funds: the money). They return None
# where the user may see nothing.
panels: list[Callable[[Any, Any], Panel | None]] = []
