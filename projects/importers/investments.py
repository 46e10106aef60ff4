"""What imports write of a project's money: month entries and the two opening entries.

An opening entry for this year's earlier months (导入期初) stands for the months that are not held:
months which come later take their part out of it, so both orders of import give one total.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.importing.columns import Found
from core.importing.rows import Row
from core.money import plain_amount
from core.periods import Period
from programmes.choices import PeriodState
from projects.choices import EntryOrigin, OpeningKind
from projects.importers.base import ProjectSheetImporter
from projects.models import LateEntry, MonthEntry, OpeningEntry, Project

ZERO = Decimal(0)


@dataclass(frozen=True)
class CellValue:
    """The value of a field in a cell."""

    found: Found
    field: str
    value: Any


class Investments:
    """The entries and openings held of a programme in the years of a sheet, and how an import
    adds to them. ``before``: what is held of a project before the first of these years."""

    def __init__(self, importer: ProjectSheetImporter, years: Collection[int]):
        self.importer = importer
        first, last = date(min(years), 1, 1), date(max(years), 12, 31)
        entries = MonthEntry.objects.of(importer.programme)
        openings = OpeningEntry.objects.of(importer.programme)
        held = entries.filter(month__range=(first, last))
        self.entries = {(e.project_id, e.month): e for e in held}
        self.openings = {(o.project_id, o.year, o.kind): o for o in openings}
        earlier = entries.filter(month__lt=first).order_by().values_list("project_id")
        self.before: dict[int, Decimal] = dict(earlier.annotate(Sum("amount")))
        for opening in self.openings.values():
            if opening.year < first.year:
                sum_so_far = self.before.get(opening.project_id, ZERO)
                self.before[opening.project_id] = sum_so_far + opening.amount
        self.late: dict[int, list[LateEntry]] = {}
        for late in LateEntry.objects.of(importer.programme).filter(counted_in__lte=last):
            if late.counted_in < first:
                sum_so_far = self.before.get(late.project_id, ZERO)
                self.before[late.project_id] = sum_so_far + late.amount
            self.late.setdefault(late.project_id, []).append(late)

    # Month entries

    def put_entry(
        self,
        row: Row,
        project: Project,
        month: date,
        amount: CellValue,
        *texts: CellValue,
        provenance: str,
    ) -> bool:
        """Write the month's values; returns True where the month was not held before.

        What a person typed stays, and is a conflict where the sheet says otherwise.
        """
        entry = self.entries.get((project.pk, month))
        if entry is None:
            return self._add_entry(row, project, month, [amount, *texts], provenance)
        differing = [s for s in (amount, *texts) if getattr(entry, s.field) != s.value]
        if entry.origin == EntryOrigin.TYPED:
            self._keep_typed(row, entry, differing)
        elif differing and amount.value < 0:
            row.fail(amount.found, _("Below zero is a correction: type it, with its reason."))
        elif all(self.importer.may_change(row, one.found, month) for one in differing):
            values = {one.field: one.value for one in differing}
            if self._is_open(month):
                values["provenance"] = provenance
            titles = {one.field: one.found.head.words for one in differing}
            self.importer.put(row, entry, values, **titles)
        return False

    def _add_entry(
        self, row: Row, project: Project, month: date, values: list[CellValue], provenance: str
    ) -> bool:
        amount = values[0]
        if not self.importer.may_change(row, amount.found, month):
            return False
        if amount.value < 0:
            row.fail(amount.found, _("Below zero is a correction: type it, with its reason."))
            return False
        entry = self.importer.new(MonthEntry, project=project, month=month)
        given = {one.field: one.value for one in values}
        given |= {"origin": EntryOrigin.IMPORTED, "provenance": provenance}
        self.importer.batch.put(entry, given)
        self.entries[project.pk, month] = entry
        after = plain_amount(amount.value)
        self.importer.add_change(row, amount.found.head.words, "", after)
        return True

    def _keep_typed(self, row: Row, entry: MonthEntry, differing: list[CellValue]) -> None:
        for one in differing:
            kept = getattr(entry, one.field)
            if one.field == "amount":
                kept = plain_amount(kept, one.found.unit)
            row.keep(one.found, kept)
        self.importer.result.skipped += bool(differing)

    def _is_open(self, month: date) -> bool:
        return self.importer.states.get(month) != PeriodState.CLOSED

    # Opening entries

    def put_last_year(
        self, row: Row, found: Found, project: Project, year: int, amount: Decimal, provenance: str
    ) -> None:
        """What was done to the end of last year: an opening entry, or, where years before are
        held, the same figure again."""
        last = date(year - 1, 12, 1)
        opening = self.openings.get((project.pk, year, OpeningKind.TO_LAST_YEAR))
        held = self.before.get(project.pk)
        if held is not None:
            if held != amount:
                self._disagrees(row, found, amount, held)
            return
        if opening is None and not amount:
            return
        key = project, year, OpeningKind.TO_LAST_YEAR
        self._put_opening(row, found, key, last, amount, provenance)

    def put_cumulative(
        self,
        row: Row,
        found: Found,
        project: Project,
        month: date,
        amount: Decimal | None,
        provenance: str,
    ) -> None:
        """Hold what 1—N月累计 says beyond the months that are held; an error where it disagrees.

        ``amount`` is the sheet's month; empty, the whole cumulative is of earlier months.
        """
        opening = self.openings.get((project.pk, month.year, OpeningKind.EARLIER_MONTHS))
        if opening and opening.through >= month:
            return  # a later sheet has settled the year's earlier months already
        missing, held = self._earlier_months(project, month)
        cumulative: Decimal = row.at(found)
        earlier = cumulative - (amount or ZERO)
        own = self.entries.get((project.pk, month))
        if amount is None and own:
            known = held + (opening.amount if opening else ZERO)
            # The month is held though the sheet leaves it empty: its cumulative may hold it too.
            earlier -= own.amount if cumulative == known + own.amount else ZERO
        rest = earlier - held - self._made_up(project, month)
        if opening and opening.amount == rest:
            return
        if rest < 0 or rest and not missing:
            self._disagrees(row, found, cumulative, cumulative - rest)
        elif missing and (rest or opening):
            key = project, month.year, OpeningKind.EARLIER_MONTHS
            self._put_opening(row, found, key, missing[-1], rest, provenance)

    def _made_up(self, project: Project, month: date) -> Decimal:
        """What came late and was counted this year, up to the month."""
        rows = self.late.get(project.pk, [])
        counted = [r.amount for r in rows if date(month.year, 1, 1) <= r.counted_in <= month]
        return sum(counted, ZERO)

    def _earlier_months(self, project: Project, month: date) -> tuple[list[date], Decimal]:
        """This year's months before it that are not held, and the sum of those that are."""
        months = [date(month.year, m, 1) for m in range(1, month.month)]
        missing = [m for m in months if (project.pk, m) not in self.entries]
        held = [e.amount for m in months if (e := self.entries.get((project.pk, m)))]
        return missing, sum(held, ZERO)

    def absorb(self, row: Row, found: Found, project: Project, new: list[MonthEntry]) -> None:
        """Months that have come take their part out of the opening entry that stood for them;
        with the last of them it goes, and must have been their sum."""
        for year in {entry.month.year for entry in new}:
            opening = self.openings.get((project.pk, year, OpeningKind.EARLIER_MONTHS))
            if opening is None:
                continue
            taken = [e.amount for e in new if e.month.year == year and e.month <= opening.through]
            rest = opening.amount - sum(taken, ZERO)
            missing, _held = self._earlier_months(project, Period(opening.through).next().start)
            if rest < 0 or rest and not missing:
                message = _(
                    "The months add up to %(sum)s万元; the opening entry that they replace is "
                    "%(opening)s万元."
                )
                values = {
                    "sum": plain_amount(sum(taken, ZERO)),
                    "opening": plain_amount(opening.amount),
                }
                row.fail(found, message % values)
            elif taken:
                through = missing[-1] if missing else opening.through
                key = project, year, OpeningKind.EARLIER_MONTHS
                self._put_opening(row, found, key, through, rest, opening.provenance)

    def _put_opening(
        self,
        row: Row,
        found: Found,
        opening_key: tuple[Project, int, OpeningKind],
        through: date,
        amount: Decimal,
        provenance: str,
    ) -> None:
        """An opening of zero is none. A closed month's opening takes no change."""
        project, year, kind = opening_key
        key = (project.pk, year, kind)
        opening = self.openings.get(key)
        values = {"through": through, "amount": amount}
        if opening and all(getattr(opening, n) == v for n, v in values.items()):
            return
        months = {through} | ({opening.through} if opening else set())
        ours = [m for m in sorted(months) if m in self.importer.states]
        way_out = _(" Import what was done since; the rest is typed as a late entry afterwards.")
        if not all(self.importer.may_change(row, found, m, way_out) for m in ours):
            return
        before = plain_amount(opening.amount) if opening else ""
        title = _("Opening: %(head)s") % {"head": found.head.words}
        self.importer.add_change(row, title, before, plain_amount(amount))
        if not amount and opening:
            self.importer.batch.remove(self.openings.pop(key))
            return
        opening = opening or self.importer.new(OpeningEntry, project=project, year=year, kind=kind)
        self.importer.batch.put(opening, {**values, "provenance": provenance})
        self.openings[key] = opening

    @staticmethod
    def _disagrees(row: Row, found: Found, stated: Decimal, held: Decimal) -> None:
        message = _("The sheet says %(said)s万元; what is held makes it %(held)s万元.")
        row.fail(found, message % {"said": plain_amount(stated), "held": plain_amount(held)})
