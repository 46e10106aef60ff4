"""Audit rows as a table for export: one line per row with old and new value."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.audit.entries import Entry


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
