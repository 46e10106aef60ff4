"""Recording findings, and merging two that are one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.actors import with_reason
from core.records import (
    StaleRecord,
    create_record,
    delete_record,
    edit_record,
    references_to,
    require_version,
    update_record,
)
from core.text import next_number, usual_prefix
from programmes.models import Programme
from supervision.choices import RECORDING, SENT, FindingEventKind, FindingState
from supervision.models import Finding, FindingEvent
from supervision.models.findings import require_county_units
from supervision.services.finding_events import record_event, refusal
from supervision.services.finding_notices import notify_event
from supervision.services.proposals import require_new_origin, require_undeclined


def next_finding_number(programme: Programme, year: int) -> str:
    taken = list(Finding.objects.of(programme).values_list("number", flat=True))
    return next_number(usual_prefix(taken, year, f"DC{year}-"), taken)


@transaction.atomic
def create_finding(
    *,
    programme: Programme,
    by: Any,
    number: str = "",
    supporting_units: Iterable[Unit] = (),
    **values: Any,
) -> Finding:
    """Stores the finding with its first event, and notifies the responsible unit. Without a number
    it gets the next free one. Raises ValidationError."""
    require_other_units(values.get("unit"), supporting_units)
    require_county_units(programme.pk, supporting_units, "supporting_units")
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    require_new_origin(programme, values.get("origin", ""))
    require_undeclined(programme, values.get("origin", ""))
    number = number or next_finding_number(programme, values["found_on"].year)
    given = {"programme": programme, "number": number, "known_on": programme.today()}
    finding = create_record(Finding, by=by, **given, **values)
    finding.supporting_units.set(supporting_units)
    kind, state = FindingEventKind.FOUND, FindingState.OPEN
    event = record_event(finding, kind, by=by, on=programme.today(), state=state, unit=by.unit)
    notify_event(event)
    return finding


@transaction.atomic
def edit_finding(
    finding: Finding,
    *,
    version: int,
    supporting_units: Iterable[Unit],
    by: Any,
    on: date,
    **values: Any,
) -> None:
    """Another responsible unit is an event, and is notified. Raises StaleRecord, and
    ValidationError for a finding that is rectified, closed or merged, and for another unit while a
    request waits or a signed order names the finding."""
    if finding.merged_into_id or finding.rectified_on or finding.state == FindingState.CLOSED:
        raise ValidationError(refusal(finding))
    require_other_units(values.get("unit"), supporting_units)
    require_county_units(finding.programme_id, supporting_units, "supporting_units")
    before = Finding.objects.select_related("unit").get(pk=finding.pk).unit
    edit_record(finding, version=version, **values)
    finding.supporting_units.set(supporting_units)
    if finding.unit_id != before.pk:
        _hand_over(finding, before, by=by, on=on)


def why_bound(finding: Finding) -> str:
    """Which signed order, not revoked, names the finding, in words; else empty. Such a finding
    keeps its unit, and is neither merged nor deleted."""
    if (order := finding.orders.filter(state__in=SENT).first()) is None:
        return ""
    words = _(
        "“%(finding)s” is named by %(order)s: it keeps its responsible unit, and is neither merged "
        "nor deleted, until the order is revoked."
    )
    return words % {"finding": finding.text, "order": order.number}


def _require_unbound(finding: Finding, field: str = NON_FIELD_ERRORS) -> None:
    """Locks the programme, as the signing of an order does. Raises ValidationError as
    ``why_bound``."""
    Programme.objects.select_for_update(no_key=True).get(pk=finding.programme_id)
    if words := why_bound(finding):
        raise ValidationError({field: words})


def _hand_over(finding: Finding, before: Unit, *, by: Any, on: date) -> None:
    """Stores the event by which another unit is responsible, and notifies it."""
    _require_unbound(finding, "unit")
    if finding.requests.pending().exists():
        raise ValidationError({"unit": _("A request of its unit waits: decide on it first.")})
    reason = _("%(before)s → %(after)s") % {"before": before, "after": finding.unit}
    given: dict[str, Any] = {"by": by, "on": on, "state": finding.state, "unit": by.unit}
    event = record_event(finding, FindingEventKind.UNIT_CHANGED, reason=reason, **given)
    notify_event(event)


def require_other_units(unit: Unit | None, supporting: Iterable[Unit]) -> None:
    """Raises ValidationError where the responsible unit supports itself."""
    if unit in list(supporting):
        words = _("The responsible unit of a finding is no supporting unit of it.")
        raise ValidationError({"supporting_units": words})


@transaction.atomic
def merge_findings(finding: Finding, *, into: Finding, version: int, reason: str) -> Finding:
    """One matter from several sources is one finding: ``finding`` counts no more, its number and
    source stay.

    Raises StaleRecord, and ValidationError where one of the two is merged or closed, or ``finding``
    has others merged into it, a request that waits or a signed order that names it.
    """
    if finding.pk == into.pk:
        raise ValidationError({"into": _("Choose another finding.")})
    _require_unbound(finding)
    rows = Finding.objects.select_for_update().filter(pk__in=[finding.pk, into.pk])
    both = {one.pk: one for one in rows.order_by("pk")}
    if len(both) < 2:
        raise StaleRecord(None)
    merged, target = both[finding.pk], both[into.pk]
    require_version(merged, version)
    for one in (merged, target):
        if one.merged_into_id or one.state == FindingState.CLOSED:
            raise ValidationError(refusal(one))
    if merged.requests.pending().exists():
        words = _("A request about “%(finding)s” waits: decide on it first.")
        raise ValidationError(words % {"finding": merged.text})
    if merged.merged.exists():
        words = _("Others are merged into “%(finding)s”: merge in the other direction.")
        raise ValidationError(words % {"finding": merged.text})
    with with_reason(reason):
        update_record(merged, version=version, merged_into=target)
    return target


def why_not_deleted(finding: Finding) -> str:
    """Which orders name it, drafts too, so that it cannot be deleted, in words; else empty."""
    orders = finding.orders.select_related("unit").order_by("pk")
    if not (names := _(", ").join(str(one) for one in orders)):
        return ""
    words = _("“%(finding)s” is named by %(orders)s: it cannot be deleted.")
    return words % {"finding": finding.text, "orders": names}


@transaction.atomic
def delete_finding(finding: Finding, *, version: int, reason: str) -> None:
    """Deletes a finding that was recorded by mistake. Raises StaleRecord, and ValidationError where
    something happened to it or another record refers to it."""
    _require_unbound(finding)
    later = finding.events.exclude(kind__in=RECORDING)
    others = (rows for rows in references_to(finding) if rows.model is not FindingEvent)
    delete_record(finding, version=version, reason=reason, references=[*others, later])
