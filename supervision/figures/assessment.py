"""The sums of the self-assessment of a year."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from supervision.choices import AssessmentState
from supervision.models import AssessmentItem


@dataclass(frozen=True)
class AssessmentSums:
    """Of the items of a year: how many, by state, without an own mark; the sums of full and own
    marks, None where no item has one."""

    year: int
    items: int
    to_do: int
    written: int
    checked: int
    unmarked: int
    full: Decimal | None
    own: Decimal | None

    @property
    def is_draft(self) -> bool:
        """Until each item is checked."""
        return self.checked < self.items


def assessment_sums(rows: QuerySet[AssessmentItem], year: int) -> AssessmentSums:
    """In one query."""
    found = rows.filter(year=year).aggregate(
        items=Count("pk"),
        to_do=Count("pk", filter=Q(state=AssessmentState.TO_DO)),
        written=Count("pk", filter=Q(state=AssessmentState.WRITTEN)),
        checked=Count("pk", filter=Q(state=AssessmentState.CHECKED)),
        unmarked=Count("pk", filter=Q(own_mark=None)),
        full=Sum("full_mark"),
        own=Sum("own_mark"),
    )
    return AssessmentSums(year=year, **found)
