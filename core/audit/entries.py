"""Audit rows as readable entries: actor, time, address, action and changed values; and these as the
lines of a file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, TextField
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.audit.events import describe_event
from core.audit.models import Action, AuditRow
from core.audit.titles import Key, RecordTitles, actor_label
from core.kinds import IGNORED_COLUMNS, Kind, is_registered, kind_of_table

EVENT_TABLE = "core_event"
USER_TABLE = "accounts_user"


@dataclass(frozen=True)
class Change:
    """One changed column; ``before`` is None for a new row, ``after`` for a deleted one."""

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
    """The audit rows of one record in one transaction."""

    rows: list[AuditRow]
    actor: str = ""
    title: str = ""
    description: str = ""
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
    def action_label(self) -> str:
        return str(Action(self.action).label)

    @property
    def is_event(self) -> bool:
        return self.first.table_name == EVENT_TABLE

    @property
    def content(self) -> str:
        """The changes in one line."""
        return _("; ").join(map(str, self.changes))

    def __str__(self) -> str:
        words = _("%(at)s %(actor)s from %(address)s %(what)s")
        if not self.first.address:
            words = _("%(at)s %(actor)s %(what)s")
        sentence = words % {
            "at": f"{localtime(self.at):%Y-%m-%d %H:%M}",
            "actor": self.actor,
            "address": self.first.address,
            "what": self.description,
        }
        reason = _(". Reason: %(reason)s") % {"reason": self.first.reason}
        return sentence + (reason if self.first.reason else "")


def group_entries(rows: Sequence[AuditRow], *, places: int = 2) -> list[Entry]:
    """One entry per transaction and record, in the order of the rows; ``places`` are the decimals
    of 万元."""
    groups: dict[tuple, list[AuditRow]] = {}
    for row in rows:
        groups.setdefault((row.transaction, row.table_name, row.key), []).append(row)
    titles = RecordTitles(_referenced_records(rows))
    return [_entry(group, titles, places) for group in groups.values()]


def row_entries(rows: Sequence[AuditRow], *, places: int = 2) -> list[Entry]:
    """One entry per audit row."""
    titles = RecordTitles(_referenced_records(rows))
    return [_entry([row], titles, places) for row in rows]


def action_of(rows: Iterable[AuditRow]) -> str:
    """A deletion or insertion takes precedence over updates of the same transaction."""
    actions = {row.action for row in rows}
    return next((one for one in ("delete", "insert") if one in actions), "update")


def _entry(rows: list[AuditRow], titles: RecordTitles, places: int) -> Entry:
    first = rows[0]
    entry = Entry(rows, actor=actor_label(first.actor, titles))
    if first.table_name == EVENT_TABLE:
        entry.description = describe_event(first.after or {})
        return entry
    if is_registered(first.table_name):
        entry.title = titles.full_title(first.table_name, first.key)
        entry.changes = _changes(rows, titles, places)
    else:
        entry.title = f"{first.table_name} {first.key}"
    entry.description = _describe(entry)
    return entry


def _describe(entry: Entry) -> str:
    action = {
        "insert": _("added %(about)s"),
        "update": _("changed %(about)s"),
        "delete": _("deleted %(about)s"),
    }[entry.action] % {"about": entry.title}
    if not entry.changes:
        return action
    return _("%(told)s: %(changes)s") % {"told": action, "changes": entry.content}


def _changes(rows: list[AuditRow], titles: RecordTitles, places: int) -> list[Change]:
    kind, action = kind_of_table(rows[0].table_name), action_of(rows)
    before, after = _merged_values(rows)
    ignored = IGNORED_COLUMNS | kind.ignored_columns | {kind.parent}
    changes = []
    for column in [*kind.columns, *sorted((before | after).keys() - kind.columns.keys())]:
        values = before.get(column), after.get(column)
        if column in ignored or values[0] == values[1]:
            continue
        if column not in kind.redacted_columns:
            changes.append(_change(kind, column, values, action, titles, places))
        elif action == "update":
            text = _("changed (content not recorded)")
            changes.append(Change(kind.column_label(column), None, text))
    return [one for one in changes if (one.before, one.after) != (None, None)]


def _change(
    kind: Kind, column: str, values: tuple, action: str, titles: RecordTitles, places: int
) -> Change:
    """Of an inserted or deleted row, empty values are omitted."""
    label = kind.column_label(column)
    before, after = (titles.value(kind, column, value, places) for value in values)
    if action == "update":
        return Change(label, *(_quoted(kind, column, text) for text in (before, after)))
    if action == "insert":
        return Change(label, None, None if _is_empty(values[1]) else after)
    return Change(label, None if _is_empty(values[0]) else before, None)


def _quoted(kind: Kind, column: str, text: str) -> str:
    """Puts typed text in quotes, to set it apart from labels."""
    found = kind.columns.get(column)
    is_text = isinstance(found, CharField | TextField) and not found.choices
    return f"“{text}”" if is_text and text != _("(empty)") else text


def _is_empty(value: Any) -> bool:
    return value is False or value in ("", None, [], {})


def _merged_values(rows: list[AuditRow]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values before the first and after the last of the rows, by column."""
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


def _referenced_records(rows: Iterable[AuditRow]) -> set[Key]:
    """The records and users that the rows refer to."""
    found: set[Key] = set()
    for row in rows:
        found.add((row.table_name, row.key))
        if row.actor.startswith("user:"):
            found.add((USER_TABLE, row.actor.removeprefix("user:")))
        found |= _foreign_keys(row)
    return found


def _foreign_keys(row: AuditRow) -> set[Key]:
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


class AuditExport:
    """The table interface of ``core.files.exporters``."""

    def __init__(self, entries: list[Entry], note: str = ""):
        self.rows, self.note = entries, note

    def as_values(self) -> Iterator[list[Any]]:
        yield [
            _("number in the record"),
            _("time"),
            _("by"),
            _("address"),
            _("action"),
            _("object"),
            _("field"),
            _("before"),
            _("after"),
            _("reason"),
            _("sentence"),
        ]
        for entry in self.rows:
            yield _line(entry)
        if self.note:
            yield [self.note]


def _line(entry: Entry) -> list[Any]:
    row = entry.first
    change = entry.changes[0] if len(entry.changes) == 1 and entry.action == "update" else None
    return [
        row.pk,
        f"{localtime(row.at):%Y-%m-%d %H:%M:%S}",
        entry.actor,
        row.address,
        _("event") if entry.is_event else str(row.get_action_display()),
        entry.title,
        change.field if change else "",
        (change.before or "") if change else "",
        (change.after or "") if change else "",
        row.reason,
        str(entry),
    ]
