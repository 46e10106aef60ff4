"""Notices about a unit's sheet: to its reviewers when submitted, to its reporters when returned."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.periods import Period
from notifications.services import notice_language, notify, resolve
from programmes.choices import RoleName
from programmes.scopes import people_with_role
from projects.models import MonthSheet


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
    notify(people, sheet.programme_id, text, _page(sheet), _key(sheet))


def _words(sheet: MonthSheet) -> dict[str, str]:
    month = Period(sheet.month).label()
    return {"unit": sheet.unit.name, "month": month, "reason": sheet.return_reason}


def _page(sheet: MonthSheet) -> str:
    return reverse("project_sheet", args=[sheet.unit_id, Period(sheet.month)])


def _key(sheet: MonthSheet) -> str:
    return f"sheet:{sheet.pk}:{sheet.version}"
