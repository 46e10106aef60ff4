"""The record page by page, the newest first: a page never begins or ends within an act."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from core.audit.models import AuditRow

ENTRIES = 50
ROWS = 400  # so many rows are read at most for one page
# Rows stand by their ids. One may be a little younger than one with a higher id; never so much.
SLACK = timedelta(days=1)
HIGHEST = 2**62


def order_rows(rows: Any, *, few: bool = False, oldest: bool = False) -> Any:
    """By id. Of ``few`` rows, those of some objects, the database must not go through all of the
    record in that order: it sorts what their index gives."""
    number = F("pk") + 0 if few else F("pk")
    return rows.order_by(number.asc() if oldest else number.desc())


def first_page(rows: Any) -> tuple[list[AuditRow], int | None]:
    """The rows of the first acts, and the id of the last of them where older ones follow.

    ``rows`` are ordered by id; an act that left more than ``ROWS`` rows on one object is cut.
    """
    found = list(rows[: ROWS + 1])
    acts: dict[tuple, None] = {}
    ends: list[int] = []
    for number, row in enumerate(found):
        act = (row.transaction, row.table_name, row.key)
        if act not in acts:
            acts[act] = None
            ends.append(number)
        if len(acts) > ENTRIES:
            return _until(found, number)
    if len(found) <= ROWS:
        return found, None
    return _until(found, ends[-1] if len(acts) > 1 else ROWS)


def _until(found: list[AuditRow], number: int) -> tuple[list[AuditRow], int | None]:
    return found[:number], found[number - 1].pk


def first_id_since(moment: datetime) -> int:
    """All rows of this moment and later have this id or a higher one."""
    return _first_since(moment - SLACK)


def end_id_before(moment: datetime) -> int:
    """All rows before this moment have lower ids."""
    return _first_since(moment + SLACK)


def _first_since(moment: datetime) -> int:
    later = AuditRow.objects.filter(at__gte=moment).order_by("at")
    found = later.values_list("pk", flat=True).first()
    return HIGHEST if found is None else found
