"""Signals of a month, with programme_id and month (its first day). ``month_closed`` is sent after
the transaction, since it starts the generation of reports; ``month_reopened`` is sent inside it,
so that the changes of its receivers are committed together."""

from django.dispatch import Signal

month_closed = Signal()
month_reopened = Signal()
