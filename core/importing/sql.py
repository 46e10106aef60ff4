"""Writes many rows by one statement a table: COPY, UPDATE, DELETE."""

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

from core.database.sql import fetch_all
from core.records import StaleRecord

ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
IN_ARRAY = str.maketrans({"\\": r"\\", '"': r"\""})
KEYS = (
    "SELECT nextval(sequence.name) FROM generate_series(1, %s),"
    " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) AS sequence"
)
COPY = SQL("COPY {table} ({names}) FROM STDIN")
UPDATE = SQL(
    "UPDATE {table} AS stored SET {sets}, version = stored.version + 1, updated_at = %s"
    " FROM jsonb_to_recordset(%s) AS given (id bigint, version integer, {types})"
    " WHERE stored.id = given.id AND stored.version = given.version"
)
DELETE_VERSIONS = SQL(
    "DELETE FROM {table} AS stored USING unnest(%s::bigint[], %s::integer[]) AS given (id, version)"
    " WHERE stored.id = given.id AND stored.version = given.version"
)
DELETE = SQL("DELETE FROM {table} WHERE {column} = ANY (%s::bigint[])")
UNLINK = SQL(
    "DELETE FROM {table} AS stored USING unnest(%s::bigint[], %s::bigint[]) AS given (ours, others)"
    " WHERE stored.{ours} = given.ours AND stored.{others} = given.others"
)


@dataclass
class Links:
    """Rows of a many-to-many field: pairs of the record's and the other's id."""

    through: type[models.Model]
    columns: tuple[str, str]
    added: list[tuple[int, int]] = field(default_factory=list)
    removed: list[tuple[int, int]] = field(default_factory=list)


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """Takes the next keys from the sequence of the model's table."""
    return [key for (key,) in fetch_all(KEYS, [count, model._meta.db_table])]


def insert_all(model: type[models.Model], records: Sequence[Any], now: datetime) -> None:
    """Records have their keys already, so that they can reference each other."""
    for record in records:
        record.created_at = record.updated_at = now
    insert_again(model, records)


def insert_again(model: type[models.Model], records: Sequence[Any]) -> None:
    """As ``insert_all``, with the times that the records have."""
    if not records:
        return
    fields = model._meta.concrete_fields
    values = map(itemgetter(*(f.attname for f in fields)), map(vars, records))
    columns = dict(zip([str(f.column) for f in fields], zip(*values, strict=True), strict=True))
    copy_in(model._meta.db_table, columns)


def copy_in(table: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """One COPY of the values of each column."""
    lines = map("\t".join, zip(*map(copy_texts, columns.values()), strict=True))
    statement = COPY.format(table=Identifier(table), names=SQL(", ").join(map(Identifier, columns)))
    with connection.cursor() as cursor:
        text = io.StringIO("".join(f"{line}\n" for line in lines))
        cursor.copy_expert(statement, text)


def copy_texts(values: Sequence[Any]) -> list[str]:
    """The values as COPY reads them, equal ones converted once."""
    if values and isinstance(values[0], list):
        return [copy_text(value) for value in values]
    words = {value: copy_text(value) for value in set(values)}
    return [words[value] for value in values]


def copy_text(value: Any) -> str:
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
    """By key and version. Raises StaleRecord where a row has another version now."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    types = [SQL("{} {}").format(Identifier(f.column), SQL(f.db_type(connection))) for f in fields]
    sets = [SQL("{0} = given.{0}").format(Identifier(f.column)) for f in fields]
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
    values = json.dumps(rows, default=copy_text, ensure_ascii=False)
    if execute(statement, [now, values]) != len(rows):
        raise StaleRecord(None)


def delete_versions(model: type[models.Model], records: Sequence[Any]) -> None:
    statement = DELETE_VERSIONS.format(table=Identifier(model._meta.db_table))
    keys = [[record.pk for record in records], [record.version for record in records]]
    if execute(statement, keys) != len(records):
        raise StaleRecord(None)


def delete_all(model: type[models.Model], keys: Iterable[int], column: str = "id") -> None:
    """Of any version: the caller has checked that they are unchanged."""
    names = {"table": Identifier(model._meta.db_table), "column": Identifier(column)}
    execute(DELETE.format(**names), [list(keys)])


def write_links(links: Links) -> None:
    table = links.through._meta.db_table
    if links.removed:
        ours, others = map(Identifier, links.columns)
        statement = UNLINK.format(table=Identifier(table), ours=ours, others=others)
        execute(statement, [list(ids) for ids in zip(*links.removed, strict=True)])
    if links.added:
        copy_in(table, dict(zip(links.columns, zip(*links.added, strict=True), strict=True)))


def execute(statement: Composed, values: Sequence[Any]) -> int:
    """Returns the number of rows affected."""
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(cursor.cursor), values)
        return cursor.rowcount
