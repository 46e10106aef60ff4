"""The workbook of a year's completed investment by months."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, Found
from core.importing.rows import Row
from core.importing.words import Marks, marks_of, plain
from core.importing.workbook import WorkbookError
from core.money import plain_amount
from core.periods import Period
from projects.importers.base import CODE, NAME, REMARK, ProjectSheetImporter
from projects.importers.carried_texts import CarriedTexts
from projects.importers.investments import CellValue, Investments
from projects.models import Project

MONTH_HEAD = r"(?:(?P<year>20\d{2})年)?(?P<month>1[0-2]|[1-9])月份?(?:完成投资)?"


class MonthsImporter(ProjectSheetImporter):
    """Entries of known projects. An empty month is not reported, which is not zero. The sheet has
    amounts alone: the texts of a held month stay, a new one goes on with those before it.

    Where a programme has no project yet, the sheet brings their codes and names, and the ledger
    may follow; later on a project that is not known is an error.
    """

    name = "months"
    label = gettext_lazy("Investment of a year by months")
    shown_first = ("total",)
    columns = (
        CODE,
        NAME,
        Column(
            "month", "1月", MONTH_HEAD, cells.signed_amount, required=True, money=True, many=True
        ),
        Column("total", "合计", "合计|累计|小计", cells.signed_amount, money=True),
        REMARK,
    )

    def prepare(self) -> None:
        self.load_projects()
        self.brings_projects = not self.projects and self.has_codes()
        self.months = [(found, self.month_of(found)) for found in self.table.columns("month")]
        self.months.sort(key=lambda pair: pair[1])
        for (_found, before), (found, month) in pairwise(self.months):
            if month == before:
                message = _("Two columns are of this month.")
                self.fail_head(found.head.row, found.head.words, message)
        years = {month.year for _found, month in self.months}
        self.held = Investments(self, years)
        self.carried = CarriedTexts(self.programme, self.held.entries, date(min(years), 1, 1))

    def month_of(self, found: Found) -> date:
        year = int(found.groups["year"] or 0) or self.table.year_in_title()
        if not year:
            raise WorkbookError(_("Neither the title nor the heads say the year."))
        return date(year, int(found.groups["month"] or 0), 1)

    def check(self, row: Row) -> None:
        self.check_key(row)
        self.check_total(row)
        if row["code"] or not self.has_codes():
            self.check_project(row, self.known(row))
        for found, month in self.months:
            if row.at(found) is not None and month > self.programme.today():
                message = _("%(month)s has not begun yet.")
                row.fail(found, message % {"month": Period(month).label()})

    def check_project(self, row: Row, project: Project | None) -> None:
        if project or not self.brings_projects:
            super().check_project(row, project)

    def check_total(self, row: Row) -> None:
        total = self.table.column("total")
        if total is None or row.at(total) is None:
            return
        added = sum((row.at(found) or Decimal(0) for found, _m in self.months), Decimal(0))
        if added != row.at(total):
            message = _("The months add up to %(sum)s%(unit)s.")
            row.fail(total, message % {"sum": plain_amount(added, total.unit), "unit": total.unit})

    def save(self, row: Row) -> None:
        marks = marks_of(row["remark"], published=[])
        project = self.known(row) or self.bring(row, marks)
        months = [(found, month) for found, month in self.months if row.at(found) is not None]
        new = [
            self.held.entries[project.pk, month]
            for found, month in months
            if self.held.put_entry(
                row,
                project,
                month,
                CellValue(found, "amount", row.at(found)),
                provenance=marks.others,
            )
        ]
        self.carried.fill(self.batch, project, new)
        place = self.table.column("total") or self.months[-1][0]
        self.held.absorb(row, place, project, new)
        # The project's year of months is new where its first month was not held before.
        row.is_created = bool(months and new and new[0].month == months[0][1])

    def bring(self, row: Row, marks: Marks) -> Project:
        project = self.new(Project, code=row["code"], name=row["name"])
        self.batch.put(project, marks.values())
        self.by_code[plain(project.code)] = project
        self.take_name(row, project)
        return project
