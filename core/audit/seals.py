"""What seals the record, for who looks at it."""

from datetime import datetime

from core.audit.models import AuditSeal
from core.models import Heartbeat

OF_NONE = 0  # the chain of what belongs to no programme
VERIFIED = "verify_audit"  # the command notes under this name that all was well
SHOWN = 12  # so much of a sum is compared by eye


def latest_seals(chains: list[int]) -> list[dict]:
    """The last seal of each chain, as number, time and the beginning of its sum."""
    rows = AuditSeal.objects.filter(chain__in=chains).order_by("chain", "-number")
    return [
        {"seal": seal, "of_none": seal.chain == OF_NONE, "sum": seal.hash[:SHOWN]}
        for seal in rows.distinct("chain")
    ]


def verified_at() -> datetime | None:
    """When the record was last found whole and true; None where that is not known."""
    return Heartbeat.objects.filter(name=VERIFIED).values_list("at", flat=True).first()
