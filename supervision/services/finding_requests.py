"""Requests about a finding: made by the responsible unit or on its behalf, withdrawn, and decided
by another person of the task force (docs/rules.md#requests-about-a-finding)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import StaleRecord, create_record, update_record
from programmes.choices import RequestState
from supervision.choices import (
    TO_RECTIFY,
    FindingEventKind,
    FindingRequestKind,
    FindingState,
    Verification,
)
from supervision.figures.findings import finding_rule
from supervision.models import Finding, FindingRequest
from supervision.services.finding_events import (
    is_on_behalf,
    lock_finding,
    record_event,
    refusal,
    unit_of,
)
from supervision.services.finding_notices import notify_decided, notify_requested, resolve_request


def why_no_request(finding: Finding, kind: FindingRequestKind, on: date) -> str:
    """Why the request cannot be made on the day, in words; else empty."""
    if finding.merged_into_id or finding.state not in TO_RECTIFY:
        return refusal(finding)
    return _why_no_date(finding, on) if kind == FindingRequestKind.DATE else ""


def _why_no_date(finding: Finding, on: date) -> str:
    if finding.due_on is None:
        return _("The finding has no day: the task force sets one.")
    if on > finding.due_on:
        words = _("The day %(day)s has passed: only the task force can set another one now.")
        return words % {"day": finding.due_on}
    moved = finding.events.filter(kind=FindingEventKind.DATE_MOVED).count()
    if moved >= finding_rule(finding.programme, on).max_moves:
        words = _("Its day was moved %(n)s times already: the rule allows no more.")
        return words % {"n": moved}
    return ""


@transaction.atomic
def request_of_finding(
    *,
    finding: Finding,
    kind: FindingRequestKind,
    version: int,
    text: str,
    by: Any,
    on: date,
    new_due_on: date | None = None,
) -> FindingRequest:
    """Stores the request, which waits for the task force.

    Raises StaleRecord, and ValidationError where the finding's state does not allow it, or another
    day is requested after the present one, more often than the rule allows, or no later day.
    """
    lock_finding(finding, version)
    if reason := why_no_request(finding, kind, on):
        raise ValidationError(reason)
    if finding.requests.pending().filter(kind=kind).exists():
        raise ValidationError(_("Such a request is waiting for a decision already."))
    if kind == FindingRequestKind.DATE:
        _check_later(finding, new_due_on)
    given = {"text": text.strip(), "new_due_on": new_due_on, "state_before": finding.state}
    unit = {"unit": unit_of(finding, by), "on_behalf": is_on_behalf(finding, by)}
    record = {"programme": finding.programme, "finding": finding, "kind": kind, "asked_on": on}
    request = create_record(FindingRequest, by=by, **record, **unit, **given)
    if kind == FindingRequestKind.CLOSING:
        _move(request, FindingEventKind.CLOSING_REQUESTED, FindingState.RECTIFIED, by=by, on=on)
        changes = {"rectified_on": on, "situation": request.text}
        update_record(finding, version=version, state=FindingState.RECTIFIED, **changes)
    notify_requested(request)
    return request


def _check_later(finding: Finding, new_due_on: date | None) -> None:
    if new_due_on is None or finding.due_on is None or new_due_on <= finding.due_on:
        words = _("Name a day after the present one %(day)s.")
        raise ValidationError({"new_due_on": words % {"day": finding.due_on}})


@transaction.atomic
def withdraw_request(request: FindingRequest, *, version: int, by: Any, on: date) -> None:
    """Its unit, or the task force that made it on its behalf, withdraws it. Raises StaleRecord
    where it is decided."""
    finding = _lock(request, version)
    resolve_request(request)
    update_record(request, version=version, state=RequestState.WITHDRAWN)
    if request.kind == FindingRequestKind.CLOSING:
        _go_on(request, finding, FindingEventKind.WITHDRAWN, by=by, on=on)


@transaction.atomic
def accept_request(
    request: FindingRequest,
    *,
    version: int,
    by: Any,
    on: date,
    answer: str = "",
    verification: str = "",
) -> None:
    """Another person of the task force accepts it: the finding is closed, ``verification`` says
    how it was verified; or its day is moved.

    Raises StaleRecord where it is decided already, and ValidationError for the person who made it.
    """
    finding = _lock(request, version)
    if request.created_by_id == by.pk:
        raise ValidationError(_("A second person decides: you made this request yourself."))
    if request.kind == FindingRequestKind.DATE:
        _move_day(request, finding, by=by, on=on, answer=answer)
    else:
        _close(request, finding, verification, by=by, on=on, answer=answer)
    _decide(request, RequestState.ACCEPTED, by=by, on=on, answer=answer)


def _move_day(request, finding: Finding, *, by: Any, on: date, answer: str) -> None:
    if finding.state not in TO_RECTIFY:
        raise ValidationError(refusal(finding))
    _check_later(finding, request.new_due_on)
    days = {"due_before": finding.due_on, "due_after": request.new_due_on}
    given: dict[str, Any] = {"reason": answer.strip(), **days}
    _move(request, FindingEventKind.DATE_MOVED, finding.state, by=by, on=on, **given)
    update_record(finding, version=finding.version, due_on=request.new_due_on)


def _close(request, finding: Finding, verification: str, *, by: Any, on: date, answer: str) -> None:
    if verification not in Verification.values:
        raise ValidationError({"verification": _("Say how it was verified.")})
    given: dict[str, Any] = {"by": by, "on": on, "reason": answer.strip()}
    _move(request, FindingEventKind.CLOSED, FindingState.CLOSED, **given)
    values = {"closed_on": on, "verification": verification}
    update_record(finding, version=finding.version, state=FindingState.CLOSED, **values)
    for other in finding.requests.pending().exclude(pk=request.pk):
        resolve_request(other)
        words = _("Ended by another decision.")
        update_record(other, version=other.version, state=RequestState.WITHDRAWN, answer=words)


@transaction.atomic
def refuse_request(
    request: FindingRequest, *, version: int, by: Any, on: date, answer: str
) -> None:
    """The task force refuses it with a reason; a rectification is sent back.

    Raises StaleRecord where it is decided already, and ValidationError without a reason.
    """
    finding = _lock(request, version)
    if not answer.strip():
        raise ValidationError({"answer": _("Say why.")})
    _decide(request, RequestState.REFUSED, by=by, on=on, answer=answer)
    if request.kind == FindingRequestKind.CLOSING:
        reason = answer.strip()
        _go_on(request, finding, FindingEventKind.SENT_BACK, by=by, on=on, reason=reason)


def _lock(request: FindingRequest, version: int) -> Finding:
    """The request's finding, both locked, the finding first: two requests of one finding wait for
    each other. Raises StaleRecord where the request is decided, and ValidationError where the
    finding was merged."""
    rows = Finding.objects.select_related("programme", "unit").select_for_update(of=("self",))
    finding = rows.filter(pk=request.finding_id).first()
    stored = FindingRequest.objects.select_for_update().filter(pk=request.pk).first()
    if finding is None or stored is None or stored.version != version or not stored.is_pending:
        raise StaleRecord(stored)
    if finding.merged_into_id:
        raise ValidationError(refusal(finding))
    request.finding = finding
    return finding


def _go_on(request, finding: Finding, kind: FindingEventKind, **given: Any) -> None:
    """The finding is to be rectified as before the request."""
    state = FindingState.RECTIFYING
    _move(request, kind, state, **given)
    update_record(finding, version=finding.version, state=state, rectified_on=None)


def _move(
    request: FindingRequest,
    kind: FindingEventKind,
    state: str,
    *,
    by: Any,
    on: date,
    **values: Any,
) -> None:
    """Stores an event of the request: its unit's own, or a decision of the task force."""
    acted: dict[str, Any] = {"unit": by.unit}
    if kind in (FindingEventKind.CLOSING_REQUESTED, FindingEventKind.WITHDRAWN):
        acted = {"unit": request.unit, "on_behalf": request.on_behalf}
    given = {"state": state, "request": request, **acted, **values}
    record_event(request.finding, kind, by=by, on=on, **given)


def _decide(
    request: FindingRequest, state: RequestState, *, by: Any, on: date, answer: str
) -> None:
    resolve_request(request)
    decision = {"state": state, "decided_by": by, "decided_on": on, "answer": answer.strip()}
    update_record(request, version=request.version, **decision)
    notify_decided(request)
