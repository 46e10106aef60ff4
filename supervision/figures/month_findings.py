"""What the month's page lists of findings and orders."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.links import list_address
from programmes.models import Programme
from programmes.models.light_rules import RuleDay
from supervision.choices import OrderState
from supervision.figures.findings import finding_day, finding_reason
from supervision.figures.readiness import Group, Row
from supervision.models import Finding, Order

DUE = gettext_lazy("findings due and not rectified")
TO_RECEIVE = gettext_lazy("orders not signed for")


def findings_of_month(user, programme: Programme, on: date) -> list[Group]:
    """The groups with rows, of what the person sees on the day."""
    day = finding_day(programme, on)
    findings = Finding.objects.visible_to(user).of(programme).counted().as_of(on)
    due = findings.to_rectify().due(on).select_related("unit").order_by("due_then", "number")
    orders = Order.objects.visible_to(user).of(programme).not_received()
    rows = orders.select_related("unit").order_by("due_on", "pk")
    groups = [
        Group(DUE, [_finding(one, day) for one in due], list_address("findings", due="yes")),
        Group(
            TO_RECEIVE,
            [_order(one) for one in rows],
            list_address("orders", state=OrderState.SIGNED.value),
        ),
    ]
    return [group for group in groups if group.rows]


def _finding(one: Finding, day: RuleDay) -> Row:
    note = f"{one.unit} · {one.due_then} · {finding_reason(one, day)}"
    return Row(one.text, reverse("finding", args=[one.pk]), note)


def _order(one: Order) -> Row:
    words = _("signed %(day)s, answer by %(due)s")
    note = words % {"day": one.signed_on, "due": one.due_on}
    return Row(str(one), reverse("order", args=[one.pk]), f"{one.unit} · {note}")
