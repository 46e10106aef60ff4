"""The workbook of the self-assessment of a year (自评表)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from core.importing.workbook import WorkbookError
from programmes.choices import ImportChoiceKind
from supervision.importers.base import CountyImporter
from supervision.models import AssessmentItem
from supervision.models.assessment import ABOVE_FULL_MARK, is_above
from supervision.services.assessment import STATED, state_of

LAST_POSITION = 99_999


class AssessmentImporter(CountyImporter):
    """Of the year in the title, else of the present one. Identified by item and requirement; an
    empty cell leaves the field as it is. What a person typed stays, unless whoever imports chooses
    the sheet for the row."""

    name = "assessment"
    label = gettext_lazy("Self-assessment (workbook)")
    permission = "supervision.manage_assessment"
    identity = ("requirement",)
    shown_first = ("item", "full_mark", "own_mark", "unit")
    named: ClassVar = {"unit": ImportChoiceKind.UNIT}
    columns = (
        Column("position", "序号", "序号|编号", cells.quantity),
        required_column(
            "item",
            "评价指标",
            "(评价|考评|评估|考核|一级|二级|三级)?指标(名称)?|自评项目?",
            cells.text(200),
        ),
        Column(
            "requirement",
            "评价要点",
            "(评价|考评|评估|考核)?(要点|内容|标准)",
            cells.text(500),
            required=True,
        ),
        Column("full_mark", "分值", "(标准)?分值|满分|标准分", cells.quantity),
        Column("own_mark", "自评分", "自评(得)?分(数)?|自评分值", cells.quantity),
        Column("statement", "自评情况", "自评(情况|说明)|(完成|工作)情况", cells.text(4000)),
        Column("unit", "责任单位", "(责任|牵头|填报)(单位|部门)", cells.text(80)),
        Column("remark", "备注", "备注", cells.text(200)),
    )

    def prepare(self) -> None:
        self.year = self.year_of_sheet()
        self.result.notes.append(_("Self-assessment of %(year)s.") % {"year": self.year})
        rows = AssessmentItem.objects.of(self.programme).of_year(self.year)
        known = list(rows.select_related("unit"))
        self.known = {(plain(one.item), plain(one.requirement)): one for one in known}
        self.last = max((one.position for one in known), default=0)

    def year_of_sheet(self) -> int:
        """Raises WorkbookError for several years, and for one outside the programme's."""
        years = self.table.years_in_title() or [self.programme.today().year]
        if len(years) > 1:
            words = _("The title names several years (%(years)s): it must name one.")
            raise WorkbookError(words % {"years": _(", ").join(map(str, years))})
        first, last = self.programme.start_year, self.programme.end_year
        if not first <= years[0] <= last:
            words = _("%(year)s lies outside the programme's years, %(first)s to %(last)s.")
            raise WorkbookError(words % {"year": years[0], "first": first, "last": last})
        return years[0]

    def key(self, row: Row) -> tuple:
        return plain(row["item"]), plain(row["requirement"] or "")

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "unit")

    def check(self, row: Row) -> None:
        self.refuse_helpers(row, "unit")
        number = row["position"]
        if number is not None and (number % 1 or number > LAST_POSITION):
            row.fail("position", _("This is no whole number up to %(n)s.") % {"n": LAST_POSITION})
        if is_above(self.mark(row, "own_mark"), self.mark(row, "full_mark")):
            row.fail("own_mark", str(ABOVE_FULL_MARK))

    def mark(self, row: Row, name: str) -> Decimal | None:
        """That of the sheet, else of the known item."""
        given = row[name]
        return given if given is not None else getattr(self.known.get(self.key(row)), name, None)

    def save(self, row: Row) -> None:
        item = self.known.get(self.key(row)) or self.new(AssessmentItem, year=self.year)
        row.is_created = item.pk is None
        values = self.given(row)
        if row.is_created:
            self.last = values["position"] = values.get("position", self.last + 1)
        else:
            self.keep_typed(row, item, values)
        if any(name in values and values[name] != getattr(item, name) for name in STATED):
            values["state"] = state_of(values.get("statement", item.statement))
            values["is_imported"] = not item.is_typed
        marks = marks_of(row["remark"], published=["item"]).values()
        self.put(row, item, {**values, **marks})

    def keep_typed(self, row: Row, item: AssessmentItem, values: dict[str, Any]) -> None:
        """Takes out of the values what would overwrite a typed one that is not given up."""
        for name in STATED if item.is_typed else ():
            kept = getattr(item, name)
            if kept in (None, "") or values.get(name, kept) == kept:
                continue
            words = kept if isinstance(kept, str) else f"{kept.normalize():f}"
            if not row.replaces(name, words):
                del values[name]
                self.result.skipped += 1

    def given(self, row: Row) -> dict[str, Any]:
        """What the cells say."""
        names = ("item", "requirement", "full_mark", "own_mark", "statement", "unit")
        values = {name: row[name] for name in names if row[name] is not None}
        if row["position"] is not None:
            values["position"] = int(row["position"])
        return values


class AssessmentExporter(Exporter):
    """Of the year of the month."""

    importer = AssessmentImporter
    values: ClassVar = {"remark": remark_of}

    @property
    def title(self) -> str:
        return f"{self.programme.county}{self.month.year}年度{self.importer.label}"

    @property
    def file_name(self) -> str:
        return f"{self.programme.short_county}{self.month.year}年度{self.importer.label}"

    def records(self) -> Iterable[Any]:
        rows = self.rows_of(AssessmentItem).of_year(self.month.year)
        return rows.in_order().select_related("unit").iterator(CHUNK)
