"""A row as work to do: a worker claims it for one lease, and afterwards another one may.

The row is the queue. A message of the broker only says that it is there, and may come twice, or
not at all: then a scheduled task sends it again.
"""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now


class LeasedRows:
    """Queryset methods of a leased model."""

    model: Any
    filter: Any

    def unclaimed(self) -> Any:
        """Rows that no worker has claimed, or whose worker's lease has expired."""
        return self.filter(Q(lease_until__isnull=True) | Q(lease_until__lt=Now()))

    @transaction.atomic
    def claim(self, pk: int, lease: timedelta, **values: Any) -> int | None:
        """Claim a row of the queryset; returns the number of the attempt, or None where the row
        is not in it or another worker has claimed it."""
        number = F("attempt") + 1
        rows = self.unclaimed().filter(pk=pk)
        if not rows.update(attempt=number, lease_until=Now() + lease, **values):
            return None
        return self.model._default_manager.values_list("attempt", flat=True).get(pk=pk)


class Leased(models.Model):
    attempt = models.PositiveSmallIntegerField(default=0, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
