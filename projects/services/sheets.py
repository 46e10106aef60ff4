"""A unit's sheet of a month: submitted, signed off by the unit's reviewer, returned, taken back.
Its reviewers are notified when it is submitted, its reporters when it is returned.

While it is submitted the unit cannot change the month; the task force still can. A month can be
closed with any state of its sheets.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from core.periods import Period
from core.records import StaleRecord, create_record, update_record
from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.models import Programme
from programmes.scopes import TASK_FORCE, people_with_role, roles_in
from programmes.services.months import require_open_month
from projects.choices import SheetState
from projects.models import MonthSheet, Project


class SheetSubmitted(ValidationError):
    """The unit has submitted the month and cannot change it."""


def sheet_of(programme: Programme, unit: Unit, month: Period) -> MonthSheet:
    """The unit's sheet, or one that nobody has submitted yet (unsaved, with version 0)."""
    found = MonthSheet.objects.of(programme).filter(unit=unit, month=month.start).first()
    return found or MonthSheet(programme=programme, unit=unit, month=month.start, version=0)


def reviewers_of(programme: Programme, unit: Unit):
    """The people who sign off for the unit; may be empty."""
    return people_with_role(programme, RoleName.UNIT_REVIEWER).filter(unit=unit)


def why_submitted(project: Project, month: Period, by: Any) -> str:
    """Why the person cannot change the project's month; else empty."""
    if project.owner_unit is None:
        return ""
    return why_unit_submitted(project.programme, project.owner_unit, month, by)


def why_unit_submitted(programme: Programme, unit: Unit, month: Period, by: Any) -> str:
    """Why the person cannot change what the unit reported of the month; empty where the sheet is
    not submitted, and for the task force."""
    if roles_in(by, programme) & TASK_FORCE:
        return ""
    rows = MonthSheet.objects.of(programme).filter(unit=unit, month=month.start)
    if not rows.submitted().exists():
        return ""
    return _("The unit's sheet of this month is submitted. Take the submission back to change it.")


def require_not_submitted(project: Project, month: Period, by: Any) -> None:
    if words := why_submitted(project, month, by):
        raise SheetSubmitted(words)


@transaction.atomic
def submit_sheet(
    *,
    programme: Programme,
    unit: Unit,
    month: Period,
    by: Any,
    at: datetime,
    version: int | None = None,
    confirmed: bool = False,
) -> MonthSheet:
    """Submit the unit's month, or submit it again after a return. Notifies its reviewers.

    Raises MonthClosed, StaleRecord, and ValidationError where projects are not reported and this is
    not ``confirmed``.
    """
    require_open_month(programme, month)
    sheet = sheet_of(programme, unit, month)
    if sheet.submitted_at or sheet.version != (version or 0):
        raise StaleRecord(sheet if sheet.pk else None)
    if not confirmed:
        _require_reported(programme, unit, month)
    values = {"submitted_at": at, "submitted_by": by}
    if sheet.pk is None:
        key = {"programme": programme, "unit": unit, "month": month.start}
        sheet = create_record(MonthSheet, by=by, **key, **values)
    else:
        resolve_sheet_notices(sheet)
        back = {"returned_at": None, "returned_by": None, "return_reason": ""}
        update_record(sheet, version=sheet.version, **values, **back)
    notify_submitted(sheet, reviewers_of(programme, unit).exclude(pk=by.pk))
    return sheet


def _require_reported(programme: Programme, unit: Unit, month: Period) -> None:
    missing = Project.objects.of(programme).filter(owner_unit=unit).not_reported(month)
    if number := missing.count():
        words = _("%(n)s projects are not reported: report them, or press “no change”.")
        raise ValidationError(words % {"n": number})


@transaction.atomic
def review_sheet(*, sheet: MonthSheet, version: int, by: Any, at: datetime) -> MonthSheet:
    """The unit's reviewer signs the sheet off; the month may be closed.

    Raises StaleRecord where it is not submitted or signed off already, and ValidationError where
    the reviewer has submitted it.
    """
    if sheet.state != SheetState.SUBMITTED:
        raise StaleRecord(sheet)
    if sheet.submitted_by_id == by.pk:
        raise ValidationError(_("A second person signs off: you submitted the sheet yourself."))
    resolve_sheet_notices(sheet)
    return update_record(sheet, version=version, reviewed_at=at, reviewed_by=by)


@transaction.atomic
def return_sheet(
    *, sheet: MonthSheet, version: int, reason: str, by: Any, at: datetime
) -> MonthSheet:
    """Return the sheet with a reason and notify the unit's people. Raises MonthClosed,
    StaleRecord where it is not submitted, and ValidationError without a reason."""
    require_open_month(sheet.programme, Period(sheet.month))
    if not sheet.submitted_at:
        raise StaleRecord(sheet)
    if not reason.strip():
        raise ValidationError(_("Say why the sheet is returned."))
    resolve_sheet_notices(sheet)
    submitter = sheet.submitted_by
    _reopen(sheet, version, returned_at=at, returned_by=by, return_reason=reason.strip())
    notify_returned(sheet, submitter)
    return sheet


@transaction.atomic
def take_back_submission(*, sheet: MonthSheet, version: int) -> MonthSheet:
    """Reopen the sheet for the unit unless it is signed off. Raises MonthClosed and StaleRecord."""
    require_open_month(sheet.programme, Period(sheet.month))
    if sheet.state != SheetState.SUBMITTED:
        raise StaleRecord(sheet)
    resolve_sheet_notices(sheet)
    return _reopen(sheet, version)


def _reopen(sheet: MonthSheet, version: int, **values: Any) -> MonthSheet:
    back = {"submitted_at": None, "submitted_by": None, "reviewed_at": None, "reviewed_by": None}
    return update_record(sheet, version=version, **back, **values)


def notify_submitted(sheet: MonthSheet, reviewers) -> None:
    with notice_language():
        text = _("%(unit)s has submitted its sheet of %(month)s: it waits to be signed off.")
        _notify(sheet, reviewers, text % _words(sheet))


def notify_returned(sheet: MonthSheet, submitter: User | None) -> None:
    """To the unit's reporters, and to whoever had submitted it."""
    reporters = people_with_role(sheet.programme, RoleName.UNIT_REPORTER).filter(unit=sheet.unit)
    people = {person.pk: person for person in [*reporters, submitter] if person}
    with notice_language():
        text = _("The sheet of %(month)s was returned: %(reason)s") % _words(sheet)
        _notify(sheet, people.values(), text)


def resolve_sheet_notices(sheet: MonthSheet) -> None:
    """Mark the notices of the sheet's present version as read: the sheet is about to change."""
    resolve(_key(sheet))


def _notify(sheet: MonthSheet, people, text: str) -> None:
    page = reverse("project_sheet", args=[sheet.unit_id, Period(sheet.month)])
    notify(people, sheet.programme_id, text, page, _key(sheet))


def _words(sheet: MonthSheet) -> dict[str, str]:
    month = Period(sheet.month).label()
    return {"unit": sheet.unit.name, "month": month, "reason": sheet.return_reason}


def _key(sheet: MonthSheet) -> str:
    return f"sheet:{sheet.pk}:{sheet.version}"
