"""What is written of a project's months."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.money import format_amount
from core.periods import Period
from core.records import StaleRecord, change, create_once
from programmes.services.months import require_open_month
from projects.choices import EntryOrigin, OpeningKind
from projects.figures.month_fields import amount_said, asked_of, require_words
from projects.models import MonthEntry, OpeningEntry, Project
from projects.services.reporting import require_reported
from projects.services.sheets import require_not_submitted

# Above these the figures are asked for again (the first after domain.md 2.2; both defaults).
OF_TOTAL, OF_PLAN = Decimal("1.1"), Decimal(2)


def done_before(project: Project, month: Period) -> Decimal:
    """Completed investment of the year without the month's own entry, in yuan, opening entry and
    what came late included."""
    return Project.objects.with_before(month).get(pk=project.pk).before


def settle_amount(
    project: Project, month: Period, amount: Decimal | None, cumulative: Decimal | None
) -> Decimal:
    """The month's amount in yuan from what was typed: the month, the cumulative, or both.

    Raises ValidationError where both are missing, or both are there and disagree.
    """
    before = done_before(project, month)
    if amount is None and cumulative is None:
        raise ValidationError({"amount": _("Type the month's investment, or press “no change”.")})
    if amount is None:
        return Decimal(cumulative or 0) - before
    if cumulative is not None and before + amount != cumulative:
        raise ValidationError(
            {
                "cumulative": _(
                    "The earlier months hold %(before)s万元; with this month's %(amount)s万元 that "
                    "makes %(sum)s万元, not %(cumulative)s万元. Change one of the two."
                )
                % {
                    "before": format_amount(before),
                    "amount": format_amount(amount),
                    "sum": format_amount(before + amount),
                    "cumulative": format_amount(cumulative),
                }
            }
        )
    return amount


class UnlikelyError(ValidationError):
    """The figures can be true, but look like a slip (元 typed for 万元): to be confirmed."""


@transaction.atomic
def record_month(
    *,
    project: Project,
    month: Period,
    by,
    amount: Decimal | None = None,
    cumulative: Decimal | None = None,
    version: int | None = None,
    submission_id=None,
    confirmed: bool = False,
    **said: Any,
) -> MonthEntry:
    """Record the month of a project, or change what stands there, if it has this version.

    Money in yuan, asked for by the project's stage (projects/figures/month_fields.py); ``said`` holds the
    texts, ``reason`` and ``no_change``.
    Raises MonthClosed, StaleRecord (an entry came or changed meanwhile), ReplayedDifferently,
    ValidationError where the figures cannot stand, and UnlikelyError where they look like a
    slip and nobody ``confirmed`` them.
    """
    require_open_month(project.programme, month)
    require_reported(project, month)
    require_not_submitted(project, month, by)
    asked = asked_of(project, month)
    amount = amount_said(asked, amount, cumulative)
    settled = settle_amount(project, month, amount, cumulative)
    if not said.get("no_change"):
        require_words(asked, said)
    values = _values(settled, by, **said)
    standing = MonthEntry.objects.filter(project=project, month=month.start).first()
    if standing and (submission_id is None or standing.submission_id != submission_id):
        added, entry = settled - standing.amount, _change_entry(standing, version, values, by)
    elif standing is None and version is not None:
        raise StaleRecord(None)  # it was taken back meanwhile
    else:
        values |= {"programme": project.programme, "project": project, "month": month.start}
        entry, created = create_once(MonthEntry, submission_id=submission_id, by=by, **values)
        if not created:
            return entry
        added = settled
    take_from_opening(project, month, added)
    check_totals(project, month, confirmed=confirmed)
    return entry


def _values(
    amount: Decimal,
    by,
    *,
    image_progress="",
    problems="",
    next_step="",
    coordination="",
    reason="",
    no_change=False,
) -> dict[str, Any]:
    """What a person's entry holds; a reason only with an amount below zero, which needs one."""
    if amount < 0 and not reason:
        raise ValidationError({"reason": _("A month below zero is a correction: say why.")})
    return {
        "amount": amount,
        "image_progress": image_progress,
        "problems": problems,
        "next_step": next_step,
        "coordination": coordination,
        "reason": reason if amount < 0 else "",
        "no_change": no_change,
        "unit": by.unit,
        "origin": EntryOrigin.TYPED,
    }


