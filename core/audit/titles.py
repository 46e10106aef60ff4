"""The names of everything that some rows of the record speak of, read in bulk: as many questions
for fifty rows as for one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, JSONObject
from django.utils.translation import gettext as _

from core.audit.models import AuditRow
from core.audit.values import format_value
from core.kinds import Kind, is_registered, kind_of_table

Key = tuple[str, str]  # table and key
DEEPEST = 4  # a name is made of names, but not of names of names without end


class RecordTitles:
    """What is no longer there is named by what the record says of its deletion."""

    def __init__(self, wanted: Iterable[Key]):
        self._rows: dict[Key, dict[str, Any]] = {}
        self.add(wanted)

    def add(self, wanted: Iterable[Key]) -> None:
        for _level in range(DEEPEST):
            keys = {key for key in wanted if key not in self._rows and is_registered(key[0])}
            if not keys:
                return
            found = _living(keys)
            self._rows |= found | _deleted(keys - found.keys())
            wanted = [key for one in keys for key in self._title_keys(one)]

    def _title_keys(self, key: Key) -> list[Key]:
        """What else must be known to say the name."""
        kind, row = kind_of_table(key[0]), self._rows.get(key, {})
        links = [(kind.referenced_table(name), row.get(name)) for name in kind.title_columns]
        return [(table, str(value)) for table, value in links if table and value is not None]

    def title(self, table: str, key: Any) -> str:
        """The name alone: 交通局, or “农村公路”（P1）."""
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
        """With what and whose it is: 单位“交通局”, 项目“农村公路”（P1）的年度计划“2024”."""
        name = self.title(table, key)
        if not is_registered(table):
            return f"{table} {name}"
        kind = kind_of_table(table)
        own = f"{kind.label}{name}" if "“" in name else f"{kind.label}“{name}”"
        owner = self._rows.get((table, str(key)), {}).get(kind.parent)
        if owner is None:
            return own
        whose = self.full_title(kind.referenced_table(kind.parent), owner)
        return _("%(own)s of %(whose)s") % {"own": own, "whose": whose}


def _living(keys: set[Key]) -> dict[Key, dict[str, Any]]:
    by_table: dict[str, set[str]] = defaultdict(set)
    for table, key in keys:
        by_table[table].add(key)
    asked = [_question(kind_of_table(table), by_table[table]) for table in sorted(by_table)]
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    return {(table, key): row for table, key, row in rows}


def _question(kind: Kind, keys: set[str]) -> Any:
    fields = kind.columns
    row = {name: F(fields[name].attname) for name in kind.title_columns}
    rows = kind.model._base_manager.filter(pk__in=real_keys(kind, keys)).order_by()
    return rows.values_list(
        Value(kind.table, TextField()), Cast("pk", TextField()), JSONObject(**row)
    )


def real_keys(kind: Kind, keys: Iterable[str]) -> list[Any]:
    real = []
    for key in keys:
        try:
            real.append(kind.model._meta.pk.to_python(key))
        except ValidationError:
            continue
    return real


def _deleted(keys: set[Key]) -> dict[Key, dict[str, Any]]:
    if not keys:
        return {}
    tables, names = zip(*keys, strict=True)
    rows = AuditRow.objects.filter(action="delete", table_name__in=tables, key__in=names)
    return {(row.table_name, row.key): row.before or {} for row in rows.order_by("pk")}
