"""What other apps show on a project's page, beside what is known of the project itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Panel:
    """A part of the page: its template, and what it is told."""

    template: str
    told: dict[str, Any]


# A higher app adds what it has to show (funds: the money). Each takes the page, which asks for
# the person, and the project; None where it has nothing for them.
panels: list[Callable[[Any, Any], Panel | None]] = []


def panels_for(page: Any, project: Any) -> list[Panel]:
    found = (show(page, project) for show in panels)
    return [panel for panel in found if panel]
