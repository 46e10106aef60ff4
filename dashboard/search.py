"""What stands for some words among the projects, tasks, needs and units that a person sees."""

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

SHOWN = 8  # rows of a kind; the list has all
WORDS = 6  # so many are looked for


@dataclass(frozen=True)
class Kind:
    """``filterset`` is that of the list, which finds the same for the same words. ``number``,
    ``text`` and ``whose`` lead from a row to what is shown of it, ``key`` to that of its page."""

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
        found = self.filterset.base_filters["q"].filter(rows, words)
        needed = {path.partition(".")[0] for path in (self.text, self.whose)}
        links = {field.name for field in self.model._meta.concrete_fields if field.is_relation}
        return found.select_related(*sorted(needed & links))


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
class Hit:
    record: Any
    key: int
    number: str
    text: str
    whose: str


@dataclass(frozen=True)
class Found:
    """The first hits of a kind, and how many there are."""

    kind: Kind
    hits: list[Hit]
    count: int


def looked_for(text: str) -> str:
    """The words that are looked for, a space between them."""
    return " ".join(text.split()[:WORDS])


def found(visible: Callable[[Any], Any], words: str) -> Iterator[Found]:
    """The kinds that have something. ``visible`` gives a model's rows that the person sees."""
    for kind in KINDS:
        rows = kind.rows(visible(kind.model), words)
        first = list(rows[: SHOWN + 1])
        if first:
            count = rows.count() if len(first) > SHOWN else len(first)
            yield Found(kind, [_hit(kind, row) for row in first[:SHOWN]], count)


def _hit(kind: Kind, row: Any) -> Hit:
    texts = (_read(row, path) for path in (kind.number, kind.text, kind.whose))
    return Hit(row, attrgetter(kind.key)(row), *texts)


def _read(row: Any, path: str) -> str:
    value = attrgetter(path)(row)
    value = value() if callable(value) else value
    return "" if value is None else str(value)
