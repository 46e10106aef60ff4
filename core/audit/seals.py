"""The latest seals and the latest verification, for display."""

from datetime import datetime

from core.audit.models import AuditSeal
from core.models import Heartbeat

INSTALLATION_CHAIN = 0  # rows that belong to no programme
VERIFIED = "verify_audit"  # name of the heartbeat of a verification without findings
SHORT_HASH = 12  # digits shown of a hash


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
