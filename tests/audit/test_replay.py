"""From the record alone, in plain Python, every row is what the database holds."""

import json
from collections import Counter, defaultdict
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from core.audit.models import AuditRow
from core.audit.schema_checks import expected_tables
from core.audit.services import seal
from core.audit.verification import verify
from tests.audit.operations import Lot

OPERATIONS = 5000
JSONB = 3802  # as the driver numbers types


def replayed() -> dict[tuple[str, str], dict[str, Any]]:
    """The rows that the record tells of, each change applied to what was told before."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    told = AuditRow.objects.order_by("pk").values_list(
        "table_name", "key", "action", "column_name", "before", "after"
    )
    for table, key, action, column, before, after in told.iterator():
        if action == "insert":
            assert rows.setdefault((table, key), after) is after
        elif action == "update":
            assert rows[table, key][column] == before
            rows[table, key][column] = after
        else:
            assert rows.pop((table, key)) == before
    return rows


def held() -> dict[tuple[str, str], dict[str, Any]]:
    """What the tables hold, as Python reads it."""
    rows = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT inner_key, outer_key FROM core_recordkey")
        keys = defaultdict(tuple, phone=tuple(map(bytes, cursor.fetchone())))
    for table, (key, left_out, hidden, *_) in expected_tables().items():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = {column.name: column.type_code for column in cursor.description}
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                kept = names.keys() - left_out.split(",")
                told = {name: decoded(row[name], names[name]) for name in kept}
                told |= {name: total(row[name], *keys[name]) for name in hidden.split(",") if name}
                rows[table, str(row[key])] = told
    return rows


def decoded(value: Any, kind: int) -> Any:
    """The driver hands out json as text."""
    return json.loads(value) if kind == JSONB and value is not None else value


def total(text: Any, inner: bytes = b"", outer: bytes | None = None) -> Any:
    """The sum of a secret; with two keys that of a phone."""
    if text is None:
        return None
    found = sha256(inner + text.encode())
    return found.hexdigest() if outer is None else sha256(outer + found.digest()).hexdigest()


def as_held(told: Any, value: Any) -> Any:
    """What was told, in the type that the database's driver gives."""
    for kind in (datetime, date, time):
        if isinstance(value, kind) and isinstance(told, str):
            return kind.fromisoformat(told)
    return UUID(told) if isinstance(value, UUID) else told


def test_thousands_of_changes_of_every_kind_are_rebuilt_to_the_last_value(cast):
    lot = Lot(cast, seed=20240708)
    outcome = Counter(lot.draw() for _ in range(OPERATIONS))
    now, told = held(), replayed()
    assert set(told) == set(now)
    for row, values in now.items():
        assert {name: as_held(told[row].get(name), values[name]) for name in values} == values
        assert set(told[row]) == set(values)
    assert outcome[True] > OPERATIONS * 0.9
    actions = Counter(AuditRow.objects.values_list("action", flat=True))
    assert min(actions.values()) > 2000
    acting = (cast.clerk, cast.approver, cast.helper, cast.sysadmin)
    people = {f"user:{person.pk}" for person in acting}
    assert set(AuditRow.objects.values_list("actor", flat=True)) == {
        "system:test",
        "system:signin",
        *people,
    }
    assert seal()
    assert verify().findings == []
