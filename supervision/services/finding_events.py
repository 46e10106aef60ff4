"""What happens to a finding outside its requests: it is reported on, reopened, or gets another day
or colour from the task force. Each is stored as a dated event."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.records import StaleRecord, create_record, update_record
from programmes.scopes import TASK_FORCE, roles_in
from supervision.choices import NOT_CLOSED, TO_RECTIFY, Colour, FindingEventKind, FindingState
from supervision.models import Finding, FindingEvent, RectificationReport
from supervision.services.finding_notices import notify_event
from supervision.services.proposals import require_undeclined

# The states in which each may happen, and the state after it; None: unchanged.
MOVES: dict[FindingEventKind, tuple[tuple[FindingState, ...], FindingState | None]] = {
    FindingEventKind.BEGUN: ((FindingState.OPEN,), FindingState.RECTIFYING),
    FindingEventKind.CLOSED: ((FindingState.RECTIFIED,), FindingState.CLOSED),
    FindingEventKind.SENT_BACK: ((FindingState.RECTIFIED,), FindingState.RECTIFYING),
    FindingEventKind.REOPENED: ((FindingState.CLOSED,), FindingState.RECTIFYING),
    FindingEventKind.DATE_SET: (TO_RECTIFY, None),
    FindingEventKind.COLOUR_SET: (NOT_CLOSED, None),
}


def record_event(
    finding: Finding, kind: FindingEventKind, *, by: Any, on: date, state: str, **values: Any
) -> FindingEvent:
    """Stores the event; ``state`` is the finding's after it, ``finding`` still has that before."""
    states = {"state_before": finding.state, "state_after": state}
    given = {"programme": finding.programme, "finding": finding, "kind": kind, "on": on}
    return create_record(FindingEvent, by=by, **given, **states, **values)


# Of a rectification that an import brought; one that was requested is decided by its request.
OF_IMPORTED = (FindingEventKind.CLOSED, FindingEventKind.SENT_BACK)


def may_happen(finding: Finding, kind: FindingEventKind) -> bool:
    if finding.merged_into_id or finding.state not in MOVES[kind][0]:
        return False
    return kind not in OF_IMPORTED or not finding.requests.pending().exists()


def refusal(finding: Finding) -> str:
    if finding.merged_into_id:
        return _("“%(finding)s” is merged into another finding: act there.") % {
            "finding": finding.text
        }
    words = _("“%(finding)s” is in the state “%(state)s”: this is not possible now.")
    return words % {"finding": finding.text, "state": finding.get_state_display()}


def lock_finding(finding: Finding, version: int) -> Finding:
    """Raises StaleRecord where it was saved since, or deleted."""
    stored = Finding.objects.select_for_update().filter(pk=finding.pk).first()
    if stored is None or stored.version != version:
        raise StaleRecord(stored)
    return stored


def is_on_behalf(finding: Finding, by: Any) -> bool:
    """Whether the task force acts for the responsible unit."""
    names = roles_in(by, finding.programme)
    return bool(names & TASK_FORCE) and by.unit_id != finding.unit_id


def unit_of(finding: Finding, by: Any) -> Unit:
    """The unit for which the person acts: their own, or the responsible one."""
    return finding.unit if is_on_behalf(finding, by) else by.unit


@transaction.atomic
def move_finding(
    finding: Finding,
    kind: FindingEventKind,
    *,
    version: int,
    by: Any,
    on: date,
    reason: str,
    **changes: Any,
) -> FindingEvent:
    """Stores the event, and the state and other values that follow from it; notifies the unit.

    Raises StaleRecord, and ValidationError where the event cannot happen in the finding's state or
    lacks its reason.
    """
    if not may_happen(finding, kind):
        raise ValidationError(refusal(finding))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    state = MOVES[kind][1] or FindingState(finding.state)
    given: dict[str, Any] = {"unit": by.unit, "reason": reason.strip()}
    if "due_on" in changes:
        given |= {"due_before": finding.due_on, "due_after": changes["due_on"]}
    event = record_event(finding, kind, by=by, on=on, state=state, **given)
    update_record(finding, version=version, state=state, **changes)
    notify_event(event)
    return event


