"""Another colour of a finding, and a further order, proposed where days passed and nothing was
rectified. A person decides on each (docs/rules.md#proposed-colours-and-orders)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from supervision.choices import Colour, OrderKind
from supervision.figures.findings import finding_day, finding_reason
from supervision.figures.proposals import Proposal, by_unit
from supervision.models import DeclinedProposal, Finding, Order

NEXT = {Colour.REMINDER: Colour.YELLOW, Colour.YELLOW: Colour.RED}


class Step(Proposal):
    """A step beyond what a finding or an order has."""


@dataclass(frozen=True)
class NextColour(Step):
    """``about`` has the finding; ``colour`` is the next one."""


@dataclass(frozen=True)
class NextOrder(Step):
    """``about`` has the order whose day has passed; ``colour`` and ``kind`` are of the next one."""

    kind: OrderKind = OrderKind.ORDER


def key_of_next(order: Order) -> str:
    """Of the proposal of an order that follows it."""
    return f"order:{order.pk}"


def raises(user: Any, programme: Programme, on: date) -> list[Proposal]:
    """Those of what the person sees that are not declined, by unit."""
    declined = set(DeclinedProposal.objects.of(programme).values_list("key", flat=True))
    found = [*_colours(user, programme, on), *_orders(user, programme, on)]
    return sorted((one for one in found if one.key not in declined), key=by_unit)


def _colours(user: Any, programme: Programme, on: date) -> Iterator[Proposal]:
    """Of findings overdue for more days than the rule names, since their colour was changed."""
    day = finding_day(programme, on)
    rows = Finding.objects.visible_to(user).of(programme).counted().as_of(on).overdue(on)
    rows = rows.filter(colour__in=NEXT).with_last_colour().select_related("unit")
    for one in rows.order_by("number"):
        since = max(one.due_then, one.coloured_on or one.due_then)
        if day.days_between(since, on) > day.rule.raise_days:
            before, after = Colour(one.colour), NEXT[Colour(one.colour)]
            words = _("“%(finding)s” %(reason)s: %(before)s → %(after)s")
            given = {"finding": one.text, "reason": finding_reason(one, day)}
            text = words % {**given, "before": before.label, "after": after.label}
            key = f"colour:{one.pk}:{after.value}:{one.due_then}"
            yield NextColour(key, text, one.unit, after, {"finding": one})


def _orders(user: Any, programme: Programme, on: date) -> Iterator[Proposal]:
    """A reminder letter is followed by an order, an order by one of the next colour up to red."""
    rows = Order.objects.visible_to(user).of(programme).unanswered(on).select_related("unit")
    for one in rows.order_by("due_on", "pk"):
        before = Colour(one.colour)
        if before in NEXT or one.kind == OrderKind.REMINDER:
            is_letter = one.kind == OrderKind.REMINDER
            kind = OrderKind.ORDER if is_letter else OrderKind(one.kind)
            key, after = key_of_next(one), NEXT.get(before, before)
            yield NextOrder(key, _order_words(one), one.unit, after, {"order": one}, kind)


def _order_words(one: Order) -> str:
    n = len(one.open_findings)
    words = ngettext(
        "%(order)s was to be answered by %(day)s, and %(n)s finding is not rectified.",
        "%(order)s was to be answered by %(day)s, and %(n)s findings are not rectified.",
        n,
    )
    return words % {"order": one, "day": one.due_on, "n": n}
