"""The importer of the fund lines at the end of a month: posts the differences to the postings."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, Found, required_column
from core.importing.rows import Change, Row
from core.importing.words import Marks, marks_of, plain
from core.money import plain_amount
from core.periods import month_end
from funds.choices import Family, PostingKind, family_of
from funds.models import FundLine, FundSource, Posting
from funds.services import Postings, cancel_postings
from programmes.importers import ProgrammeImporter
from projects.models import Project

# Each step of the chain with the step that it may not exceed and the column of its day.
AMOUNT_FIELDS = {
    "planned": (None, None),
    "arrived": ("planned", "arrived_on"),
    "allocated": ("arrived", None),
    "transferred": ("allocated", "transferred_on"),
    "paid": ("transferred", "paid_on"),
}


def money(name: str, title: str, words: str) -> Column:
    return Column(
        name, title, f"(?:已)?{words}(?:金额|资金)?", cells.amount, required=True, money=True
    )


class FundImporter(ProgrammeImporter):
    """Identified by number. Figures are cumulative; an empty amount is no statement.

    An import is undone by cancelling its postings on their own days, since postings are never
    deleted. A new line stays if it has postings (its sums are zero then), and a new source if it
    has lines; without any they are deleted. Later postings to one of the lines, which build on the
    sums of this import, are a reason against.
    """

    name = "funds"
    label = gettext_lazy("Fund lines")
    permission = "funds.import"
    undo_note = gettext_lazy(
        "Postings are reversed on their days (红冲); lines and sources that have postings stay."
    )
    identity = ("number",)
    shown_first = ("source", "project", "planned", "arrived", "transferred", "paid")
    columns = (
        required_column("number", "资金编号", "(资金)?编号", cells.number),
        required_column("source", "资金来源", "资金来源|来源", cells.text(60)),
        Column("payer", "拨款单位", "(拨款|出资|下达)单位", cells.text(80)),
        Column("document_number", "文号", "(下达)?文号", cells.text(60)),
        required_column("project", "项目名称", "项目(名称)?(或用途)?|用途", cells.text(120)),
        money("planned", "计划金额", "计划"),
        money("arrived", "到位金额", "到位"),
        money("allocated", "分配金额", "分配"),
        money("transferred", "拨付金额", "拨付"),
        money("paid", "支付金额", "支付"),
        Column("arrived_on", "到位日期", "(最近)?到位日期", cells.day),
        Column("transferred_on", "最近拨付日期", "(最近)?拨付日期", cells.day),
        Column("paid_on", "最近支付日期", "(最近)?支付日期", cells.day),
        Column("remark", "备注", "备注", cells.text(200)),
    )

    def prepare(self) -> None:
        self.month_end = month_end(self.require_month(self.table.month_in_title()))
        self.batch.set_order(FundSource, FundLine, Posting)
        self.lines = {plain(line.number): line for line in FundLine.objects.of(self.programme)}
        self.postings = Postings(self.programme, self.create_posting)
        self.sources = self.catalogue(FundSource)
        projects: dict[str, list[Project]] = {}
        for project in Project.objects.of(self.programme):
            projects.setdefault(plain(project.name), []).append(project)
        self.same_name = {name for name, several in projects.items() if len(several) > 1}
        self.projects = {name: several[0] for name, several in projects.items()}

    def check(self, row: Row) -> None:
        self.check_chain(row)
        self.check_days(row)
        name = plain(row["project"])
        if name in self.same_name:
            row.fail("project", _("Several projects have this name: the line's is not clear."))
        elif self.needs_project(row) and name not in self.projects:
            row.resolve("project", self.projects, _("There is no project “%(text)s”."))

    def needs_project(self, row: Row) -> bool:
        """Assistance money is for a project, unless its line has this purpose already."""
        line = self.lines.get(plain(row["number"]))
        has_purpose = line is not None and plain(line.purpose) == plain(row["project"])
        return self.is_assistance(row) and not has_purpose

    @staticmethod
    def is_assistance(row: Row) -> bool:
        """The task force's working fund has a purpose instead of a project."""
        return family_of(row["source"]) != Family.WORKING

    def check_chain(self, row: Row) -> None:
        for name, (limit, _day) in AMOUNT_FIELDS.items():
            if limit and (row[name] or 0) > (row[limit] or 0):
                found = self.column(limit)
                message = _("This is more than %(head)s, %(amount)s%(unit)s.")
                values = {
                    "head": found.head.words,
                    "amount": plain_amount(row[limit] or Decimal(0), found.unit),
                    "unit": found.unit,
                }
                row.fail(name, message % values)

    def check_days(self, row: Row) -> None:
        for name, (_limit, day) in AMOUNT_FIELDS.items():
            if day is None or not row[name]:
                continue
            if row[day] is None:
                message = _("There is an amount in %(head)s: its day is missing.")
                row.fail(day, message % {"head": self.column(name).head.words})
            elif row[day] > self.month_end:
                message = _("This lies after the end of the sheet's month, %(day)s.")
                row.fail(day, message % {"day": self.month_end.isoformat()})

    def column(self, name: str) -> Found:
        found = self.table.column(name)
        assert found is not None  # noqa: S101  the sheet was refused without it
        return found

    def save(self, row: Row) -> None:
        marks = self.marks(row)
        line = self.lines.get(plain(row["number"])) or self.new(FundLine, number=row["number"])
        row.is_created = line.pk is None
        self.put(row, line, {**self.given(row), **marks.values()})
        for name in AMOUNT_FIELDS:
            self.post(row, line, name, marks)

    def marks(self, row: Row) -> Marks:
        purpose = "project" if plain(row["project"]) in self.projects else "purpose"
        return marks_of(row["remark"], published=["source", purpose])

    def given(self, row: Row) -> dict[str, Any]:
        project = self.projects.get(plain(row["project"]))
        values = {
            "source": self.sources.get(row["source"], family=family_of(row["source"])),
            "project": project,
            "purpose": "" if project else row["project"],
        }
        if self.table.column("payer"):
            unit = self.units.get(plain(row["payer"] or ""))
            values |= {"payer_unit": unit, "payer_name": "" if unit else row["payer"] or ""}
        if self.table.column("document_number"):
            values["document_number"] = row["document_number"] or ""
        return values

    def day_of(self, row: Row, line: FundLine, name: str) -> date:
        """The day of the step's column; planned and allocated on the sheet's last day, and where
        they are posted for the first time no later than the first step that follows them."""
        _limit, column = AMOUNT_FIELDS[name]
        if column:
            return row[column] or self.month_end
        if self.postings.total(line, PostingKind(name)):
            return self.month_end
        names = list(AMOUNT_FIELDS)
        after = names[names.index(name) + 1 :]
        columns = [day for each in after if (day := AMOUNT_FIELDS[each][1])]
        return min([self.month_end, *filter(None, (row[day] for day in columns))])

    def post(self, row: Row, line: FundLine, name: str, marks: Marks) -> None:
        """Posts the difference on its own day."""
        day_column = AMOUNT_FIELDS[name][1]
        target, kind = row[name], PostingKind(name)
        before = self.postings.total(line, kind)
        if target is None or target == before:
            return
        day = self.day_of(row, line, name)
        place = (self.table.column(day_column) if day_column else None) or self.column(name)
        days = self.postings.days_to(line, kind, target, on=day)
        months = {each.replace(day=1) for each in days}
        if not all([self.may_change(row, place, month) for month in sorted(months)]):
            return
        row.is_changed = True
        if not row.is_created:
            texts = plain_amount(before), plain_amount(target)
            row.changes.append(Change(self.title_of(name), *texts))
        published = name == "planned" and "source" in marks.published_fields
        amount_marks = marks_of(row["remark"], published=["amount"]).values()
        values = amount_marks if published else {"provenance": marks.others}
        self.postings.set_total(line, kind, target, on=day, **values)

    def create_posting(self, **values: Any) -> Posting:
        posting = self.new(Posting)
        self.batch.put(posting, values)
        return posting

    # Undo

    def undo_conflicts(self, made: dict[type, Sequence[int]]) -> Iterator[str]:
        keys = made.get(Posting) or [0]
        lines = Posting.objects.filter(pk__in=keys).values("line")
        known = FundLine.objects.filter(pk__in=lines).exclude(pk__in=made.get(FundLine, ()))
        for line in known.filter(postings__pk__gt=max(keys)).distinct():
            yield _("Later postings rest on the fund line “%(line)s”.") % {"line": line}

    def delete_made(self, model: type, keys: Sequence[int]) -> None:
        if model is Posting:
            cancel_postings(keys)
            return
        used: dict[type, Any] = {
            FundLine: Posting.objects.filter(line__in=keys).values_list("line", flat=True),
            FundSource: FundLine.objects.filter(source__in=keys).values_list("source", flat=True),
        }
        super().delete_made(model, sorted(set(keys) - set(used[model])))
