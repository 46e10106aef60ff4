"""What an import is about to write, kept until all rows are read, and then written in sets: the
number of statements does not grow with the rows."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models.base import ModelState
from django.utils import timezone
from psycopg2.sql import SQL, Composed, Identifier

from core.records import StaleRecord

Difference = tuple[Any, Any]  # what a field held, and what it holds now
BLOCK = 100  # numbers taken from a sequence at once, where nobody says how many are needed
ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
IN_ARRAY = str.maketrans({"\\": r"\\", '"': r"\""})
COPY = SQL("COPY {table} ({names}) FROM STDIN")
UPDATE = SQL(
    "UPDATE {table} AS held SET {sets}, version = held.version + 1, updated_at = %s"
    " FROM jsonb_to_recordset(%s) AS said (id bigint, version integer, {types})"
    " WHERE held.id = said.id AND held.version = said.version"
)
REMOVE = SQL(
    "DELETE FROM {table} AS held USING unnest(%s::bigint[], %s::integer[]) AS said (id, version)"
    " WHERE held.id = said.id AND held.version = said.version"
)
DELETE = SQL("DELETE FROM {table} WHERE id = ANY (%s::bigint[])")
UNLINK = SQL(
    "DELETE FROM {table} AS held USING unnest(%s::bigint[], %s::bigint[]) AS said (ours, others)"
    " WHERE held.{ours} = said.ours AND held.{others} = said.others"
)


@dataclass
class Changed:
    record: Any
    before: dict[str, Any] = field(default_factory=dict)


@dataclass
class Links:
    """Of a many-to-many field: pairs of the record's and the other's id."""

    through: type[models.Model]
    columns: tuple[str, str]
    added: list[tuple[int, int]] = field(default_factory=list)
    removed: list[tuple[int, int]] = field(default_factory=list)


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
        self._patterns: dict[type, Any] = {}

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
        """As ``model(**values)``: what all new records share is made once."""
        if model not in self._patterns:
            self._patterns[model] = model()
        record: Any = copy(self._patterns[model])
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

    def write(self) -> None:
        """Everything, in the order in which the models were first spoken of. Raises StaleRecord
        where somebody saved one of the records since it was read."""
        now = timezone.now()
        for model, records in self.removed.items():
            remove_all(model, records)
        for model, records in self.made.items():
            insert_all(model, records, now)
        for model, changes in self.changed.items():
            names = sorted({name for change in changes.values() for name in change.before})
            update_all(model, [change.record for change in changes.values()], names, now)
        for links in self.links.values():
            write_links(links)

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


def hold(record: Any, name: str, value: Any) -> None:
    """As ``setattr``, without what Django asks of each relation."""
    one = record._meta.get_field(name)
    if one.is_relation:
        setattr(record, one.attname, None if value is None else value.pk)
        one.set_cached_value(record, value)
    else:
        setattr(record, name, value)


def differs(record: Any, name: str, value: Any) -> bool:
    one = record._meta.get_field(name)
    if one.is_relation:
        return getattr(record, one.attname) != (None if value is None else value.pk)
    return getattr(record, name) != value


def copy(record: Any) -> Any:
    twin: Any = object.__new__(type(record))
    vars(twin).update(
        {name: list(v) if isinstance(v, list) else v for name, v in vars(record).items()}
    )
    twin._state = ModelState()
    return twin


def take_numbers(model: type[models.Model], count: int) -> list[int]:
    """The next keys of the model's table, for records that are yet to be written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def insert_all(model: type[models.Model], records: Sequence[Any], now: datetime) -> None:
    fields = model._meta.concrete_fields
    names = [f.attname for f in fields]
    for record in records:
        record.created_at = record.updated_at = now
    # No record points to one without a key: that is given as soon as a record is spoken of.
    values = itemgetter(*names)
    rows = (values(vars(record)) for record in records)
    copy_in(model._meta.db_table, [str(f.column) for f in fields], rows)


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """One COPY; triggers see the rows as those of one statement."""
    text = io.StringIO()
    for row in rows:
        text.write("\t".join([as_copied(value) for value in row]))
        text.write("\n")
    text.seek(0)
    names = SQL(", ").join(map(Identifier, columns))
    statement = COPY.format(table=Identifier(table), names=names)
    with connection.cursor() as cursor:
        cursor.copy_expert(statement.as_string(cursor.cursor), text)


def as_copied(value: Any) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(ESCAPED)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        parts = ",".join(f'"{str(part).translate(IN_ARRAY)}"' for part in value)
        return f"{{{parts}}}".translate(ESCAPED)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def update_all(
    model: type[models.Model], records: Sequence[Any], names: Sequence[str], now: datetime
) -> None:
    """Each record by its key and the version that was read."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    types = [SQL("{} {}").format(Identifier(f.column), SQL(f.db_type(connection))) for f in fields]
    sets = [SQL("{0} = said.{0}").format(Identifier(f.column)) for f in fields]
    rows = [
        {
            "id": record.pk,
            "version": record.version,
            **{f.column: getattr(record, f.attname) for f in fields},
        }
        for record in records
    ]
    statement = UPDATE.format(
        table=Identifier(model._meta.db_table),
        sets=SQL(", ").join(sets),
        types=SQL(", ").join(types),
    )
    said = json.dumps(rows, default=as_copied, ensure_ascii=False)
    if run(statement, [now, said]) != len(rows):
        raise StaleRecord(None)


def remove_all(model: type[models.Model], records: Sequence[Any]) -> None:
    statement = REMOVE.format(table=Identifier(model._meta.db_table))
    keys = [[record.pk for record in records], [record.version for record in records]]
    if run(statement, keys) != len(records):
        raise StaleRecord(None)


def delete_all(model: type[models.Model], keys: Iterable[int]) -> None:
    """Whatever version they have: whoever calls has looked that nobody touched them."""
    run(DELETE.format(table=Identifier(model._meta.db_table)), [list(keys)])


def write_links(links: Links) -> None:
    table = links.through._meta.db_table
    if links.removed:
        ours, others = map(Identifier, links.columns)
        statement = UNLINK.format(table=Identifier(table), ours=ours, others=others)
        run(statement, [list(ids) for ids in zip(*links.removed, strict=True)])
    if links.added:
        copy_in(table, links.columns, links.added)


def run(statement: Composed, values: Sequence[Any]) -> int:
    """How many rows it concerned."""
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), values)
        return cursor.rowcount
