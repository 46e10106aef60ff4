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
from supervision.figures.letters import content_of
from supervision.figures.raises import key_of_next
from supervision.models import Finding, Order
from supervision.services.finding_notices import notify_order, notify_revoked, resolve_order
from supervision.services.proposals import require_last, require_undeclined

OTHER_PREFIXES = {OrderKind.REMINDER: "督办提示", OrderKind.LETTER: "督办函"}


class SameOrderError(ValidationError):
    """An order of the same form and colour about one of the findings is in hand: a person confirms
    that another one is meant."""


@transaction.atomic
def create_order(
    *,
    programme: Programme,
    findings: Sequence[Finding],
    by: Any,
    after: Order | None = None,
    confirmed: bool = False,
    **values: Any,
) -> Order:
    """Stores a draft; about illustrative findings it is illustrative.

    Raises ValidationError where the findings are not open ones of its unit, where the day of the
    answer has passed, or where it was proposed to follow ``after`` and another follows already, or
    that was declined; and SameOrderError, unless it is ``confirmed``.
    """
    if after:
        require_last(after)
        require_undeclined(programme, key_of_next(after))
    require_findings(findings, values.get("unit"))
    require_day_ahead(values["due_on"], programme.today())
    if not confirmed:
        require_no_same(Order(programme=programme, **values), findings)
    marked = any(one.provenance in DEMONSTRATION for one in findings)
    provenance = Provenance.ILLUSTRATIVE if marked else Provenance.RECORDED
    given = {"programme": programme, "provenance": provenance}
    order = create_record(Order, by=by, **given, **values)
    order.findings.set(findings)
    return order


@transaction.atomic
def edit_order(
    order: Order,
    *,
    version: int,
    findings: Sequence[Finding],
    confirmed: bool = False,
    **values: Any,
) -> None:
    """Raises StaleRecord, ValidationError for an order that is signed and as ``create_order`` does,
    and SameOrderError, unless it is ``confirmed``."""
    _require_state(order, OrderState.DRAFT)
    require_findings(findings, values.get("unit", order.unit))
    require_day_ahead(values.get("due_on", order.due_on), order.programme.today())
    update_record(order, version=version, **values)
    if not confirmed:
        require_no_same(order, findings)
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


def require_day_ahead(due_on: date, on: date) -> None:
    """Raises ValidationError where the day of the answer has passed on the day ``on``."""
    if due_on < on:
        words = _(
            "The answer by %(day)s lies before today, %(today)s: choose today or a later day."
        )
        raise ValidationError({"due_on": words % {"day": due_on, "today": on}})


def require_no_same(order: Order, findings: Sequence[Finding]) -> None:
    """Locks the findings, so that one of two equal orders is the first. Raises SameOrderError where
    another of the same form and colour about one of them is in hand."""
    rows = Finding.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    keys = [one.pk for one in rows.filter(pk__in=[one.pk for one in findings])]
    others = Order.objects.exclude(pk=order.pk).exclude(state=OrderState.REVOKED)
    same = others.filter(findings__in=keys, kind=order.kind, colour=order.colour)
    if found := same.select_related("unit").first():
        words = _(
            "%(order)s (%(state)s) of the same form and colour is about one of these findings "
            "already. Confirm below to make another one."
        )
        raise SameOrderError(words % {"order": found, "state": found.get_state_display()})


@transaction.atomic
def sign_order(order: Order, *, version: int, by: Any, on: date) -> None:
    """A second person signs it: it gets the next number of the year and is sent to the unit; what
    it says of the findings is stored.

    Raises StaleRecord, and ValidationError for whoever drafted it, without demands, where a
    finding is closed or of another unit by now, and where the day of the answer has passed.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=order.programme_id)
    _require_state(order, OrderState.DRAFT)
    findings = list(order.findings.select_related("unit").order_by("number"))
    require_may_be_signed(order, findings, by=by, on=on)
    values: dict[str, Any] = {"signed_on": on, "signed_by": by}
    values |= {"number": next_order_number(order, on), "content": content_of(order, findings)}
    update_record(order, version=version, state=OrderState.SIGNED, **values)
    notify_order(order)


def require_may_be_signed(order: Order, findings: Sequence[Finding], *, by: Any, on: date) -> None:
    """Raises ValidationError as ``sign_order`` does."""
    if order.created_by_id == by.pk:
        raise ValidationError(_("A second person signs: you drafted this order yourself."))
    if not order.demands.strip():
        raise ValidationError(_("Fill in the demands first: the order asks for nothing."))
    require_findings(findings, order.unit)
    require_day_ahead(order.due_on, on)


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
