"""Titles of records and labels of actors, loaded in bulk: one query per level of references."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.models import AuditRow
from core.audit.values import format_value
from core.kinds import Kind, is_registered, kind_of_table

Key = tuple[str, str]  # table and primary key
MAX_DEPTH = 4  # levels of titles within titles
USER_PREFIX = "user:"
SYSTEM_ACTORS = {
    "system:setup": gettext_lazy("system (set-up)"),
    "system:import": gettext_lazy("system (import)"),
    "system:export": gettext_lazy("system (export)"),
    "system:beat": gettext_lazy("system (scheduled)"),
    "system:signin": gettext_lazy("system (sign-in)"),
    "system:test": gettext_lazy("system (test)"),
}


class RecordTitles:
    """The titles of the given records. Deleted records are titled by their last audited values."""

    def __init__(self, keys: Iterable[Key]):
        self._rows: dict[Key, dict[str, Any]] = {}
        self.add(keys)

    def add(self, keys: Iterable[Key]) -> None:
        for _level in range(MAX_DEPTH):
            missing = {key for key in keys if key not in self._rows and is_registered(key[0])}
            if not missing:
                return
            found = _stored_rows(missing)
            self._rows |= found | _deleted_rows(missing - found.keys())
            keys = [reference for key in missing for reference in self._references(key)]

    def _references(self, key: Key) -> list[Key]:
        """The records whose titles are part of this title."""
        kind, row = kind_of_table(key[0]), self._rows.get(key, {})
        links = [(kind.referenced_table(name), row.get(name)) for name in kind.title_columns]
        return [(table, str(value)) for table, value in links if table and value is not None]

    def title(self, table: str, key: Any) -> str:
        """The title alone: 交通局, or “农村公路”（P1）."""
        if not is_registered(table) or (table, str(key)) not in self._rows:
            return _("no. %(key)s") % {"key": key}
        kind, row = kind_of_table(table), self._rows[table, str(key)]
        if kind.title_function:
            return kind.title_function(row)
        values = {
            name: format_value(kind, name, row.get(name), self) for name in kind.title_columns
        }
        return kind.title_template.format_map(values)

    def full_title(self, table: str, key: Any) -> str:
        """With kind and parent: 单位“交通局”, 项目“农村公路”（P1）的年度计划“2024”."""
        title = self.title(table, key)
        if not is_registered(table):
            return f"{table} {title}"
        kind = kind_of_table(table)
        own = f"{kind.label}{title}" if "“" in title else f"{kind.label}“{title}”"
        parent = self._rows.get((table, str(key)), {}).get(kind.parent)
        if parent is None:
            return own
        whose = self.full_title(kind.referenced_table(kind.parent), parent)
        return _("%(own)s of %(whose)s") % {"own": own, "whose": whose}


def _stored_rows(keys: set[Key]) -> dict[Key, dict[str, Any]]:
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, key in keys:
        by_table[table].add(key)
    queries = [_title_query(kind_of_table(table), by_table[table]) for table in sorted(by_table)]
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    return {(table, key): row for table, key, row in rows}


def _title_query(kind: Kind, keys: set[str]) -> Any:
    row = {name: F(kind.columns[name].attname) for name in kind.title_columns}
    rows = kind.model._base_manager.filter(pk__in=valid_keys(kind, keys)).order_by()
    return rows.values_list(
        Value(kind.table, TextField()), Cast("pk", TextField()), JSONObject(**row)
    )


def valid_keys(kind: Kind, keys: Iterable[str]) -> list[Any]:
    """The keys as values of the primary key, without those of another type."""
    valid = []
    for key in keys:
        try:
            valid.append(kind.model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return valid


def _deleted_rows(keys: set[Key]) -> dict[Key, dict[str, Any]]:
    if not keys:
        return {}
    tables, primary_keys = zip(*keys, strict=True)
    rows = AuditRow.objects.filter(action="delete", table_name__in=tables, key__in=primary_keys)
    return {(row.table_name, row.key): row.before or {} for row in rows.order_by("pk")}


def actor_label(actor: str, titles: RecordTitles) -> str:
    """张三（交通局）, or 系统（导入）."""
    if actor.startswith(USER_PREFIX):
        return titles.title("accounts_user", actor.removeprefix(USER_PREFIX))
    return str(SYSTEM_ACTORS.get(actor, _("system (%(name)s)") % {"name": actor or "?"}))
