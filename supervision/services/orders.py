"""Orders: drafted about findings of one unit, signed by a second person, which gives the number,
signed for by the unit, or revoked with a reason."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.choices import Provenance
from core.models import DEMONSTRATION
from core.records import StaleRecord, create_record, delete_record, update_record
from programmes.models import Programme
from programmes.scopes import TASK_FORCE, roles_in
from supervision.choices import FindingState, OrderKind, OrderState
from supervision.figures.findings import finding_rule
from supervision.models import Finding, Order
from supervision.services.finding_notices import notify_order, notify_revoked, resolve_order

OTHER_PREFIXES = {OrderKind.REMINDER: "督办提示", OrderKind.LETTER: "督办函"}


@transaction.atomic
def create_order(
    *,
    programme: Programme,
    findings: Sequence[Finding],
    by: Any,
    after: Order | None = None,
    **values: Any,
) -> Order:
    """Stores a draft; about illustrative findings it is illustrative. Raises ValidationError where
    the findings are not open ones of its unit, or another order follows ``after`` already."""
    if after:
        _require_last(after)
    require_findings(findings, values.get("unit"))
    marked = any(one.provenance in DEMONSTRATION for one in findings)
    provenance = Provenance.ILLUSTRATIVE if marked else Provenance.RECORDED
    given = {"programme": programme, "provenance": provenance}
    order = create_record(Order, by=by, **given, **values)
    order.findings.set(findings)
    return order


def _require_last(order: Order) -> None:
    """Locks it, so that one of several at the same time follows."""
    locked = Order.objects.select_for_update().get(pk=order.pk)
    later = Order.objects.after(locked.pk).select_related("unit").first()
    if later:
        raise ValidationError(_("An order follows already: %(order)s.") % {"order": later})


@transaction.atomic
def edit_order(order: Order, *, version: int, findings: Sequence[Finding], **values: Any) -> None:
    """Raises StaleRecord, and ValidationError for an order that is signed."""
    _require_state(order, OrderState.DRAFT)
    require_findings(findings, values.get("unit", order.unit))
    update_record(order, version=version, **values)
    order.findings.set(findings)


def require_findings(findings: Sequence[Finding], unit: Any) -> None:
    """Raises ValidationError where there is none, or one is closed, merged or of another unit."""
    if not findings:
        raise ValidationError({"findings": _("Choose at least one finding.")})
    for one in findings:
        if one.unit_id != getattr(unit, "pk", None):
            words = _("“%(finding)s” is a finding of %(unit)s.")
            raise ValidationError({"findings": words % {"finding": one.text, "unit": one.unit}})
        if one.merged_into_id or one.state == FindingState.CLOSED:
            words = _("“%(finding)s” is closed or merged.")
            raise ValidationError({"findings": words % {"finding": one.text}})


@transaction.atomic
def sign_order(order: Order, *, version: int, by: Any, on: date) -> None:
    """A second person signs it: it gets the next number of the year and is sent to the unit.

    Raises StaleRecord, and ValidationError for whoever drafted it, without demands, where a
    finding is closed or of another unit by now, and where the day of the answer has passed.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=order.programme_id)
    _require_state(order, OrderState.DRAFT)
    if order.created_by_id == by.pk:
        raise ValidationError(_("A second person signs: you drafted this order yourself."))
    if not order.demands.strip():
        raise ValidationError(_("Fill in the demands first: the order asks for nothing."))
    require_findings(list(order.findings.select_related("unit")), order.unit)
    if order.due_on < on:
        raise ValidationError(_("The day of the answer has passed: change it first."))
    signed = {"number": next_order_number(order, on), "signed_on": on, "signed_by": by}
    update_record(order, version=version, state=OrderState.SIGNED, **signed)
    notify_order(order)


def next_order_number(order: Order, on: date) -> str:
    """督办〔2024〕3号: counted by form and year, revoked ones too."""
    rule = finding_rule(order.programme, on)
    prefix = OTHER_PREFIXES.get(OrderKind(order.kind), rule.order_prefix)
    rows = Order.objects.of(order.programme).filter(kind=order.kind, signed_on__year=on.year)
    return f"{prefix}〔{on.year}〕{rows.count() + 1}号"


@transaction.atomic
def receive_order(order: Order, *, version: int, by: Any, at: datetime) -> None:
    """The unit signs for the order, or the task force on its behalf. Raises StaleRecord, and
    ValidationError where it is not sent or signed for already."""
    _require_state(order, OrderState.SIGNED)
    force = roles_in(by, order.programme) & TASK_FORCE
    is_on_behalf = bool(force) and by.unit_id != order.unit_id
    values = {"received_at": at, "received_by": by, "on_behalf": is_on_behalf}
    update_record(order, version=version, state=OrderState.RECEIVED, **values)
    resolve_order(order)


@transaction.atomic
def revoke_order(order: Order, *, version: int, reason: str) -> None:
    """What was signed is revoked with a reason; its number stays used."""
    _require_state(order, OrderState.SIGNED, OrderState.RECEIVED)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    update_record(order, version=version, state=OrderState.REVOKED, reason=reason.strip())
    resolve_order(order)
    notify_revoked(order)


def _require_state(order: Order, *states: OrderState) -> None:
    stored = Order.objects.select_for_update().filter(pk=order.pk).first()
    if stored is None or stored.version != order.version:
        raise StaleRecord(stored)
    if stored.state not in states:
        words = _("“%(order)s” is in the state “%(state)s”: this is not possible now.")
        raise ValidationError(words % {"order": stored, "state": stored.get_state_display()})


def delete_order(order: Order, *, version: int, reason: str) -> None:
    """Deletes a draft. Raises StaleRecord, and ValidationError for an order that is signed."""
    _require_state(order, OrderState.DRAFT)
    delete_record(order, version=version, reason=reason)
