"""Pages of audit rows, newest first; the rows of an entry are never split between pages."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from core.audit.models import AuditRow

ENTRIES_PER_PAGE = 50
ROWS_PER_PAGE = 400  # upper limit of rows read for a page
# Rows are ordered by id. The times of neighbouring ids may be out of order by less than this.
MAX_CLOCK_SKEW = timedelta(days=1)
MAX_ID = 2**62


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
