"""Collects what an import writes and writes it in sets after the last row: the number of
statements does not grow with the rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.base import ModelState
from django.utils import timezone

from core.choices import ImportStep
from core.importing.sql import (
    Links,
    delete_versions,
    insert_all,
    take_keys,
    update_all,
    write_links,
)

Difference = tuple[Any, Any]  # a field's value before and after
COUNTED = ("version", "updated_at")  # count on when a change is undone
BLOCK = 100  # keys taken from a sequence at once, at least
ReportProgress = Callable[[ImportStep, int, int], None]  # the step, rows done, all rows


def report_nothing(step: ImportStep, done: int, total: int) -> None:
    """For imports that nobody waits for."""


def report_sets(
    report: ReportProgress, step: ImportStep, counts: Iterator[int], total: int
) -> None:
    """Reports the step while records are written set by set; ``counts`` yields the size of each."""
    report(step, 0, total)
    for done in accumulate(counts):
        report(step, done, total)


@dataclass
class Changed:
    record: Any
    before: dict[str, Any] = field(default_factory=dict)


class Batch:
    """``expected``: about how many records of a model will be made. A trial (``is_trial``) is never
    written; its records get negative keys."""

    def __init__(self, *, is_trial: bool, expected: int = BLOCK):
        self.is_trial, self.expected = is_trial, max(expected, BLOCK)
        self.made: dict[type, list[Any]] = {}
        self.changed: dict[type, dict[int, Changed]] = {}
        self.removed: dict[type, list[Any]] = {}
        self.links: dict[tuple[type, str], Links] = {}
        self._keys: dict[type, Iterator[int]] = {}
        self._templates: dict[type, RowTemplate] = {}

    def set_order(self, *models: type) -> None:
        """These models are written in this order, and undone in the opposite one."""
        self.made = {model: [] for model in models}

    def put(self, record: Any, values: dict[str, Any]) -> dict[str, Difference]:
        """Sets the values; returns the fields that differ. A new record gets its key at once."""
        model = type(record)
        if record.pk is None:
            record.pk = self._next_key(model)
            self.made.setdefault(model, []).append(record)
            for name, value in values.items():
                set_value(record, name, value)
            return {name: (None, value) for name, value in values.items()}
        differing = {
            name: (getattr(record, name), value)
            for name, value in values.items()
            if differs(record, name, value)
        }
        if differing and not record._state.adding:
            changed = self.changed.setdefault(model, {}).setdefault(record.pk, Changed(record))
            for name, (before, _value) in differing.items():
                changed.before.setdefault(name, before)
        for name, (_before, value) in differing.items():
            set_value(record, name, value)
        return differing

    def new(self, model: type[models.Model], **values: Any) -> Any:
        """As ``model(**values)``, but faster."""
        if model not in self._templates:
            self._templates[model] = RowTemplate(model)
        record = self._templates[model].record()
        for name, value in values.items():
            set_value(record, name, value)
        return record

    def put_links(self, record: Any, name: str, others: Iterable[Any]) -> Difference | None:
        """Sets a many-to-many field; None where it is unchanged."""
        after = {other.pk: other for other in others}
        before = {} if record._state.adding else {o.pk: o for o in getattr(record, name).all()}
        if after.keys() == before.keys():
            return None
        links = self._links_of(type(record), name)
        links.added += [(record.pk, pk) for pk in after if pk not in before]
        links.removed += [(record.pk, pk) for pk in before if pk not in after]
        return list(before.values()), list(after.values())

    def remove(self, record: Any) -> None:
        """A record made by this batch is not made at all."""
        if record._state.adding:
            self.made[type(record)].remove(record)
        else:
            self.changed.get(type(record), {}).pop(record.pk, None)
            self.removed.setdefault(type(record), []).append(record)

    def write(self, report: ReportProgress = report_nothing) -> None:
        """Writes the models in the order of their first ``put``. Raises StaleRecord where a record
        was saved since it was read."""
        sets = (self.removed, self.made, self.changed)
        total = sum(len(records) for one in sets for records in one.values())
        report_sets(report, ImportStep.WRITTEN, self._write_sets(timezone.now()), total)
        for links in self.links.values():
            write_links(links)

    def _write_sets(self, now: datetime) -> Iterator[int]:
        """Yields the number of records of each statement."""
        for model, records in self.removed.items():
            delete_versions(model, records)
            yield len(records)
        for model, records in self.made.items():
            insert_all(model, records, now)
            yield len(records)
        for model, changes in self.changed.items():
            names = sorted({name for change in changes.values() for name in change.before})
            update_all(model, [change.record for change in changes.values()], names, now)
            yield len(changes)

    def previous_values(self) -> dict[str, Any]:
        """What was written and what it replaced, as JSON, for ``undo``. Models are listed in the
        order in which they were written."""
        return {
            "made": [
                [label(m), [r.pk for r in records]] for m, records in self.made.items() if records
            ],
            "changed": [
                [label(m), [[pk, column_values(m, c.before)] for pk, c in changes.items()]]
                for m, changes in self.changed.items()
            ],
            "removed": [
                [label(m), [stored_values(record) for record in records]]
                for m, records in self.removed.items()
            ],
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

    def _next_key(self, model: type[models.Model]) -> int:
        if model not in self._keys:
            self._keys[model] = self._take_keys(model)
        return next(self._keys[model])

    def _take_keys(self, model: type[models.Model]) -> Iterator[int]:
        if self.is_trial:
            yield from range(-1, -(10**9), -1)
        while True:
            yield from take_keys(model, self.expected)

    def _links_of(self, model: type, name: str) -> Links:
        if (model, name) not in self.links:
            many: Any = model._meta.get_field(name)  # type: ignore[attr-defined]
            columns = (many.m2m_column_name(), many.m2m_reverse_name())
            self.links[model, name] = Links(many.remote_field.through, columns)
        return self.links[model, name]


class StoredBatch(Batch):
    """Records that services have stored, for ``undo`` alone: nothing is left to write."""

    def add_made(self, record: Any) -> None:
        self.made.setdefault(type(record), []).append(record)

    def add_changed(self, before: Any, after: Any) -> None:
        """Compares a record as it was read with the stored one."""
        changes = self.changed.setdefault(type(after), {})
        changed = changes.setdefault(after.pk, Changed(after))
        for one in after._meta.concrete_fields:
            value = getattr(before, one.attname)
            if one.name not in COUNTED and getattr(after, one.attname) != value:
                changed.before.setdefault(one.name, value)
        if not changed.before:
            del changes[after.pk]

    def write(self, report: ReportProgress = report_nothing) -> None:
        report(ImportStep.WRITTEN, 0, 0)


def label(model: type[models.Model]) -> str:
    return model._meta.label


def stored_values(record: Any) -> dict[str, Any]:
    names = [field.attname for field in record._meta.concrete_fields]
    return {name: as_json(getattr(record, name)) for name in names}


def column_values(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """By the names of columns; a related record as its key."""
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


def set_value(record: Any, name: str, value: Any) -> None:
    """As ``setattr``, without the checks of a relation's descriptor."""
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


class RowTemplate:
    """The default values of a model, computed once for all its new records."""

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
