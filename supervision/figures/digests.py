"""Findings and orders in the digest of a day (docs/rules.md#digest-of-a-day)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.web.links import list_address
from programmes.figures.digests import LATER, Note, Part
from programmes.models import LightDay, Programme
from programmes.scopes import TASK_FORCE, roles_in
from supervision.choices import OrderState
from supervision.figures.proposals import proposals
from supervision.figures.raises import raises
from supervision.models import Finding, FindingRequest, Objection, Order

DUE, OVERDUE = _("findings due within 7 days: %(n)s"), _("overdue findings: %(n)s")
TO_RECEIVE = _("orders to sign for: %(n)s")


def finding_parts(user, programme: Programme, day: LightDay) -> list[Part]:
    """The parts that have rows: of all units for the task force, for others of their own. A helper
    sees none."""
    rows = Finding.objects.visible_to(user).of(programme).counted().as_of(day.on)
    rows = rows.to_rectify().due(day.on + LATER)
    orders = Order.objects.visible_to(user).of(programme).not_received()
    unit = None
    if not roles_in(user, programme) & TASK_FORCE:
        rows, orders, unit = rows.answered_by(user), orders.received_by(user), user.unit_id
    found = list(rows.select_related("unit").order_by("due_then", "number"))
    parts = (
        Part(DUE, [one for one in found if one.due_then >= day.on]),
        Part(
            OVERDUE,
            [one for one in found if one.due_then < day.on],
            list_address("findings", unit=unit, overdue="yes"),
        ),
        Part(
            TO_RECEIVE,
            list(orders.select_related("unit").order_by("due_on", "pk")),
            list_address("orders", unit=unit, state=OrderState.SIGNED.value),
        ),
    )
    return [part for part in parts if part.rows]


def proposal_notes(user, programme: Programme, day: LightDay) -> list[Note]:
    """For the task force: how many findings, colours and orders are proposed."""
    if not roles_in(user, programme) & TASK_FORCE:
        return []
    n = len(proposals(user, programme, day.on)) + len(raises(user, programme, day.on))
    words = _("proposed findings, colours and orders to decide on: %(n)s")
    return [Note(str(words) % {"n": n}, reverse("finding_proposals"))] if n else []


def waiting_requests(user, programme: Programme) -> int:
    """How many requests about findings, and objections to rankings, wait for the person."""
    rows = FindingRequest.objects.visible_to(user).of(programme)
    objections = Objection.objects.visible_to(user).of(programme)
    decided = rows.pending().decided_by(user).count()
    return decided + objections.pending().answered_by(user).count()