def check_totals(project: Project, month: Period, *, confirmed: bool) -> None:
    """What the project has done by the end of the year with this entry in it: not below zero;
    more than it can well be (domain.md 2.2) only where somebody confirmed it."""
    december = Period.month(month.year, 12)
    row = Project.objects.with_investment(december).get(pk=project.pk)
    if row.year_amount < 0:
        raise ValidationError({"amount": _("The year's total would be below zero.")})
    if not confirmed and row.total_investment and row.ever_amount > row.total_investment * OF_TOTAL:
        raise UnlikelyError(
            _("With this entry %(done)s万元 is done since the start, of a total of %(whole)s万元.")
            % {"done": format_amount(row.ever_amount), "whole": format_amount(row.total_investment)}
        )
    if not confirmed and row.plan and row.year_amount > row.plan * OF_PLAN:
        raise UnlikelyError(
            _("With this entry %(done)s万元 is done this year, of a plan of %(whole)s万元.")
            % {"done": format_amount(row.year_amount), "whole": format_amount(row.plan)}
        )


def _change_entry(standing: MonthEntry, version: int | None, values: dict, by) -> MonthEntry:
    """A person's own figures and words are no longer what an import brought."""
    if version is None:
        raise StaleRecord(standing)
    if standing.created_by_id != by.pk or standing.corrected_by_id:
        values["corrected_by"] = by
    return change(
        standing,
        version=version,
        provenance="recorded",
        published_fields=[],
        source_note="",
        **values,
    )


def take_from_opening(project: Project, month: Period, amount: Decimal) -> None:
    """A month that an opening entry stood for takes its part out of it; with the last such
    month the opening goes. The year's total stays as it was imported.

    Raises ValidationError where the months would no longer add up to it, and MonthClosed.
    """
    openings = OpeningEntry.objects.select_for_update().filter(
        project=project, kind=OpeningKind.EARLIER_MONTHS, year=month.year, through__gte=month.start
    )
    opening = openings.first()
    if opening is None:
        return
    through = Period(opening.through)
    require_open_month(project.programme, through)
    held = project.entries.filter(month__year=month.year, month__lte=opening.through).count()
    rest = opening.amount - amount
    if rest < 0 or rest and held == through.last_month:
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
        change(opening, version=opening.version, amount=rest)
    else:
        opening.delete()


def record_no_change(*, project: Project, month: Period, by, submission_id=None) -> MonthEntry:
    """无变化: 0 for the month with the last texts, marked; it counts as reported."""
    return record_month(
        project=project,
        month=month,
        amount=Decimal(0),
        **asked_of(project, month).draft,
        no_change=True,
        by=by,
        submission_id=submission_id,
    )


@transaction.atomic
def take_back(*, entry: MonthEntry, version: int, by) -> None:
    """The author takes back an entry of an open month: the month is not reported again.

    Raises MonthClosed, StaleRecord, and ValidationError where it is somebody else's.
    """
    require_open_month(entry.programme, Period(entry.month))
    require_not_submitted(entry.project, Period(entry.month), by)
    if not entry.is_all_by(by):
        raise ValidationError(_("Only its author can take an entry back."))
    deleted = MonthEntry.objects.filter(pk=entry.pk, version=version).delete()[0]
    if not deleted:
        raise StaleRecord(MonthEntry.objects.filter(pk=entry.pk).first())
    take_from_opening(entry.project, Period(entry.month), -entry.amount)
