"""Told after the transaction: whoever makes reports is rung by it."""

from django.dispatch import Signal

month_closed = Signal()  # programme_id, month (its first day)
