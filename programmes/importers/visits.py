"""The county's register of visits (互动走访台账)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.importing import cells
from core.importing.columns import Column, choice_column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.names import split_names
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from programmes.choices import ImportChoiceKind, VisitKind
from programmes.importers.base import ProgrammeImporter
from programmes.models import Visit

KINDS = {
    "走上去": VisitKind.UP,
    "走出去": VisitKind.OUT,
    "走下去": VisitKind.DOWN,
    "走进去": VisitKind.IN,
}
PUBLISHED = ("kind", "whom", "purpose")
TEXTS = ("leader", "result")
OF_FOLLOW_UP = ("unit", "due_on")


class VisitImporter(ProgrammeImporter):
    """Identified by day, kind and whom; the order in the sheet has no meaning. Participants
    that are no unit of the programme are kept as words."""

    name = "visits"
    label = gettext_lazy("Visits (workbook)")
    permission = "programmes.manage"
    identity = ("whom",)
    computed = "序号"
    shown_first = ("day", "kind", "purpose", "follow_up", "unit", "due_on")
    named: ClassVar = {"unit": ImportChoiceKind.UNIT}
    columns = (
        required_column("day", "日期", "(走访|互动)?(日期|时间)", cells.day),
        choice_column(
            "kind", "走访类别", "(走访|互动)(类别|类型|方式)", KINDS, required=True, filled=True
        ),
        required_column("whom", "走访对象", "(走访|对接|互动)(对象|单位)", cells.text(120)),
        Column("leader", "带队领导", "带队(领导|人)", cells.text(60)),
        Column("units", "参加单位", "(参加|参与|陪同)(单位|部门|人员)", cells.text(1000)),
        required_column("purpose", "走访事由", "(走访)?(事由|事项|目的)", cells.text(200)),
        Column("result", "主要成果", "(主要|走访)?(成果|成效)", cells.text(500)),
        Column("follow_up", "后续事项", "后续(事项|工作)", cells.text(300)),
        Column("unit", "责任单位", "(责任|跟进|牵头)单位", cells.text(80)),
        Column("due_on", "完成时限", "(完成|办理)?时限|完成时间", cells.day),
        Column("remark", "备注", "备注|说明", cells.text(200)),
    )

    def prepare(self) -> None:
        visits = Visit.objects.of(self.programme).prefetch_related("units")
        self.known = {key_of(one): one for one in visits.select_related("unit", "visited_unit")}

    def key(self, row: Row) -> tuple:
        return row["day"], row["kind"], plain(row["whom"] or "")

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "unit")

    def check(self, row: Row) -> None:
        self.refuse_future(row, "day")
        if row["due_on"] and row["due_on"] < row["day"]:
            row.fail("due_on", _("This lies before the day of the visit."))
        for name in OF_FOLLOW_UP:
            if row[name] and not row["follow_up"]:
                row.fail(name, _("Fill in what follows from the visit, too."))

    def save(self, row: Row) -> None:
        visit = self.known.get(self.key(row)) or self.new(Visit)
        row.is_created = visit.pk is None
        units, others = self.participants(row)
        values = {name: row[name] for name in ("day", "kind", "whom", "purpose")}
        values["visited_unit"] = self.units.get(plain(row["whom"])) or visit.visited_unit
        values |= {name: row[name] or "" for name in TEXTS if self.table.column(name)}
        if self.table.column("units"):
            values["others"] = others
        published = [*PUBLISHED, *(["visited_unit"] if values["visited_unit"] else [])]
        marks = marks_of(row["remark"], published=published).values()
        self.put(row, visit, {**values, **self.follow_up(row, visit), **marks})
        if self.table.column("units"):
            self.put_links(row, visit, "units", units)

    def follow_up(self, row: Row, visit: Visit) -> dict[str, Any]:
        """What follows, of a sheet that has the column. One of which a task was made stays."""
        if not self.table.column("follow_up"):
            return {}
        words = row["follow_up"] or ""
        if visit.task_id and words != visit.follow_up:
            row.keep("follow_up", visit.follow_up)
            return {}
        return {"follow_up": words, **self.values_of(row, *OF_FOLLOW_UP)}

    def participants(self, row: Row) -> tuple[list[Unit], str]:
        """The units of the programme, and the other names as words."""
        names = list(dict.fromkeys(split_names(row["units"] or "")))
        others = [name for name in names if plain(name) not in self.units]
        for name in others:
            words = _("“%(name)s” is no unit of the programme: it is kept as words.")
            row.warn("units", words % {"name": name})
        units = {self.units[plain(name)] for name in names if plain(name) in self.units}
        return sorted(units, key=lambda unit: unit.pk), "、".join(others)


def key_of(visit: Visit) -> tuple:
    return visit.day, visit.kind, plain(visit.whom)


WORDS_OF_KINDS = {kind.value: word for word, kind in KINDS.items()}


class VisitExporter(Exporter):
    importer = VisitImporter
    values: ClassVar = {
        "kind": lambda visit: WORDS_OF_KINDS[visit.kind],
        "units": lambda visit: visit.participants,
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        visits = self.rows_of(Visit).with_participants().select_related("unit")
        return visits.order_by("day", "pk").iterator(CHUNK)
