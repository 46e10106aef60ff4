"""Finding audit rows by record: the rows of a record and its children, and records by text."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast
from psycopg2.extras import Json

from core.audit.models import AuditRow
from core.audit.titles import Key, valid_keys
from core.kinds import Kind, child_kinds, kind_of_table, searchable_kinds

MAX_MATCHES = 200  # records per kind that one search returns
# Table and column names come from the declarations of the kinds.
CHILDREN = """
SELECT '{child.table}', id::text FROM {child.table} WHERE {child.parent} = ANY(%({table})s)
UNION ALL
SELECT table_name, key FROM core_auditrow WHERE action = 'delete' AND table_name = '{child.table}'
    AND before -> '{child.parent}' = ANY(%({table}_json)s::jsonb[])
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
        parts += [CHILDREN.format(table=table, child=child) for child in child_kinds(table)]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        return cursor.fetchall()


def find_records(text: str, table: str = "") -> list[Key]:
    """The records, also deleted ones, with the text in a search column; of one table or of all."""
    kinds = [kind_of_table(table)] if table else searchable_kinds()
    stored, deleted = [], Q(pk__in=[])
    for kind in kinds:
        stored.append(_keys(kind, _contains(kind.search_columns, text))[:MAX_MATCHES])
        columns = [f"before__{name}" for name in kind.search_columns]
        deleted |= Q(table_name=kind.table) & _contains(columns, text)
    return [*_union(stored), *_deleted_keys(deleted)[:MAX_MATCHES]]


def _contains(columns: Iterable[str], text: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": text})
    return found


def _keys(kind: Kind, condition: Q) -> Any:
    rows = kind.model._base_manager.filter(condition).order_by()
    return rows.values_list(Value(kind.table, TextField()), Cast("pk", TextField()))


def _deleted_keys(condition: Q) -> Any:
    rows = AuditRow.objects.filter(condition, action="delete").order_by()
    return rows.values_list("table_name", "key")


def _union(queries: list[Any]) -> list[Key]:
    return list(queries[0].union(*queries[1:], all=True)) if len(queries) > 1 else list(queries[0])
