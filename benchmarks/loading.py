"""Loads rows into tables by COPY, in chunks."""

import io
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count, islice
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

CHUNK = 50_000  # rows per COPY


class Loader:
    """Loads rows of a model: the named columns from values, all others with the model's defaults.
    Ids count from 1."""

    def __init__(self, model: Any, *columns: str):
        self.table, self.names = model._meta.db_table, columns
        self.ids = count(1)
        rest = [f for f in model._meta.concrete_fields if f.column not in ("id", *columns)]
        self.constant = "".join(f"\t{as_text(default_of(field))}" for field in rest)
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


def default_of(field: Any) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_default()


def as_text(value: Any) -> str:
    """The value in COPY's text format; texts must not contain tabs or backslashes."""
    if value is None:
        return r"\N"
    if isinstance(value, list):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, dict):
        return json.dumps(value)
    return str(value)


@contextmanager
def without_triggers(tables: list[str]) -> Iterator[None]:
    """Load rows without triggers. Foreign keys are not checked either where the role may disable
    the checks; else loading takes a few times as long."""
    with transaction.atomic(), connection.cursor() as cursor:
        switched = [] if _disable_key_checks(cursor) else tables
        for table in switched:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in switched:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _disable_key_checks(cursor: Any) -> bool:
    try:
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
    except DatabaseError:
        print("The role may not disable key checks: loading takes longer.")
        return False
    return True


def reset_sequences(tables: list[str]) -> None:
    """Let the sequences continue after the loaded rows."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'),"  # noqa: S608
                f' coalesce(max(id), 1)) FROM "{table}"'
            )
