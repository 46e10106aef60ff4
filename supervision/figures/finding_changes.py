"""What happened to findings and orders from one day to another, both included: by the days of
business that they carry, never by when a row was written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from supervision.choices import FindingEventKind
from supervision.models import FindingEvent

# The events by which the day to rectify by was moved.
MOVES = (FindingEventKind.DATE_MOVED, FindingEventKind.DATE_SET)


@dataclass(frozen=True)
class FindingChanges:
    """Findings that were found in these days, and those that are rectified or closed at their end
    and became so in them; how often findings were sent back, reopened, or got another day."""

    found: int
    rectified: int
    closed: int
    sent_back: int
    reopened: int
    moved: int


def finding_changes(findings, first: date, last: date) -> FindingChanges:
    """Of the findings that the person may see, without annotations: merged ones, and those not
    known on the last day, are left out. In two statements."""
    days, rows = (first, last), findings.counted().as_of(last).with_ends(last)
    found = rows.aggregate(
        found=Count("pk", filter=Q(found_on__range=days)),
        rectified=Count("pk", filter=Q(rectified_then__range=days)),
        closed=Count("pk", filter=Q(closed_then__range=days)),
    )
    events = FindingEvent.objects.filter(finding__in=rows.values("pk"), on__range=days)
    happened = events.aggregate(
        sent_back=Count("pk", filter=Q(kind=FindingEventKind.SENT_BACK)),
        reopened=Count("pk", filter=Q(kind=FindingEventKind.REOPENED)),
        moved=Count("pk", filter=Q(kind__in=MOVES)),
    )
    return FindingChanges(**found, **happened)


@dataclass(frozen=True)
class OrderChanges:
    """Orders that were signed and sent in these days, revoked ones too, and that were signed for in
    them."""

    signed: int
    received: int


def order_changes(orders, first: date, last: date) -> OrderChanges:
    """Of the orders that the person may see, in one statement."""
    days = (first, last)
    return OrderChanges(
        **orders.aggregate(
            signed=Count("pk", filter=Q(signed_on__range=days)),
            received=Count("pk", filter=Q(received_at__date__range=days)),
        )
    )