def close_imported(
    finding: Finding, *, version: int, verification: str, reason: str, by: Any, on: date
) -> FindingEvent:
    """A person of the task force verifies a rectification that an import brought. Raises
    ValidationError where a request about it waits."""
    values: dict[str, Any] = {"closed_on": on, "verification": verification}
    given: dict[str, Any] = {"version": version, "reason": reason, "by": by, "on": on}
    return move_finding(finding, FindingEventKind.CLOSED, **given, **values)


def send_imported_back(
    finding: Finding, *, version: int, reason: str, by: Any, on: date
) -> FindingEvent:
    given: dict[str, Any] = {"version": version, "reason": reason, "by": by, "on": on}
    return move_finding(finding, FindingEventKind.SENT_BACK, **given, rectified_on=None)


@transaction.atomic
def reopen_finding(
    finding: Finding, *, version: int, reason: str, by: Any, on: date
) -> FindingEvent:
    """What came back is to be rectified again. That it was late stays in its events; a second look
    that is planned ends with it: it does not hold."""
    empty: dict[str, Any] = {"rectified_on": None, "closed_on": None, "verification": ""}
    given: dict[str, Any] = {"version": version, "reason": reason, "by": by, "on": on}
    event = move_finding(finding, FindingEventKind.REOPENED, **given, **empty)
    for look in finding.second_looks.filter(done_on=None):
        seen = {"done_on": on, "holds": False, "result": event.reason}
        update_record(look, version=look.version, **seen)
    return event


def set_due_day(
    finding: Finding, *, version: int, due_on: date, reason: str, by: Any, on: date
) -> FindingEvent:
    """The task force sets another day, also after the present one. Raises ValidationError for a day
    that has passed."""
    if due_on < on:
        raise ValidationError({"due_on": _("This day has passed.")})
    given: dict[str, Any] = {"version": version, "reason": reason, "by": by, "on": on}
    return move_finding(finding, FindingEventKind.DATE_SET, due_on=due_on, **given)


@transaction.atomic
def set_colour(
    finding: Finding,
    *,
    version: int,
    colour: str,
    reason: str,
    by: Any,
    on: date,
    proposal: str = "",
) -> FindingEvent:
    """Raises StaleRecord, and ValidationError for the colour that it has, and where the
    ``proposal`` that it comes from was declined."""
    if proposal:
        lock_finding(finding, version)
        require_undeclined(finding.programme, proposal)
    if colour == finding.colour:
        raise ValidationError({"colour": _("It has this colour already.")})
    before, after = Colour(finding.colour).label, Colour(colour).label
    words = _("%(before)s → %(after)s: %(reason)s")
    shown = words % {"before": before, "after": after, "reason": reason.strip()}
    given: dict[str, Any] = {"version": version, "by": by, "on": on, "colour": colour}
    reason = shown if reason.strip() else ""
    return move_finding(finding, FindingEventKind.COLOUR_SET, reason=reason, **given)


@transaction.atomic
def report_rectification(
    finding: Finding, *, version: int, text: str, by: Any, on: date
) -> RectificationReport:
    """Stores what a unit reports; the first report of the responsible one begins the
    rectification, and its words are the finding's ``situation``. Raises StaleRecord, and
    ValidationError where the finding is rectified."""
    stored = lock_finding(finding, version)
    if stored.merged_into_id or stored.state not in TO_RECTIFY:
        raise ValidationError(refusal(stored))
    unit = unit_of(finding, by)
    given = {"unit": unit, "on_behalf": is_on_behalf(finding, by)}
    record = {"programme": finding.programme, "finding": finding, "on": on, "text": text.strip()}
    report = create_record(RectificationReport, by=by, **record, **given)
    if unit.pk == finding.unit_id:
        _begin(finding, version, report, by, on)
    return report


def _begin(finding: Finding, version: int, report: RectificationReport, by: Any, on: date) -> None:
    state = FindingState.RECTIFYING
    if finding.state == FindingState.OPEN:
        given: dict[str, Any] = {"unit": report.unit, "on_behalf": report.on_behalf}
        record_event(finding, FindingEventKind.BEGUN, by=by, on=on, state=state, **given)
    update_record(finding, version=version, state=state, situation=report.text[:500])
