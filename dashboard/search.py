"""Searches the projects, tasks, needs and units that a person sees."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from programmes.filters.needs import NeedFilter
from programmes.filters.network import MembershipFilter
from programmes.filters.tasks import TaskFilter
from programmes.models import Membership, Need, Task
from projects.filters.projects import ProjectFilter
from projects.models import Project

ROWS_PER_KIND = 8  # rows of a kind; the list has all
MAX_WORDS = 6


@dataclass(frozen=True)
class Kind:
    """A kind of record: searched by the filterset of its list. ``number``, ``text`` and ``whose``
    are attribute paths to the texts of a hit, ``key`` to the primary key of its page."""

    label: Any
    model: Any
    filterset: Any
    list_name: str
    page: str
    number: str
    text: str
    whose: str
    key: str = "pk"

    def rows(self, rows: Any, words: str) -> Any:
        matches = self.filterset.base_filters["q"].filter(rows, words)
        needed = {path.partition(".")[0] for path in (self.text, self.whose)}
        links = {field.name for field in self.model._meta.concrete_fields if field.is_relation}
        return matches.select_related(*sorted(needed & links))


KINDS = (
    Kind(
        _("Projects"), Project, ProjectFilter, "projects", "project", "code", "name", "owner_unit"
    ),
    Kind(_("Tasks"), Task, TaskFilter, "tasks", "task", "number", "text", "lead_unit"),
    Kind(_("Needs"), Need, NeedFilter, "needs", "need", "number", "text", "township"),
    Kind(
        _("Units"), Membership, MembershipFilter, "network", "unit", "get_tier_display", "unit",
        "channel", "unit_id",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class SearchHit:
    record: Any
    key: int
    number: str
    text: str
    whose: str


@dataclass(frozen=True)
class KindResults:
    """The first hits of a kind, and the number of all."""

    kind: Kind
    hits: list[SearchHit]
    count: int


def search_words(text: str) -> str:
    """The first MAX_WORDS words of the text, separated by spaces."""
    return " ".join(text.split()[:MAX_WORDS])


def search(visible: Callable[[Any], Any], words: str) -> Iterator[KindResults]:
    """The results of each kind with hits. ``visible`` returns the rows of a model that the person
    sees."""
    for kind in KINDS:
        rows = kind.rows(visible(kind.model), words)
        first = list(rows[: ROWS_PER_KIND + 1])
        if first:
            count = rows.count() if len(first) > ROWS_PER_KIND else len(first)
            yield KindResults(kind, [_hit(kind, row) for row in first[:ROWS_PER_KIND]], count)


def _hit(kind: Kind, row: Any) -> SearchHit:
    texts = (_read(row, path) for path in (kind.number, kind.text, kind.whose))
    return SearchHit(row, attrgetter(kind.key)(row), *texts)


def _read(row: Any, path: str) -> str:
    value = attrgetter(path)(row)
    value = value() if callable(value) else value
    return "" if value is None else str(value)
