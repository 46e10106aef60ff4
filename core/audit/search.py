"""The rows of the record that tell of an object and of what hangs on it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast

from core.audit.models import AuditRow
from core.audit.titles import Key, real_keys
from core.kinds import Kind, child_kinds, kind_of_table, searchable_kinds

MOST = 200  # so many objects are looked through for one word


def changes_of(objects: Iterable[Key]) -> Q:
    """What was written of these and of their parts: a project's months, a task's reports."""
    keys: dict[str, set[str]] = {}
    for table, key in [*objects, *_parts(list(objects))]:
        keys.setdefault(table, set()).add(key)
    found = Q(pk__in=[])
    for table, names in keys.items():
        found |= Q(table_name=table, key__in=names)
    return found


def _parts(objects: list[Key]) -> list[Key]:
    """Those that are there, and those that the record saw go."""
    living, gone = [], Q(pk__in=[])
    for table in sorted({table for table, _ in objects}):
        owners = [key for name, key in objects if name == table]
        for part in child_kinds(table):
            keys = real_keys(kind_of_table(table), owners)
            living.append(_keys(part, Q(**{f"{part.columns[part.parent].attname}__in": keys})))
            gone |= Q(table_name=part.table, **{f"before__{part.parent}__in": keys})
    deleted = AuditRow.objects.filter(gone, action="delete")
    rows = deleted.order_by().values_list("table_name", "key")
    return [*_all(living), *rows] if living else []


def find_records(words: str, table: str = "") -> list[Key]:
    """The objects whose name, code or number holds the words, also those that are gone."""
    asked = [kind_of_table(table)] if table else searchable_kinds()
    living, gone = [], Q(pk__in=[])
    for kind in asked:
        living.append(_keys(kind, _holds(kind.search_columns, words))[:MOST])
        was = [f"before__{one}" for one in kind.search_columns]
        gone |= Q(table_name=kind.table) & _holds(was, words)
    deleted = AuditRow.objects.filter(gone, action="delete")
    rows = deleted.order_by().values_list("table_name", "key")[:MOST]
    return [*_all(living), *rows]


def _holds(columns: Iterable[str], words: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": words})
    return found


def _keys(kind: Kind, wanted: Q) -> Any:
    rows = kind.model._base_manager.filter(wanted).order_by()
    return rows.values_list(Value(kind.table, TextField()), Cast("pk", TextField()))


def _all(asked: list[Any]) -> list[Key]:
    return list(asked[0].union(*asked[1:], all=True)) if len(asked) > 1 else list(asked[0])
