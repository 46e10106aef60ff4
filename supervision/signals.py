"""What happened to a month, for the apps above; each with programme_id and month (its first
day). A closing is told after the transaction: whoever makes reports is rung by it. A reopening
is told inside it: what stands or falls with it is saved together."""

from django.dispatch import Signal

month_closed = Signal()
month_reopened = Signal()
