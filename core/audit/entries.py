"""Rows of the record as sentences: who did what, when and from where, with before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.audit.actor_labels import actor_label
from core.audit.events import describe_event
from core.audit.models import Action, AuditRow
from core.audit.titles import Key, RecordTitles
from core.audit.values import format_value, quote_text
from core.kinds import IGNORED_COLUMNS, Kind, is_registered, kind_of_table

EVENTS = "core_event"
PEOPLE = "accounts_user"


@dataclass(frozen=True)
class Change:
    """One column; before is None of a new row, after of a deleted one."""

    field: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        if self.before is not None and self.after is not None:
            words = _("%(field)s from %(before)s to %(after)s")
        else:
            words = _("%(field)s %(value)s")
        value = self.after if self.before is None else self.before
        return words % {**vars(self), "value": value}


@dataclass
class Entry:
    """What one act did to one row: the rows of the record that one transaction left of it."""

    rows: list[AuditRow]
    actor: str = ""
    about: str = ""
    what: str = ""
    changes: list[Change] = field(default_factory=list)

    @property
    def first(self) -> AuditRow:
        return self.rows[0]

    @property
    def at(self) -> datetime:
        return self.first.at

    @property
    def action(self) -> str:
        return action_of(self.rows)

    @property
    def action_word(self) -> str:
        return str(Action(self.action).label)

    @property
    def is_event(self) -> bool:
        return self.first.table_name == EVENTS

    @property
    def content(self) -> str:
        """The changes in one line."""
        return _("; ").join(map(str, self.changes))

    def __str__(self) -> str:
        """The whole sentence."""
        words = _("%(at)s %(actor)s from %(address)s %(what)s")
        if not self.first.address:
            words = _("%(at)s %(actor)s %(what)s")
        values = {"at": f"{localtime(self.at):%Y-%m-%d %H:%M}", **vars(self)}
        said = words % {**values, "address": self.first.address}
        reason = _(". Reason: %(reason)s") % {"reason": self.first.reason}
        return said + (reason if self.first.reason else "")


def group_entries(rows: Sequence[AuditRow], *, places: int = 2) -> list[Entry]:
    """The rows in their order, those of one transaction on one object as one entry."""
    groups: dict[tuple, list[AuditRow]] = {}
    for row in rows:
        groups.setdefault((row.transaction, row.table_name, row.key), []).append(row)
    names = RecordTitles(_mentioned(rows))
    return [_entry(group, names, places) for group in groups.values()]


def row_entries(rows: Sequence[AuditRow], *, places: int = 2) -> list[Entry]:
    """An entry for every row of the record, for whoever wants them one by one."""
    names = RecordTitles(_mentioned(rows))
    return [_entry([row], names, places) for row in rows]


def action_of(rows: Iterable[AuditRow]) -> str:
    """A row that came or went in the transaction did not merely change."""
    actions = {row.action for row in rows}
    return next((one for one in ("delete", "insert") if one in actions), "update")


def _entry(rows: list[AuditRow], names: RecordTitles, places: int) -> Entry:
    first = rows[0]
    entry = Entry(rows, actor=actor_label(first.actor, names))
    if first.table_name == EVENTS:
        entry.what = describe_event(first.after or {})
    elif is_registered(first.table_name):
        entry.about = names.full_title(first.table_name, first.key)
        entry.changes = _changes(rows, names, places)
        entry.what = _what(entry)
    else:
        entry.about = f"{first.table_name} {first.key}"
        entry.what = _what(entry)
    return entry


def _what(entry: Entry) -> str:
    told = {
        "insert": _("added %(about)s"),
        "update": _("changed %(about)s"),
        "delete": _("deleted %(about)s"),
    }[entry.action] % {"about": entry.about}
    if not entry.changes:
        return told
    return _("%(told)s: %(changes)s") % {"told": told, "changes": entry.content}


def _changes(rows: list[AuditRow], names: RecordTitles, places: int) -> list[Change]:
    kind, action = kind_of_table(rows[0].table_name), action_of(rows)
    before, after = _both(rows)
    changes = []
    for column in [*kind.columns, *sorted((before | after).keys() - kind.columns.keys())]:
        both = before.get(column), after.get(column)
        if column in IGNORED_COLUMNS | kind.ignored_columns | {kind.parent} or both[0] == both[1]:
            continue
        if column not in kind.redacted_columns:
            changes.append(_change(kind, column, both, action, names, places))
        elif action == "update":
            changes.append(
                Change(kind.column_label(column), None, _("changed (content not recorded)"))
            )
    return [one for one in changes if (one.before, one.after) != (None, None)]


def _change(
    kind: Kind, column: str, both: tuple, action: str, names: RecordTitles, places: int
) -> Change:
    """Of a row that came only what it has, of one that went only what it had."""
    old, new = (format_value(kind, column, value, names, places) for value in both)
    if action == "update":
        return Change(
            kind.column_label(column), *(quote_text(kind, column, one) for one in (old, new))
        )
    if action == "insert":
        return Change(kind.column_label(column), None, None if _says_nothing(both[1]) else new)
    return Change(kind.column_label(column), None if _says_nothing(both[0]) else old, None)


def _says_nothing(value: Any) -> bool:
    return value is False or value in ("", None, [], {})


def _both(rows: list[AuditRow]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Each column before the first and after the last of the rows, in the order of writing."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        if row.action == "update":
            before.setdefault(row.column_name, row.before)
            after[row.column_name] = row.after
        else:
            before |= row.before or {}
            after |= row.after or {}
    return before, after


def _mentioned(rows: Iterable[AuditRow]) -> set[Key]:
    """Every object, person and row that the rows speak of."""
    found: set[Key] = set()
    for row in rows:
        found.add((row.table_name, row.key))
        if row.actor.startswith("user:"):
            found.add((PEOPLE, row.actor.removeprefix("user:")))
        found |= _pointed_to(row)
    return found


def _pointed_to(row: AuditRow) -> set[Key]:
    if not is_registered(row.table_name):
        return set()
    kind = kind_of_table(row.table_name)
    found = set()
    for state in (row.before, row.after):
        values = {row.column_name: state} if row.action == "update" else state or {}
        for column, value in values.items():
            table = "" if column in IGNORED_COLUMNS else kind.referenced_table(column)
            if table and value is not None:
                found.add((table, str(value)))
    return found
