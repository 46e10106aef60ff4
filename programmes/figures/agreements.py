"""Counts and sums of agreements, as the list shows them, and the end of a term."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from core.importing.words import plain
from programmes.models.agreements import AgreementQuerySet

# 2024年, 2024—2026年
TERM = re.compile(r"(?:((?:19|20)\d{2})年?[-‐‑‒–—―−~至]+)?((?:19|20)\d{2})年?")


@dataclass(frozen=True)
class AgreementCounts:
    """``amount`` and ``delivered`` in yuan; None where no agreement has an amount, or none of them
    a delivery."""

    total: int
    with_amount: int
    amount: Decimal | None
    delivered: Decimal | None
    expiring: int


def agreement_counts(agreements: AgreementQuerySet, on: date) -> AgreementCounts:
    """Of the agreements signed by the day, with what was delivered by it."""
    rows = agreements.signed_by(on)
    found = (
        rows.with_delivered(on)
        .order_by()
        .aggregate(
            total=Count("pk"),
            with_amount=Count("amount"),
            sum_amount=Sum("amount"),
            sum_delivered=Sum("delivered"),
        )
    )
    return AgreementCounts(
        found["total"],
        found["with_amount"],
        found["sum_amount"],
        found["sum_delivered"],
        rows.expiring(on).count(),
    )


def end_of_term(term: str) -> date | None:
    """The last day of the last year that a term names; None where it is worded otherwise."""
    match = TERM.fullmatch(plain(term))
    if not match or int(match[1] or 0) > int(match[2]):
        return None
    return date(int(match[2]), 12, 31)
