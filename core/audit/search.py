"""Finding audit rows: of a record and its children, of records by text, since a time; and page by
page, newest first."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast
from psycopg2.extras import Json

from core.audit.models import AuditRow
from core.audit.titles import Key, valid_keys
from core.database.sql import fetch_all
from core.kinds import Kind, child_columns, kind_of_table, registered_kinds

MAX_MATCHES = 200  # records per kind that one search returns
ENTRIES_PER_PAGE = 50
ROWS_PER_PAGE = 400  # upper limit of rows read for a page
# Rows are ordered by id. The times of neighbouring ids may be out of order by less than this.
MAX_CLOCK_SKEW = timedelta(days=1)
MAX_ID = 2**62
# Table and column names come from the declarations of the kinds.
CHILDREN = """
SELECT '{child.table}', id::text FROM {child.table} WHERE {column} = ANY(%({table})s)
UNION ALL
SELECT table_name, key FROM core_auditrow WHERE action = 'delete' AND table_name = '{child.table}'
    AND before -> '{column}' = ANY(%({table}_json)s::jsonb[])
"""


def changes_of(records: Iterable[Key]) -> Q:
    """Filter for the audit rows of the records and of their children."""
    keys: dict[str, set[str]] = {}
    for table, key in [*records, *_children(list(records))]:
        keys.setdefault(table, set()).add(key)
    found = Q(pk__in=[])
    for table, primary_keys in keys.items():
        found |= Q(table_name=table, key__in=primary_keys)
    return found


def _children(records: list[Key]) -> list[Key]:
    """Stored and deleted children, in one statement for any number of tables."""
    parts: list[str] = []
    parameters: dict[str, list[Any]] = {}
    for table in sorted({table for table, _ in records}):
        parents = [key for name, key in records if name == table]
        keys = valid_keys(kind_of_table(table), parents)
        parameters |= {table: keys, f"{table}_json": [Json(key) for key in keys]}
        parts += [
            CHILDREN.format(table=table, child=child, column=column)
            for child, column in child_columns(table)
        ]
    return fetch_all(" UNION ALL ".join(parts), parameters) if parts else []


def find_records(text: str, table: str = "") -> list[Key]:
    """The records, also deleted ones, with the text in a search column; of one table or of all."""
    kinds = [kind_of_table(table)] if table else registered_kinds()
    stored, deleted = [], Q(pk__in=[])
    for kind in (kind for kind in kinds if kind.search_columns):
        stored.append(_keys(kind, _contains(kind.search_columns, text))[:MAX_MATCHES])
        columns = [f"before__{name}" for name in kind.search_columns]
        deleted |= Q(table_name=kind.table) & _contains(columns, text)
    rows = AuditRow.objects.filter(deleted, action="delete").order_by()
    found = rows.values_list("table_name", "key")[:MAX_MATCHES]
    return [*stored[0].union(*stored[1:], all=True), *found]


def _contains(columns: Iterable[str], text: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": text})
    return found


def _keys(kind: Kind, condition: Q) -> Any:
    rows = kind.model._base_manager.filter(condition).order_by()
    return rows.values_list(Value(kind.table, TextField()), Cast("pk", TextField()))


def order_rows(rows: Any, *, few: bool = False, oldest: bool = False) -> Any:
    """Orders by id. With ``few``, the rows of single records, the expression keeps the planner from
    scanning the whole table by id: it sorts the rows that their index finds."""
    number = F("pk") + 0 if few else F("pk")
    return rows.order_by(number.asc() if oldest else number.desc())


def first_page(rows: Any) -> tuple[list[AuditRow], int | None]:
    """Returns the rows of the first entries, and the id of the last row where more follow.

    ``rows`` are ordered by id. An entry with more than ``ROWS_PER_PAGE`` rows is split.
    """
    found = list(rows[: ROWS_PER_PAGE + 1])
    entries: dict[tuple, None] = {}
    starts: list[int] = []
    for number, row in enumerate(found):
        key = (row.transaction, row.table_name, row.key)
        if key not in entries:
            entries[key] = None
            starts.append(number)
        if len(entries) > ENTRIES_PER_PAGE:
            return _cut(found, number)
    if len(found) <= ROWS_PER_PAGE:
        return found, None
    return _cut(found, starts[-1] if len(entries) > 1 else ROWS_PER_PAGE)


def _cut(found: list[AuditRow], number: int) -> tuple[list[AuditRow], int | None]:
    return found[:number], found[number - 1].pk


def first_id_since(moment: datetime) -> int:
    """No row of this time or later has a lower id."""
    return _first_since(moment - MAX_CLOCK_SKEW)


def end_id_before(moment: datetime) -> int:
    """All rows before this time have lower ids."""
    return _first_since(moment + MAX_CLOCK_SKEW)


def _first_since(moment: datetime) -> int:
    later = AuditRow.objects.filter(at__gte=moment).order_by("at")
    found = later.values_list("pk", flat=True).first()
    return MAX_ID if found is None else found
