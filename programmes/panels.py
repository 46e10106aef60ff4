"""A registry of the sections that higher apps add to a need's page: what answers it."""

from collections.abc import Callable
from typing import Any

from core.web.facts import Section

# Functions of the view and the need (projects: the linked projects).
answer_sections: list[Callable[[Any, Any], Section]] = []
