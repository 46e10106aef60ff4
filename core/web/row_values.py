"""The rows of a table as the values of a file. How a column computes its value is resolved once for
the table, where django-tables2 resolves it for every cell."""

from collections.abc import Callable, Collection, Iterator
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.encoding import force_str
from django_tables2.columns import Column

from core.web.row_renderer import Read, choices_of, renderer, value_reader

CHUNK = 2000  # rows that the server-side cursor returns together
# A client that reads nothing for so long loses the rest: the transaction does not wait longer.
PATIENCE = "60s"


def values_of(table: Any, left_out: Collection[str], rows: QuerySet) -> Iterator[list[Any]]:
    """The heads, then the values of each row: the same as ``Table.as_values``."""
    columns = exported(table, left_out)
    yield [force_str(column.header, strings_only=True) for column in columns]
    if table.plain_rows:
        names = dict.fromkeys(name for column in columns for name in fields_of(column))
        rows = rows.values_list(*names, named=True)
    values = [valuer(column, table) for column in columns]
    for row in streamed(rows):
        yield [value_of(row) for value_of in values]


def streamed(rows: QuerySet) -> Iterator[Any]:
    """The rows as the database computes them. A server-side cursor outside of a transaction would
    compute all of them before it returns the first one."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = %s", [PATIENCE])
        yield from rows.iterator(chunk_size=CHUNK)


def exported(table: Any, left_out: Collection[str]) -> list[Any]:
    """The columns that a file holds."""
    return [
        column
        for column in table.columns.iterall()
        if not column.column.exclude_from_export and column.name not in left_out
    ]


def fields_of(column: Any) -> tuple[str, ...]:
    """The fields from which the value of a column is computed: its own ``fields``, else the one of
    its accessor."""
    return getattr(column.column, "fields", None) or ("__".join(column.accessor.bits),)


def valuer(column: Any, table: Any) -> Read:
    """Computes the value of the column for a row: None where there is none."""
    call = column.value
    if getattr(call, "__func__", None) is Column.value:
        call = column.column.render
    render, empty = renderer(call, column, table), column.column.empty_values
    read = plain_reader(column, table) if table.plain_rows else value_reader(call, column, table)

    def value_of(row: Any) -> Any:
        value = read(row)
        return None if value in empty else force_str(render(value, row), strings_only=True)

    return value_of


def plain_reader(column: Any, table: Any) -> Callable[[Any], Any]:
    """Reads the first field of the column; a field with choices gives the words of the chosen
    one."""
    read = attrgetter(fields_of(column)[0])
    words = choices_of(column.accessor.bits, table._meta.model)
    return (lambda row: words.get(value := read(row), value)) if words else read
