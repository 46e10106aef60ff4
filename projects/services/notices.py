"""Who is told of a unit's sheet: its reviewer that it waits, its reporters that it came back."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.periods import Period
from notifications.services import in_chinese, settle, tell
from programmes.choices import RoleName
from programmes.scopes import people_with
from projects.models import MonthSheet


def tell_submitted(sheet: MonthSheet, reviewers) -> None:
    with in_chinese():
        text = _("%(unit)s has submitted its sheet of %(month)s: it waits to be signed off.")
        _tell(sheet, reviewers, text % _words(sheet))


def tell_returned(sheet: MonthSheet, submitter: User | None) -> None:
    """The unit's reporters, and whoever had submitted it."""
    reporters = people_with(sheet.programme, RoleName.UNIT_REPORTER).filter(unit=sheet.unit)
    people = {person.pk: person for person in [*reporters, submitter] if person}
    with in_chinese():
        text = _("The sheet of %(month)s was returned: %(reason)s") % _words(sheet)
        _tell(sheet, people.values(), text)


def settle_sheet(sheet: MonthSheet) -> None:
    """The sheet is about to change: what was told of it as it stood is done with."""
    settle(_key(sheet))


def _tell(sheet: MonthSheet, people, text: str) -> None:
    tell(people, sheet.programme_id, text, _page(sheet), _key(sheet))


def _words(sheet: MonthSheet) -> dict[str, str]:
    month = Period(sheet.month).label()
    return {"unit": sheet.unit.name, "month": month, "reason": sheet.return_reason}


def _page(sheet: MonthSheet) -> str:
    return reverse("project_sheet", args=[sheet.unit_id, Period(sheet.month)])


def _key(sheet: MonthSheet) -> str:
    return f"sheet:{sheet.pk}:{sheet.version}"
