"""Rows into tables with COPY, many at a time."""

import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

CHUNK = 50_000  # rows a COPY


class Loader:
    """Rows of a model: those columns that are named, by name; in all others stands what the model
    has a new row begin with. Ids are counted from 1."""

    def __init__(self, model: Any, *columns: str):
        self.table, self.names = model._meta.db_table, columns
        self.ids = count(1)
        rest = [f for f in model._meta.concrete_fields if f.column not in ("id", *columns)]
        self.constant = "".join(f"\t{as_text(beginning(field))}" for field in rest)
        self.columns = ", ".join(
            f'"{name}"' for name in ("id", *columns, *(f.column for f in rest))
        )

    def line(self, *values: Any) -> tuple[int, str]:
        """The id and the text of a row."""
        number = next(self.ids)
        return number, "\t".join([str(number), *map(as_text, values)]) + self.constant

    def load(self, lines: Iterable[str]) -> None:
        waiting = iter(lines)
        words = f'COPY "{self.table}" ({self.columns}) FROM STDIN'
        with connection.cursor() as cursor:
            while chunk := list(islice(waiting, CHUNK)):
                cursor.copy_expert(words, io.StringIO("\n".join(chunk) + "\n"))


def beginning(field: Any) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_default()


def as_text(value: Any) -> str:
    """As COPY reads it. Texts here hold neither tabs nor backslashes."""
    if value is None:
        return r"\N"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, dict):
        return json.dumps(value)
    return str(value)


@contextmanager
def triggers_at_rest(tables: list[str]) -> Iterator[None]:
    """No trigger records or refuses what is loaded. Keys are not looked at either where the role
    may say so; else they are checked, which takes a few times as long."""
    with transaction.atomic(), connection.cursor() as cursor:
        switched = [] if _keys_rest(cursor) else tables
        for table in switched:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in switched:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _keys_rest(cursor: Any) -> bool:
    try:
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
    except DatabaseError:
        print("The role may not let keys rest: each is checked, which takes longer.")
        return False
    return True


def count_on(tables: list[str]) -> None:
    """The next row that somebody makes gets the next number."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'),"  # noqa: S608
                f' coalesce(max(id), 1)) FROM "{table}"'
            )
