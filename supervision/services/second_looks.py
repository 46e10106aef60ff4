"""Looking at closed findings again (回头看)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.records import create_record, lock_record, update_record
from supervision.choices import FindingState
from supervision.models import Finding, SecondLook
from supervision.services.finding_events import refusal, reopen_finding


def why_no_look(look: SecondLook) -> str:
    """Why the look cannot be recorded, in words; else empty."""
    if look.done_on:
        return _("It is recorded already.")
    return "" if look.finding.state == FindingState.CLOSED else refusal(look.finding)


def may_be_looked_at(finding: Finding) -> bool:
    """Whether a second look can be planned: of a closed finding without one that is open."""
    is_closed = finding.state == FindingState.CLOSED and not finding.merged_into_id
    return is_closed and not finding.second_looks.filter(done_on=None).exists()


@transaction.atomic
def plan_second_look(finding: Finding, *, due_on: date, by: Any, on: date) -> SecondLook:
    """Raises ValidationError for a day that has passed, a finding that is not closed, or one of
    which a second look is planned."""
    if finding.state != FindingState.CLOSED or finding.merged_into_id:
        raise ValidationError(refusal(finding))
    if due_on < on:
        raise ValidationError({"due_on": _("This day has passed.")})
    lock_record(Finding.objects, finding.pk)
    if finding.second_looks.filter(done_on=None).exists():
        raise ValidationError(_("A second look is planned already."))
    given = {"programme": finding.programme, "finding": finding, "due_on": due_on}
    return create_record(SecondLook, by=by, **given)


@transaction.atomic
def record_second_look(
    look: SecondLook, *, version: int, holds: bool, result: str, by: Any, on: date
) -> None:
    """Stores what was seen; what came back reopens the finding. Raises StaleRecord, and
    ValidationError for a finding that is not closed."""
    finding = lock_record(Finding.objects, look.finding_id)
    if finding.state != FindingState.CLOSED:
        raise ValidationError(refusal(finding))
    values = {"done_on": on, "holds": holds, "result": result.strip()}
    update_record(look, version=version, **values)
    if not holds:
        given: dict[str, Any] = {"version": finding.version, "by": by, "on": on}
        reopen_finding(finding, reason=look.result, **given)
