"""How people speak of the rows of each recorded table. Every app tells it in its ``history.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import Formatter
from typing import Any

from django.db.models import DateField, Field, ForeignKey, Model

# Columns of every row that say nothing to a reader: the record itself says who and when.
SILENT = frozenset(
    {"id", "version", "submission_id", "created_at", "created_by_id", "updated_at", "programme_id"}
)
# Told after what a row is about.
LAST = ("provenance", "published_fields", "source_note")


@dataclass(frozen=True)
class Spoken:
    """``name`` is filled from the columns of the row; a foreign key stands for the name of what
    it points to. ``words`` call columns whose own name does not serve, ``months`` are days that
    mean their month, ``owner`` is the column of the record whose history the row belongs to,
    ``searched`` are the columns by which people look for it; what is ``listed`` they look for by
    its kind alone, or by whose it is. ``silent`` are the columns that tell nothing, ``hidden``
    those whose content the record does not hold. ``said`` makes the name where a template cannot,
    from the columns of ``name``; a record that ``has_page`` shows its history
    there to the staff who see it."""

    model: type[Model]
    kind: Any
    name: str
    words: Mapping[str, Any] = field(default_factory=dict)
    months: frozenset[str] = frozenset()
    owner: str = ""
    searched: tuple[str, ...] = ()
    silent: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    has_page: bool = False
    listed: bool = False
    said: Callable[[dict[str, Any]], str] | None = None

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def columns(self) -> dict[str, Field]:
        found = {str(one.column): one for one in self.model._meta.concrete_fields}
        return found | {name: found.pop(name) for name in LAST if name in found}

    @cached_property
    def named_by(self) -> list[str]:
        """The columns that the name is made of; whose it is belongs to it."""
        own = [name for _, name, _, _ in Formatter().parse(self.name) if name]
        return [*own, self.owner] if self.owner else own

    def points_to(self, column: str) -> str:
        """The table that a foreign key points to; empty for any other column."""
        found = self.columns.get(column)
        return found.related_model._meta.db_table if isinstance(found, ForeignKey) else ""

    def word(self, column: str) -> str:
        """What the column is called in front of people."""
        found = self.columns.get(column)
        default = found.verbose_name if found else column
        return str(self.words.get(column, COMMON.get(column, default)))

    def word_of_field(self, name: str) -> str:
        """The same of a field, whose column may have a longer name."""
        column = f"{name}_id" if f"{name}_id" in self.columns else name
        return self.word(column)

    def is_month(self, column: str) -> bool:
        return column in self.months and isinstance(self.columns.get(column), DateField)


COMMON: dict[str, Any] = {}
_spoken: dict[str, Spoken] = {}


def speak_of(model: type[Model], *, kind: Any, name: str, **more: Any) -> None:
    """Tell how the rows of a model, and those of its many-to-many links, are called."""
    for key in ("months", "silent", "hidden"):
        more[key] = frozenset(more.get(key, ()))
    told = Spoken(model, kind, name, **more)
    _spoken[told.table] = told
    for link in model._meta.local_many_to_many:
        _speak_of_link(told, link)


def _speak_of_link(told: Spoken, link: Any) -> None:
    through = link.remote_field.through
    if through._meta.auto_created:
        source, target = link.m2m_column_name(), link.m2m_reverse_name()
        name, table = f"{{{target}}}", through._meta.db_table
        kind = told.words.get(link.name, link.verbose_name)
        silent = frozenset({source, target})
        _spoken[table] = Spoken(through, kind, name, owner=source, silent=silent)


def spoken_of(table: str) -> Spoken:
    """Raises LookupError for a table that nobody told about."""
    if table not in _spoken:
        raise LookupError(table)
    return _spoken[table]


def is_spoken_of(table: str) -> bool:
    return table in _spoken


def parts_of(table: str) -> list[Spoken]:
    """The tables whose rows belong to the history of a record of this one."""
    return [one for one in _spoken.values() if one.owner and one.points_to(one.owner) == table]


def looked_up() -> list[Spoken]:
    """The tables that people look for records in."""
    return [one for one in _spoken.values() if one.searched]


def kinds() -> list[Spoken]:
    """The tables of which people ask for all that was done."""
    return [one for one in _spoken.values() if one.searched or one.listed]


def searched_for(table: str) -> str:
    """The table whose words people look for where they ask for rows of this one: of what has no
    words of its own that of the record that it belongs to; empty for any."""
    told = spoken_of(table)
    return table if told.searched else told.points_to(told.owner)


def open_to_staff() -> list[str]:
    """The tables of records that show their history on a page of their own, and of their parts."""
    own = [one.table for one in _spoken.values() if one.has_page]
    return own + [part.table for table in own for part in parts_of(table)]


def told_of() -> list[Spoken]:
    return list(_spoken.values())
