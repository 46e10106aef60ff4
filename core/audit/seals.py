"""The seals of the audit log: the latest ones for display, and the check, which recomputes each
seal and reports gaps, wrong hashes and rows that no seal covers."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection

from core.audit.models import AuditSeal
from core.database.sql import fetch_all
from core.models import Heartbeat

INSTALLATION_CHAIN = 0  # rows that belong to no programme
VERIFIED = "verify_audit"  # name of the heartbeat of a verification without findings
SHORT_HASH = 12  # digits shown of a hash
LINES = """
SELECT coalesce(programme_id, 0) AS chain, id, core_audit_line(r) FROM core_auditrow AS r
WHERE id <= (SELECT max(last_id) FROM core_auditseal) ORDER BY 1, 2
"""
# A running worker seals every minute.
UNSEALED = """
SELECT min(id), count(*) FROM core_auditrow
WHERE id > (SELECT coalesce(max(last_id), 0) FROM core_auditseal) AND at < now() - interval '15 min'
  AND EXISTS (SELECT FROM core_heartbeat WHERE core_heartbeat.at > now() - interval '5 min')
"""


def latest_seals(chains: list[int]) -> list[dict]:
    """The last seal of each chain with the beginning of its hash."""
    rows = AuditSeal.objects.filter(chain__in=chains).order_by("chain", "-number")
    return [
        {
            "seal": seal,
            "is_installation": seal.chain == INSTALLATION_CHAIN,
            "sum": seal.hash[:SHORT_HASH],
        }
        for seal in rows.distinct("chain")
    ]


def verified_at() -> datetime | None:
    """The time of the latest verification without findings; None where unknown."""
    return Heartbeat.objects.filter(name=VERIFIED).values_list("at", flat=True).first()


def check() -> Iterator[dict[str, Any]]:
    seals: dict[int, list[Any]] = defaultdict(list)
    for seal in AuditSeal.objects.values():
        seals[seal["chain"]].append(seal)
    for chain, found in seals.items():
        yield from check_links(chain, found)
    [(first, number)] = fetch_all(UNSEALED)
    if number:
        yield {"kind": "unsealed", "first_id": first, "rows": number}
    yield from check_sums(seals)


def check_links(chain: int, seals: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Numbers run from 1; each seal starts after the previous one and contains its hash."""
    number, last_id, previous = 0, 0, ""
    for seal in seals:
        expected = {"number": number + 1, "first_id": last_id + 1, "previous": previous}
        for name, value in expected.items():
            if seal[name] != value:
                where = {"chain": chain, "number": seal["number"], "column": name}
                yield {"kind": "seal", **where, "expected": value, "found": seal[name]}
        number, last_id, previous = seal["number"], seal["last_id"], seal["hash"]


def check_sums(seals: dict[int, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    remaining = dict(seals)
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINES)
        for chain, rows in groupby(cursor, key=lambda row: row[0]):
            yield from check_chain(chain, remaining.pop(chain, []), rows)
    for chain, found in remaining.items():
        yield from check_chain(chain, found, iter(()))


def check_chain(chain: int, seals: list, rows: Iterator[tuple]) -> Iterator[dict[str, Any]]:
    """Compares each seal with the hash of its rows; reports rows that no seal covers."""
    row = next(rows, None)
    for seal in seals:
        total, number = hashlib.sha256(seal["previous"].encode()), 0
        while row and row[1] <= seal["last_id"]:
            total.update(b"\n" + row[2].encode())
            number, row = number + 1, next(rows, None)
        for name, value in {"rows": number, "hash": total.hexdigest()}.items():
            if seal[name] != value:
                where = {"chain": chain, "number": seal["number"], "column": name}
                yield {"kind": "seal", **where, "expected": seal[name], "found": value}
    while row:
        yield {"kind": "never sealed", "chain": chain, "id": row[1]}
        row = next(rows, None)
