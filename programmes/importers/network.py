"""The workbook of the network “1+5+N” and of the county's own units."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Unit
from core.choices import Provenance
from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.exporter import Exporter
from core.importing.rows import Row
from core.importing.words import Marks, marks_of, plain, remark_of
from programmes.choices import Tier
from programmes.importers.base import PHONE, ProgrammeImporter
from programmes.models import Membership
from programmes.models.network import LEFT_BEFORE

COUNTY_SIDE = "县内"
TIERS = {"1": Tier.ONE, "5": Tier.FIVE, "N": Tier.N, "n": Tier.N, COUNTY_SIDE: COUNTY_SIDE}
PLACE_FIELDS = ["unit", "tier", "channel"]


class NetworkImporter(ProgrammeImporter):
    """Units and their memberships; a unit of another programme is not made twice."""

    name = "network"
    label = gettext_lazy("Helper network")
    permission = "programmes.manage"
    identity = ("name",)
    shown_first = ("tier", "channel")
    columns = (
        required_column("tier", "层级", "层级|层次|力量", cells.choice(TIERS)),
        required_column("channel", "类别", "类别|渠道|帮扶渠道", cells.text(40)),
        required_column("name", "单位名称", "单位(名称|全称)?", cells.text(80)),
        Column("industry", "行业领域", "(行业|领域|行业领域)", cells.text(60)),
        Column("person", "联系人", "联系人(员)?", cells.text(60)),
        PHONE,
        Column("joined_on", "加入日期", "加入(日期|时间)", cells.day),
        Column("left_on", "退出日期", "退出(日期|时间)", cells.day),
        Column("remark", "备注", "备注|说明", cells.text(200)),
    )

    def prepare(self) -> None:
        self.every_unit = Unit.objects.by_plain_name()
        places = Membership.objects.of(self.programme).select_related("unit")
        self.places = {place.unit_id: place for place in places}
        self.position = max((place.position for place in self.places.values()), default=0)

    def key(self, row: Row) -> tuple:
        """A unit is the same by a former name."""
        unit = self.every_unit.get(plain(row["name"] or ""))
        return (unit.pk,) if unit else super().key(row)

    def check(self, row: Row) -> None:
        if row["joined_on"] and row["left_on"] and row["left_on"] < row["joined_on"]:
            row.fail("left_on", str(LEFT_BEFORE))
        if row["tier"] == COUNTY_SIDE and county_tier(row["channel"]) is None:
            row.fail("channel", _("A unit of the county is 县级专班成员单位 or 乡镇."))

    def save(self, row: Row) -> None:
        unit = self.every_unit.get(plain(row["name"])) or self.batch.new(Unit, name=row["name"])
        if plain(unit.name) != plain(row["name"]):
            row.keep("name", unit.name)
        row.is_created = unit.pk not in self.places
        marks = marks_of(row["remark"], published=["name"])
        self.put(row, unit, {"name": unit.name, **marks_for(unit, marks)})
        place = self.places.get(unit.pk) or self.new(Membership, unit=unit)
        values = {"tier": self.tier(row), "channel": row["channel"]}
        if self.table.column("industry"):
            values["industry"] = row["industry"] or ""
        values |= self.values_of(row, "joined_on", "left_on")
        values |= self.contact(row, place)
        values |= marks_for(place, marks_of(row["remark"], published=PLACE_FIELDS))
        if row.is_created:
            self.position += 1
            values["position"] = self.position
        self.put(row, place, values)

    @staticmethod
    def tier(row: Row) -> Tier | None:
        return county_tier(row["channel"]) if row["tier"] == COUNTY_SIDE else row["tier"]


def marks_for(record: Unit | Membership, marks: Marks) -> dict[str, Any]:
    """A unit recorded as real in one programme stays so in others, and a place that somebody
    edited stays the county's own."""
    is_real = record.pk is not None and record.provenance == Provenance.RECORDED
    return {} if is_real else marks.values()


def county_tier(channel: str) -> Tier | None:
    if "乡镇" in channel:
        return Tier.TOWNSHIP
    return Tier.MEMBER if "单位" in channel else None


TIER_WORDS = {Tier.ONE: "1", Tier.FIVE: "5", Tier.N: "N"}


class NetworkExporter(Exporter):
    importer = NetworkImporter
    values: ClassVar = {
        "tier": lambda place: TIER_WORDS.get(place.tier, COUNTY_SIDE),
        "name": attrgetter("unit.name"),
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        return self.rows_of(Membership).select_related("unit").order_by("position", "pk")
