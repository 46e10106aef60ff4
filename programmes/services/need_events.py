"""What happens to a need: the task force accepts, defers or declines it, the township confirms that
it is met, it is reopened. Each is stored as a dated event (docs/rules.md#needs)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, lock_record, update_record
from programmes.choices import NeedDecision, NeedEventKind, NeedState
from programmes.models import Need, NeedEvent
from programmes.models.need_events import HAVE_REASON
from programmes.scopes import TASK_FORCE, roles_in
from programmes.services.need_notices import notify_event, resolve_stated

ANSWERED = (NeedState.UNDER_WAY, NeedState.PARTLY_MET)
# The states in which each may happen, and the decision after it.
MOVES: dict[NeedEventKind, tuple[tuple[NeedState, ...], NeedDecision]] = {
    NeedEventKind.ACCEPTED: ((NeedState.TO_TRIAGE, NeedState.DEFERRED), NeedDecision.ACCEPTED),
    NeedEventKind.DEFERRED: (
        (NeedState.TO_TRIAGE, NeedState.OPEN, *ANSWERED),
        NeedDecision.DEFERRED,
    ),
    NeedEventKind.DECLINED: (
        (NeedState.TO_TRIAGE, NeedState.OPEN, NeedState.DEFERRED),
        NeedDecision.DECLINED,
    ),
    NeedEventKind.CONFIRMED: ((NeedState.OPEN, *ANSWERED), NeedDecision.MET),
    NeedEventKind.REOPENED: ((NeedState.MET, NeedState.DECLINED), NeedDecision.ACCEPTED),
}


def may_happen(need: Need, kind: NeedEventKind) -> bool:
    """Of a need ``with_state`` of today."""
    return need.state_then in MOVES[kind][0]


def refusal(need: Need) -> str:
    words = _("“%(need)s” is in the state “%(state)s”: this is not possible now.")
    return words % {"need": need.text, "state": need.state_label}


def needs_reason(need: Need, kind: NeedEventKind) -> bool:
    """A deferral, a refusal and a reopening do; so does what met a need that nothing answers."""
    return kind in HAVE_REASON or (
        kind == NeedEventKind.CONFIRMED and need.state_then == NeedState.OPEN
    )


@transaction.atomic
def decide_on_need(
    need: Need, kind: NeedEventKind, *, version: int, by: Any, on: date, reason: str = ""
) -> NeedEvent:
    """Stores the event, and the decision on the need after it; notifies the township of what it
    did not do itself, the task force of what the township did.

    Raises StaleRecord, and ValidationError where the event cannot happen in the state of the need
    or lacks its reason.
    """
    lock_record(Need.objects, need.pk, version)
    stored = Need.objects.with_state(on).select_related("programme", "township").get(pk=need.pk)
    if not may_happen(stored, kind):
        raise ValidationError(refusal(stored))
    if needs_reason(stored, kind) and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    event = create_record(
        NeedEvent,
        by=by,
        programme=stored.programme,
        need=stored,
        kind=kind,
        on=on,
        reason=reason.strip(),
        decision_before=stored.decision,
        decision_after=MOVES[kind][1],
        **_whose(stored, kind, by),
    )
    update_record(stored, version=version, decision=event.decision_after)
    resolve_stated(stored)
    notify_event(event)
    return event


def _whose(need: Need, kind: NeedEventKind, by: Any) -> dict[str, Any]:
    """The unit that acts; a confirmation by the task force is made for the township."""
    acts_for = kind == NeedEventKind.CONFIRMED and by.unit_id != need.township_id
    is_of_force = bool(roles_in(by, need.programme) & TASK_FORCE)
    on_behalf = acts_for and is_of_force
    return {"unit": need.township if on_behalf else by.unit, "on_behalf": on_behalf}
