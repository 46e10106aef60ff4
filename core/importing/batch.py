"""What an import is about to write, kept until all rows are read, and then written in sets: the
number of statements does not grow with the rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.base import ModelState
from django.utils import timezone

from core.choices import ImportStep
from core.importing.progress import Tell, tell_nobody
from core.importing.sets import (
    Links,
    insert_all,
    remove_all,
    take_numbers,
    update_all,
    write_links,
)

Difference = tuple[Any, Any]  # what a field held, and what it holds now
BLOCK = 100  # numbers taken from a sequence at once, where nobody says how many are needed


@dataclass
class Changed:
    record: Any
    before: dict[str, Any] = field(default_factory=dict)


class Batch:
    """``expected``: about how many records of a model will be made. Of a trial nothing is ever
    written, and the numbers of its records are none of the database's."""

    def __init__(self, *, is_trial: bool, expected: int = BLOCK):
        self.is_trial, self.expected = is_trial, max(expected, BLOCK)
        self.made: dict[type, list[Any]] = {}
        self.changed: dict[type, dict[int, Changed]] = {}
        self.removed: dict[type, list[Any]] = {}
        self.links: dict[tuple[type, str], Links] = {}
        self._numbers: dict[type, Iterator[int]] = {}
        self._patterns: dict[type, Pattern] = {}

    # What an importer says

    def put(self, record: Any, values: dict[str, Any]) -> dict[str, Difference]:
        """Hold the values for the record; the fields that differ, empty where none does. A new
        record (without a key) gets its key at once."""
        kind = type(record)
        if record.pk is None:
            record.pk = self._next_number(kind)
            self.made.setdefault(kind, []).append(record)
            for name, value in values.items():
                hold(record, name, value)
            return {name: (None, value) for name, value in values.items()}
        differing = {
            name: (getattr(record, name), value)
            for name, value in values.items()
            if differs(record, name, value)
        }
        if differing and not record._state.adding:
            held = self.changed.setdefault(kind, {}).setdefault(record.pk, Changed(record))
            for name, (before, _value) in differing.items():
                held.before.setdefault(name, before)
        for name, (_before, value) in differing.items():
            hold(record, name, value)
        return differing

    def new(self, model: type[models.Model], **values: Any) -> Any:
        """As ``model(**values)``."""
        if model not in self._patterns:
            self._patterns[model] = Pattern(model)
        record = self._patterns[model].record()
        for name, value in values.items():
            hold(record, name, value)
        return record

    def put_links(self, record: Any, name: str, others: Iterable[Any]) -> Difference | None:
        """Hold what the many-to-many field is to name; None where it names just that."""
        wanted = {other.pk: other for other in others}
        named = {} if record._state.adding else {o.pk: o for o in getattr(record, name).all()}
        if wanted.keys() == named.keys():
            return None
        links = self._links_of(type(record), name)
        links.added += [(record.pk, pk) for pk in wanted if pk not in named]
        links.removed += [(record.pk, pk) for pk in named if pk not in wanted]
        return list(named.values()), list(wanted.values())

    def remove(self, record: Any) -> None:
        """A record that was made here is not made at all."""
        if record._state.adding:
            self.made[type(record)].remove(record)
        else:
            self.changed.get(type(record), {}).pop(record.pk, None)
            self.removed.setdefault(type(record), []).append(record)

    def write(self, tell: Tell = tell_nobody) -> None:
        """Everything, in the order in which the models were first spoken of. Raises StaleRecord
        where somebody saved one of the records since it was read."""
        now, done = timezone.now(), 0
        total = sum(
            len(r) for kind in (self.removed, self.made, self.changed) for r in kind.values()
        )
        tell(ImportStep.WRITTEN, done, total)
        for count in self._written(now):
            done += count
            tell(ImportStep.WRITTEN, done, total)
        for links in self.links.values():
            write_links(links)

    def _written(self, now: datetime) -> Iterator[int]:
        """How many records each statement wrote."""
        for model, records in self.removed.items():
            remove_all(model, records)
            yield len(records)
        for model, records in self.made.items():
            insert_all(model, records, now)
            yield len(records)
        for model, changes in self.changed.items():
            names = sorted({name for change in changes.values() for name in change.before})
            update_all(model, [change.record for change in changes.values()], names, now)
            yield len(changes)

    def former(self) -> dict[str, Any]:
        """What was written, and what stood there before, as JSON holds it: see ``undo``."""
        return {
            "made": {label(m): [r.pk for r in records] for m, records in self.made.items()},
            "changed": {
                label(m): [[pk, plain_values(m, held.before)] for pk, held in changes.items()]
                for m, changes in self.changed.items()
            },
            "removed": {
                label(m): [
                    {f.attname: as_json(getattr(r, f.attname)) for f in fields_of(m)}
                    for r in records
                ]
                for m, records in self.removed.items()
            },
            "links": [
                {
                    "table": one.through._meta.db_table,
                    "columns": one.columns,
                    "added": one.added,
                    "removed": one.removed,
                }
                for one in self.links.values()
            ],
        }

    # How it is done

    def _next_number(self, model: type[models.Model]) -> int:
        if model not in self._numbers:
            self._numbers[model] = self._taken_numbers(model)
        return next(self._numbers[model])

    def _taken_numbers(self, model: type[models.Model]) -> Iterator[int]:
        if self.is_trial:
            yield from range(-1, -(10**9), -1)
        while True:
            yield from take_numbers(model, self.expected)

    def _links_of(self, model: type, name: str) -> Links:
        if (model, name) not in self.links:
            many: Any = model._meta.get_field(name)  # type: ignore[attr-defined]
            columns = (many.m2m_column_name(), many.m2m_reverse_name())
            self.links[model, name] = Links(many.remote_field.through, columns)
        return self.links[model, name]


def label(model: type[models.Model]) -> str:
    return model._meta.label


def fields_of(model: type[models.Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def plain_values(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """By the names of columns: of another record its key."""
    columns = {field.name: field.attname for field in model._meta.concrete_fields}
    return {
        columns[name]: as_json(value.pk if isinstance(value, models.Model) else value)
        for name, value in values.items()
    }


def as_json(value: Any) -> Any:
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def relations_of(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.concrete_fields if field.is_relation}


def hold(record: Any, name: str, value: Any) -> None:
    """As ``setattr``, without what Django asks of each relation."""
    one = relations_of(record._meta.model).get(name)
    if one is None:
        setattr(record, name, value)
    else:
        setattr(record, one.attname, None if value is None else value.pk)
        one.set_cached_value(record, value)


def differs(record: Any, name: str, value: Any) -> bool:
    one = relations_of(record._meta.model).get(name)
    if one is None:
        return getattr(record, name) != value
    return getattr(record, one.attname) != (None if value is None else value.pk)


class Pattern:
    """What all new records of a model share is made once."""

    def __init__(self, model: type[models.Model]):
        self.model, self.values = model, vars(model())
        self.lists = [name for name, value in self.values.items() if isinstance(value, list)]

    def record(self) -> Any:
        record: Any = object.__new__(self.model)
        vars(record).update(self.values)
        for name in self.lists:
            setattr(record, name, list(self.values[name]))
        record._state = ModelState()
        return record
