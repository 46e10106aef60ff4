"""Writes the month entries of a project."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Unit
from core.money import format_amount
from core.periods import Period
from core.records import (
    RECORDED,
    StaleRecord,
    create_record,
    delete_record,
    differing,
    require_version,
    update_record,
)
from programmes.models import Programme
from programmes.services.months import require_open_month
from projects.choices import EntryOrigin, OpeningKind
from projects.figures.month_fields import TEXTS, month_field_spec
from projects.models import MonthEntry, OpeningEntry, Project
from projects.services.month_checks import (
    check_totals,
    require_text,
    resolve_amount,
)
from projects.services.reporting import require_reporting
from projects.services.sheets import require_not_submitted

TYPED = ("amount", *TEXTS, "reason", "no_change")


@transaction.atomic
def record_month(
    *,
    project: Project,
    month: Period,
    by,
    amount: Decimal | None = None,
    cumulative: Decimal | None = None,
    version: int | None = None,
    confirmed: bool = False,
    reason: str = "",
    no_change: bool = False,
    **texts: str,
) -> MonthEntry:
    """Create the month's entry, or update the stored one if it has this version.

    Amounts are in yuan; which fields are required follows from the project's stage
    (figures/month_fields.py). An amount below zero requires a ``reason``, others keep none.
    Raises MonthClosed, StaleRecord (an entry was added or changed meanwhile),
    ValidationError for invalid figures, and UnlikelyError where they look like a slip and are not
    ``confirmed``.
    """
    require_open_month(project.programme, month)
    require_reporting(project, month)
    require_not_submitted(project, month, by)
    spec = month_field_spec(project, month)
    if amount is None and cumulative is None and not spec.has_amount:
        amount = Decimal(0)
    new_amount = resolve_amount(project, month, amount, cumulative)
    if not no_change:
        require_text(spec, texts)
    if new_amount < 0 and not reason:
        raise ValidationError({"reason": _("A month below zero is a correction: say why.")})
    values = {
        "amount": new_amount,
        **dict.fromkeys(TEXTS, ""),
        **texts,
        "reason": reason if new_amount < 0 else "",
        "no_change": no_change,
        "unit": by.unit,
        "origin": EntryOrigin.TYPED,
    }
    current = MonthEntry.objects.filter(project=project, month=month.start).first()
    if current:
        added, entry = new_amount - current.amount, _change_entry(current, version, values, by)
    elif version is not None:
        raise StaleRecord(None)  # it was taken back meanwhile
    else:
        values |= {"programme": project.programme, "project": project, "month": month.start}
        entry, added = create_record(MonthEntry, by=by, **values), new_amount
    if added or current is None:
        take_from_opening(project, month, added)
    check_totals(project, month, confirmed=confirmed)
    return entry


def _change_entry(current: MonthEntry, version: int | None, values: dict, by) -> MonthEntry:
    """What a person has typed no longer has the provenance of an import. Without a difference
    nothing is written."""
    if version is None:
        raise StaleRecord(current)
    if not differing(current, {name: values[name] for name in TYPED}):
        require_version(current, version)
        return current
    if current.created_by_id != by.pk or current.corrected_by_id:
        values["corrected_by"] = by
    return update_record(current, version=version, **RECORDED, **values)


def take_from_opening(project: Project, month: Period, amount: Decimal) -> None:
    """Subtract the amount of a month from the opening entry that covers it; with the last such
    month the opening is deleted. The year's total does not change.

    Raises ValidationError where the months would exceed the imported total, and MonthClosed.
    """
    openings = OpeningEntry.objects.select_for_update().filter(
        project=project, kind=OpeningKind.EARLIER_MONTHS, year=month.year, through__gte=month.start
    )
    opening = openings.first()
    if opening is None:
        return
    through = Period(opening.through)
    require_open_month(project.programme, through)
    entered = project.entries.filter(month__year=month.year, month__lte=opening.through).count()
    rest = opening.amount - amount
    if rest < 0 or rest and entered == through.last_month:
        raise ValidationError(
            {
                "amount": _(
                    "The imported cumulative leaves %(opening)s万元 for the months to %(month)s "
                    "that are not entered; this entry takes %(amount)s万元. Import the ledger "
                    "again, or change the figure."
                )
                % {
                    "opening": format_amount(opening.amount),
                    "month": through.label(),
                    "amount": format_amount(amount),
                }
            }
        )
    if rest:
        update_record(opening, version=opening.version, amount=rest)
    else:
        opening.delete()


def record_no_change(*, project: Project, month: Period, by) -> MonthEntry:
    """无变化: 0 for the month with the previous texts; counts as reported."""
    return record_month(
        project=project,
        month=month,
        amount=Decimal(0),
        **month_field_spec(project, month).draft,
        no_change=True,
        by=by,
    )


@transaction.atomic
def take_back(*, entry: MonthEntry, version: int, by) -> None:
    """The author deletes an entry of an open month, which then counts as not reported.

    Raises MonthClosed, StaleRecord, and ValidationError for another person's entry.
    """
    require_open_month(entry.programme, Period(entry.month))
    require_not_submitted(entry.project, Period(entry.month), by)
    if not entry.is_only_author(by):
        raise ValidationError(_("Only its author can take an entry back."))
    delete_record(entry, version=version)
    take_from_opening(entry.project, Period(entry.month), -entry.amount)


@transaction.atomic
def record_no_change_of_unit(*, programme: Programme, unit: Unit, month: Period, by: Any) -> int:
    """无变化 for every project of the unit that is due and not reported. Returns their number.

    Raises MonthClosed, and ValidationError where the unit has submitted its sheet.
    """
    require_open_month(programme, month)
    missing = Project.objects.of(programme).filter(owner_unit=unit).not_reported(month)
    projects = list(missing.select_related("programme").order_by("pk"))
    for project in projects:
        record_no_change(project=project, month=month, by=by)
    return len(projects)
