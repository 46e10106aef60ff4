"""The workbooks of seconded staff and of working mechanisms, in and out again."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.exporter import Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from core.phones import split_phone
from programmes.choices import ImportChoiceKind
from programmes.importers.base import ProgrammeImporter
from programmes.models import Document, Mechanism, Membership, SecondedPerson
from programmes.models.task_force import BACK_BEFORE, OF_COUNTY, WITH_MECHANISM

REMARK = Column("remark", "备注", "备注|说明", cells.text(200))


class SecondedImporter(ProgrammeImporter):
    """Identified by name, home unit and first day."""

    name = "seconded_people"
    label = gettext_lazy("Seconded staff")
    permission = "programmes.manage"
    identity = ("name",)
    shown_first = ("home_unit", "first_day", "last_day")
    named: ClassVar = {"home_unit": ImportChoiceKind.UNIT}
    columns = (
        required_column("name", "姓名", "(抽调)?(人员)?姓名", cells.text(60)),
        required_column("home_unit", "原单位", "(原|派出|所在|抽调)单位", cells.text(80)),
        required_column(
            "first_day", "抽调开始日期", "(抽调)?(开始|起始|到岗)(日期|时间)", cells.day
        ),
        Column("last_day", "抽调结束日期", "(抽调)?(结束|截止|离岗)(日期|时间)", cells.day),
        Column("duty", "专班工作", "(专班)?(工作|职责|分工)", cells.text(200)),
        REMARK,
    )

    def prepare(self) -> None:
        rows = SecondedPerson.objects.of(self.programme)
        self.known = {(plain(one.name), one.home_unit_id, one.first_day): one for one in rows}

    def key(self, row: Row) -> tuple:
        return plain(row["name"]), getattr(row["home_unit"], "pk", None), row["first_day"]

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "home_unit")

    def check(self, row: Row) -> None:
        if row["last_day"] and row["last_day"] < row["first_day"]:
            row.fail("last_day", str(BACK_BEFORE))

    def save(self, row: Row) -> None:
        person = self.known.get(self.key(row)) or self.new(SecondedPerson)
        row.is_created = person.pk is None
        values = {name: row[name] for name in ("name", "home_unit", "first_day")}
        values |= self.values_of(row, "last_day")
        if self.table.column("duty"):
            values["duty"] = row["duty"] or ""
        self.put(row, person, values | marks_of(row["remark"], published=["name"]).values())


class SecondedExporter(Exporter):
    importer = SecondedImporter
    values: ClassVar = {"remark": remark_of}

    def records(self) -> Iterable[Any]:
        return self.rows_of(SecondedPerson).select_related("home_unit").order_by("pk")


TEXTS = ("duties", "person", "contact", "basis")


class MechanismImporter(ProgrammeImporter):
    """Identified by the unit. A document that the programme has is linked by its name; any other
    words stay as the basis."""

    name = "mechanisms"
    label = gettext_lazy("Working mechanisms")
    permission = "programmes.manage"
    identity = ("unit",)
    shown_first = ("person", "contact")
    named: ClassVar = {"unit": ImportChoiceKind.UNIT}
    columns = (
        required_column("unit", "单位", "单位(名称)?|成员单位", cells.text(80)),
        Column("duties", "工作职责", "(工作)?职责|主要职责", cells.text(500)),
        Column("person", "责任人", "责任人|负责人|分管领导", cells.text(60)),
        Column("contact", "联系人", "联系人|联络员", cells.text(60)),
        Column("basis", "制度文件", "(制度|机制)?文件(名称)?|依据", cells.text(200)),
        REMARK,
    )

    def prepare(self) -> None:
        self.known = {one.unit_id: one for one in Mechanism.objects.of(self.programme)}
        self.documents = {plain(one.name): one for one in Document.objects.of(self.programme)}
        places = Membership.objects.of(self.programme).filter(tier__in=WITH_MECHANISM)
        self.of_county = set(places.values_list("unit", flat=True))

    def key(self, row: Row) -> tuple:
        return (row["unit"].pk,) if row["unit"] else ()

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "unit")

    def check(self, row: Row) -> None:
        if row["unit"].pk not in self.of_county:
            row.fail("unit", str(OF_COUNTY) % {"unit": row["unit"]})
        for name in ("person", "contact"):
            if split_phone(row[name] or "")[1]:
                row.fail(
                    name, _("Write the name alone: numbers belong to the unit in the network.")
                )

    def save(self, row: Row) -> None:
        mechanism = self.known.get(row["unit"].pk) or self.new(Mechanism)
        row.is_created = mechanism.pk is None
        values = {name: row[name] or "" for name in TEXTS if self.table.column(name)}
        if document := self.documents.get(plain(values.get("basis", ""))):
            values["document"] = document
            del values["basis"]  # words beside a document stay
        marks = marks_of(row["remark"], published=["unit"]).values()
        self.put(row, mechanism, {"unit": row["unit"], **values, **marks})


def basis_of(mechanism: Mechanism) -> str:
    return mechanism.document.name if mechanism.document else mechanism.basis


class MechanismExporter(Exporter):
    importer = MechanismImporter
    values: ClassVar = {"basis": basis_of, "remark": remark_of}

    def records(self) -> Iterable[Any]:
        return self.rows_of(Mechanism).select_related("unit", "document").order_by("pk")
