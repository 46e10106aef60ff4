"""Registries of the sections that higher apps add: to a need's page what answers it, to a task's
page what it is linked to, to “My work” what waits for the user."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.web.facts import Section


@dataclass(frozen=True)
class Related:
    """A record that is linked to a task. ``removal`` is the address that takes the link off the
    ``version``; empty for whoever may not."""

    number: str
    words: str
    address: str
    removal: str = ""
    version: int = 1


@dataclass(frozen=True)
class Load:
    """What the units have, in neutral words (项目 3): by the id of the unit; without those that
    have none."""

    by_unit: dict[int, str]


# Functions of the view and the places of units (projects: their projects; funds: the money).
unit_loads: list[Callable[[Any, Any], Load]] = []
# Functions of the view and the need (projects: the linked projects).
answer_sections: list[Callable[[Any, Any], Section]] = []
# Functions of the view and the task (projects: the linked projects; funds: the fund lines); None
# where the user may see and add nothing.
task_sections: list[Callable[[Any, Any], Section | None]] = []
# Functions of the view (reports: the returned ones); a section without rows is left out.
work_sections: list[Callable[[Any], Section]] = []
