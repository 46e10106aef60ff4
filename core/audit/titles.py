"""Records, actors and stored values as people read them: 单位“交通局”, 5,000.00万元, 2024-06-30,
在建, 是, （空）. Titles are loaded in bulk: one query per level of references."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit.models import AuditRow
from core.kinds import Kind, is_registered, kind_of_table
from core.money import MONEY_DIGITS, UNITS, format_amount
from core.periods import Period

Key = tuple[str, str]  # table and primary key
MAX_DEPTH = 4  # levels of titles within titles
MAX_LENGTH = 2000  # of a value
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
        """The title alone: 交通局, or “农村公路”（P1）; of a row without one its kind."""
        if not is_registered(table) or (table, str(key)) not in self._rows:
            return _("no. %(key)s") % {"key": key}
        kind, row = kind_of_table(table), self._rows[table, str(key)]
        if kind.title_function:
            return kind.title_function(row)
        if kind.has_empty_title(row):
            return str(kind.label)
        values = {name: self.value(kind, name, row.get(name)) for name in kind.title_columns}
        return kind.title_template.format_map(values)

    def full_title(self, table: str, key: Any) -> str:
        """With kind and parent: 单位“交通局”, 项目“农村公路”（P1）的年度计划“2024”."""
        title = self.title(table, key)
        if not is_registered(table):
            return f"{table} {title}"
        kind = kind_of_table(table)
        own = f"{kind.label}{title}" if "“" in title else f"{kind.label}“{title}”"
        if title == str(kind.label):
            own = title
        parent = self._rows.get((table, str(key)), {}).get(kind.parent)
        if parent is None:
            return own
        whose = self.full_title(kind.referenced_table(kind.parent), parent)
        return _("%(own)s of %(whose)s") % {"own": own, "whose": whose}

    def value(self, kind: Kind, column: str, value: Any, places: int = 2) -> str:
        """A value of a column; ``places`` are the decimals of 万元, an amount with more decimals
        shows them all."""
        if value is None or value in ("", [], {}):
            return _("(empty)")
        if table := kind.referenced_table(column):
            return self.title(table, value)
        if kind.is_month(column):
            return Period.containing(date.fromisoformat(str(value)[:10])).label()
        return _format_by_field(kind, kind.columns.get(column), value, places)[:MAX_LENGTH]


def _stored_rows(keys: set[Key]) -> dict[Key, dict[str, Any]]:
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, key in keys:
        by_table[table].add(key)
    queries = [_title_query(kind_of_table(table), by_table[table]) for table in sorted(by_table)]
    return {(table, key): row for table, key, row in queries[0].union(*queries[1:], all=True)}


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


def _format_by_field(kind: Kind, field: Any, value: Any, places: int) -> str:
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DecimalField):
        return _format_number(field, Decimal(str(value)), places)
    if isinstance(field, models.DateTimeField):
        return f"{localtime(datetime.fromisoformat(str(value))):%Y-%m-%d %H:%M}"
    if isinstance(field, models.TimeField):
        return str(value)[:5]
    if isinstance(field, ArrayField):
        return _(", ").join(kind.field_label(str(one)) for one in value)
    return _format_json(value)


def _format_json(value: Any) -> str:
    """Of a mapping the keys, such as the names of a report's files."""
    if isinstance(value, dict):
        return _(", ").join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def _format_number(field: models.DecimalField, value: Decimal, places: int) -> str:
    if field.max_digits != MONEY_DIGITS:
        return f"{value.normalize():f}"
    needed = -int(value.scaleb(-UNITS["万元"]).normalize().as_tuple().exponent)
    return f"{format_amount(value, '万元', max(places, needed))}万元"
