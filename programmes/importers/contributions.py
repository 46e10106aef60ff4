"""The workbook of what the helpers give (帮扶单位投入与成效台账), in and out."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from core.money import in_wan
from programmes.choices import ImportChoiceKind
from programmes.importers.base import ProgrammeImporter
from programmes.models import Contribution, ContributionKind, Membership, Task
from programmes.models.contribution_kinds import MONEY_UNIT, OTHER_MONEY
from programmes.models.contributions import HELPERS_ONLY, IN_FUTURE, quantities, require_year

NO_TASK = gettext_lazy("The programme has no task with the number “%(text)s”.")
QUANTITIES = ("planned", "given")

LIKE_ANOTHER = gettext_lazy(
    "A stored row of this helper, kind, content and township has other figures: this one is added "
    "beside it. If it replaces that one, delete that one or correct it on its page."
)


def unread(value: Any, unit: str) -> Any:
    """The cell as it is: what the number means follows from the unit in its row."""
    return value if cells.text_of(value) else None


class ContributionImporter(ProgrammeImporter):
    """Identified by all columns but the remark, and the occurrence of equal rows: two equal rows
    are two contributions, and a row with another figure is a new one, with a warning."""

    name = "contributions"
    label = gettext_lazy("Help given")
    permission = "programmes.manage"
    identity = ("helper", "kind")
    computed = "序号"
    shown_first = ("planned", "given", "unit", "given_on", "township")
    named: ClassVar = {
        "helper": ImportChoiceKind.UNIT,
        "township": ImportChoiceKind.TOWNSHIP,
    }
    columns = (
        required_column("helper", "帮扶单位", "(帮扶|投入)(单位|方)(名称)?", cells.text(80)),
        required_column("kind", "投入类别", "(投入|帮扶)?(类别|类型|方式)", cells.text(40)),
        Column("planned", "计划数", "(计划|承诺|拟投入)(数|量|数量|投入)?", unread, required=True),
        Column("given", "实际数", "(实际|已投入|完成)(数|量|数量|投入)?", unread, required=True),
        required_column("unit", "计量单位", "(计量)?单位", cells.text(20)),
        Column("given_on", "发生日期", "(发生|到位|投入)?(日期|时间)", cells.day),
        Column("content", "内容", "(投入|帮扶)?(内容|事项)", cells.text(300)),
        Column("township", "受益乡镇", "(受益|所在)?乡镇(名称)?", cells.name(80)),
        Column("year", "年度", "年度|年份", cells.year),
        Column("task", "任务编号", "(关联)?任务编号", cells.number),
        Column("remark", "备注", "备注|说明", cells.text(200)),
    )

    def prepare(self) -> None:
        self.kinds = self.catalogue(ContributionKind)
        self.tasks = {plain(one.number): one for one in Task.objects.of(self.programme)}
        helpers = Membership.objects.of(self.programme).helpers()
        self.helpers = set(helpers.values_list("unit", flat=True))
        self.stored: dict[tuple, list[Contribution]] = defaultdict(list)
        self.like: dict[tuple, int] = defaultdict(int)
        self.added: list[tuple[Row, Contribution]] = []
        for one in Contribution.objects.of(self.programme).select_related("kind").order_by("pk"):
            self.stored[self.key_of(one)].append(one)
            self.like[likeness(one)] += 1

    def key(self, row: Row) -> tuple:
        """Equal rows are several contributions."""
        return ()

    def key_of(self, one: Contribution) -> tuple:
        """Without the columns that the sheet does not have."""
        more = [getattr(one, n) for n in ("year", "task_id") if self.table.column(n.split("_")[0])]
        return (*likeness(one), one.planned, one.given, one.given_on, *more)

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "helper")
        self.resolve_township(row, "township")
        row.resolve("task", self.tasks, NO_TASK)
        for name in QUANTITIES:
            self.read_quantity(row, name)

    def read_quantity(self, row: Row, name: str) -> None:
        """Money in 万元, all else as a number; an error at the cell."""
        found: Any = self.table.column(name)
        is_money = row["unit"] == MONEY_UNIT
        read = cells.amount if is_money else cells.quantity
        try:
            row.values[found.key] = read(row[name], MONEY_UNIT if is_money else "")
        except cells.CellError as error:
            row.fail(name, str(error))

    def check(self, row: Row) -> None:
        if row["helper"] and row["helper"].pk not in self.helpers:
            row.fail("helper", str(HELPERS_ONLY) % {"unit": row["helper"]})
        if row["unit"] in OTHER_MONEY:
            row.fail("unit", _("Money is measured in %(unit)s.") % {"unit": MONEY_UNIT})
        self.check_day(row)
        if row["planned"] is None and not row["given"]:
            row.fail("planned", _("Fill in what is given or planned."))

    def check_day(self, row: Row) -> None:
        if row["given"] and not row["given_on"]:
            row.fail("given_on", _("Say by which day it was given."))
        if row["given_on"] and not row["given"]:
            row.fail("given", _("Fill in what was given by that day, or empty the day."))
        if row["given_on"] and row["given_on"] > self.programme.today():
            row.fail("given_on", str(IN_FUTURE))
        try:
            require_year(self.programme, self.year_of(row))
        except ValidationError as error:
            row.fail("year" if row["year"] else "given_on", " ".join(error.messages))

    def year_of(self, row: Row) -> int:
        """Its own, that of its day, of the title, else of the programme's day."""
        day = row["given_on"]
        own = row["year"] or (day and day.year)
        return own or self.table.year_in_title() or self.programme.today().year

    def save(self, row: Row) -> None:
        kind = self.kinds.get(row["kind"], unit=row["unit"])
        if kind.unit != row["unit"]:
            words = _("“%(kind)s” is measured in %(unit)s.")
            row.fail("unit", words % {"kind": kind, "unit": kind.unit})
            return
        values = {
            "helper": row["helper"],
            "kind": kind,
            "content": row["content"] or "",
            "year": self.year_of(row),
            **{name: row[name] for name in ("given_on", "township", "task")},
            **quantities(kind, row["planned"], row["given"]),
        }
        contribution = self.known(values) or self.new(Contribution)
        row.is_created = contribution.pk is None
        published = ["content", "given_amount" if kind.is_money else "given_count"]
        if row.is_created:
            self.added.append((row, contribution))
        marks = marks_of(row["remark"], published=published).values()
        self.put(row, contribution, {**(values if row.is_created else {}), **marks})

    def save_rows(self, rows: list[Row]) -> None:
        """Warns of new rows beside stored ones that the sheet has with other figures."""
        super().save_rows(rows)
        for row, one in getattr(self, "added", []):
            if self.like[likeness(one)] > 0:
                row.warn("helper", str(LIKE_ANOTHER))

    def known(self, values: dict[str, Any]) -> Contribution | None:
        """The next stored one that equals the row."""
        asked = Contribution(programme=self.programme, **values)
        if found := self.stored[self.key_of(asked)]:
            one = found.pop(0)
            self.like[likeness(one)] -= 1
            return one
        return None


def likeness(one: Contribution) -> tuple:
    """What two rows of one undertaking have in common, whatever their figures."""
    return one.helper_id, one.kind_id, plain(one.content), one.township_id


def in_unit(kind: ContributionKind, quantity: Decimal | None) -> Decimal | None:
    return in_wan(quantity) if kind.is_money else quantity


class ContributionExporter(Exporter):
    importer = ContributionImporter
    values: ClassVar = {
        "planned": lambda one: in_unit(one.kind, one.planned),
        "given": lambda one: in_unit(one.kind, one.given or Decimal(0)),
        "unit": lambda one: one.kind.unit,
        "task": lambda one: one.task and one.task.number,
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        rows = self.rows_of(Contribution).select_related("helper", "kind", "township", "task")
        return rows.order_by("pk").iterator(CHUNK)
