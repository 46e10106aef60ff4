"""The month's sheet of the statistics bureau: 入统投资 of projects that are known."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column
from core.importing.rows import Row
from core.importing.words import Marks, marks_of
from core.importing.workbook import WorkbookError
from core.money import plain_amount
from projects.importers.base import CODE, NAME, REMARK, ProjectSheetImporter
from projects.models import Project, StatisticsEntry

COUNTED = "(?:入统|入库|纳统|统计)"
OF_MONTH = rf"(?:(?P<month>1[0-2]|[1-9])月份?|本月|当月)(?:完成)?{COUNTED}(?:完成)?投资(?:额)?|本月"
SO_FAR = (
    rf"(?:1月?-(?P<month>1[0-2]|[1-9])月|本年|年初至报告期|今年)(?:累计)?(?:完成)?{COUNTED}?"
    r"(?:累计)?(?:完成)?(?:投资(?:额)?)?"
)


class StatisticsImporter(ProjectSheetImporter):
    """This month's figure, or the year's so far, of which the months held before are taken off.
    An empty cell says nothing, which is not zero. It is a fact of its own: the reported
    investment stays as it is."""

    name = "statistics"
    label = gettext_lazy("Investment in the statistics (入统投资)")
    shown_first = ("amount", "so_far")
    computed = ".*(占|率|增长|增速).*|.*总投资.*"
    columns = (
        CODE,
        NAME,
        Column("amount", "本月入统投资", OF_MONTH, cells.signed_amount, money=True),
        Column("so_far", "累计入统投资", SO_FAR, cells.signed_amount, money=True),
        REMARK,
    )

    def prepare(self) -> None:
        self.month = self.find_month()
        self.load_projects()
        entries = StatisticsEntry.objects.of(self.programme)
        self.held = {e.project_id: e for e in entries.filter(month=self.month)}
        earlier = entries.filter(month__year=self.month.year, month__lt=self.month).order_by()
        self.before: dict[int, Decimal] = dict(
            earlier.values_list("project").annotate(Sum("amount"))
        )

    def find_month(self) -> date:
        month = self.table.month_in_title()
        if month is None:
            found = [f for n in ("amount", "so_far") if (f := self.table.column(n))]
            number = next((f.groups["month"] for f in found if f.groups["month"]), None)
            year = self.table.year_in_title()
            month = date(year, int(number), 1) if number and year else None
        if month and not any(self.table.column(name) for name in ("amount", "so_far")):
            message = _("The sheet has no column “%(title)s”.")
            raise WorkbookError(message % {"title": self.title_of("amount")})
        return self.require_month(month)

    def check(self, row: Row) -> None:
        self.check_key(row)
        if row["code"] or not self.has_codes():
            project = self.known(row)
            self.check_project(row, project)
            if project:
                self.check_so_far(row, project)

    def check_so_far(self, row: Row, project: Project) -> None:
        """Both are given: they must agree, as far as earlier months are held."""
        before = self.before.get(project.pk)
        if row["amount"] is None or row["so_far"] is None or before is None:
            return
        if before + row["amount"] != row["so_far"]:
            message = _("The sheet says %(said)s万元; what is held makes it %(held)s万元.")
            held = plain_amount(before + row["amount"])
            row.fail("so_far", message % {"said": plain_amount(row["so_far"]), "held": held})

    def save(self, row: Row) -> None:
        project: Any = self.known(row)
        amount = row["amount"]
        if amount is None and row["so_far"] is not None:
            amount = row["so_far"] - self.before.get(project.pk, Decimal(0))
        held = self.held.get(project.pk)
        if amount is None or held and held.amount == amount:
            return
        marks: Marks = marks_of(row["remark"], published=[])
        row.is_created = held is None
        entry = held or self.new(StatisticsEntry, project=project, month=self.month)
        values = {"amount": amount, "provenance": marks.others}
        self.put(row, entry, values, amount=self.title_of("amount"))
