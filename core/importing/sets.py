"""Rows of a table written in sets: one statement a table, however many rows."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db import connection, models
from psycopg2.sql import SQL, Composed, Identifier

from core.records import StaleRecord

ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
IN_ARRAY = str.maketrans({"\\": r"\\", '"': r"\""})
NUMBERS = (
    "SELECT nextval(numbers.name) FROM generate_series(1, %s),"
    " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) AS numbers"
)
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
DELETE = SQL("DELETE FROM {table} WHERE {column} = ANY (%s::bigint[])")
UNLINK = SQL(
    "DELETE FROM {table} AS held USING unnest(%s::bigint[], %s::bigint[]) AS said (ours, others)"
    " WHERE held.{ours} = said.ours AND held.{others} = said.others"
)


@dataclass
class Links:
    """Of a many-to-many field: pairs of the record's and the other's id."""

    through: type[models.Model]
    columns: tuple[str, str]
    added: list[tuple[int, int]] = field(default_factory=list)
    removed: list[tuple[int, int]] = field(default_factory=list)


def take_numbers(model: type[models.Model], count: int) -> list[int]:
    """The next keys of the model's table, for records that are yet to be written."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [count, model._meta.db_table])
        return [number for (number,) in cursor.fetchall()]


def insert_all(model: type[models.Model], records: Sequence[Any], now: datetime) -> None:
    """No record points to one without a key: that is given as soon as a record is spoken of."""
    if not records:
        return
    for record in records:
        record.created_at = record.updated_at = now
    fields = model._meta.concrete_fields
    values = map(itemgetter(*(f.attname for f in fields)), map(vars, records))
    columns = dict(zip([str(f.column) for f in fields], zip(*values, strict=True), strict=True))
    copy_in(model._meta.db_table, columns)


def copy_in(table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """One COPY of the values of each column; triggers see the rows as those of one statement."""
    lines = map("\t".join, zip(*map(all_copied, columns.values()), strict=True))
    statement = COPY.format(table=Identifier(table), names=SQL(", ").join(map(Identifier, columns)))
    with connection.cursor() as cursor:
        text = io.StringIO("".join(f"{line}\n" for line in lines))
        cursor.copy_expert(statement.as_string(cursor.cursor), text)


def all_copied(values: Sequence[Any]) -> list[str]:
    """Each as COPY reads it: most columns hold few different values, which are told once."""
    if values and isinstance(values[0], list):
        return [as_copied(value) for value in values]
    words = {value: as_copied(value) for value in set(values)}
    return [words[value] for value in values]


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


def delete_all(model: type[models.Model], keys: Iterable[int], column: str = "id") -> None:
    """Whatever version they have: whoever calls has looked that nobody touched them."""
    names = {"table": Identifier(model._meta.db_table), "column": Identifier(column)}
    run(DELETE.format(**names), [list(keys)])


def write_links(links: Links) -> None:
    table = links.through._meta.db_table
    if links.removed:
        ours, others = map(Identifier, links.columns)
        statement = UNLINK.format(table=Identifier(table), ours=ours, others=others)
        run(statement, [list(ids) for ids in zip(*links.removed, strict=True)])
    if links.added:
        copy_in(table, dict(zip(links.columns, zip(*links.added, strict=True), strict=True)))


def run(statement: Composed, values: Sequence[Any]) -> int:
    """How many rows it concerned."""
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), values)
        return cursor.rowcount
