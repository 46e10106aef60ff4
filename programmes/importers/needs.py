"""The workbook of the townships' needs."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from core.choices import Provenance
from core.importing import cells
from core.importing.columns import Column, choice_column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from core.text import next_number
from programmes.choices import ImportChoiceKind, Urgency
from programmes.importers.base import PHONE, ProgrammeImporter
from programmes.models import Need, NeedCategory

URGENCIES = {"高": Urgency.HIGH, "中": Urgency.MEDIUM, "低": Urgency.LOW}
CATEGORY_TOO = "类别名称亦为演示"


class NeedImporter(ProgrammeImporter):
    """Identified by number; without this column, by township and text."""

    name = "needs"
    label = gettext_lazy("Needs of the townships")
    permission = "programmes.manage"
    asks_day = True
    identity = ("number", "text")
    shown_first = ("township", "category", "amount", "urgency")
    named: ClassVar = {"township": ImportChoiceKind.TOWNSHIP}
    columns = (
        Column("number", "需求编号", "(需求)?编号", cells.number),
        required_column("township", "乡镇", "(所在)?乡镇(名称)?", cells.text(80)),
        required_column("category", "需求类别", "(需求)?(类别|类型)", cells.text(40)),
        required_column("text", "需求内容", "需求(内容|事项)?|帮扶需求", cells.text(300)),
        Column("amount", "需求资金", "(需求|所需)资金|资金需求", cells.amount, money=True),
        Column("person", "责任人", "责任人|联系人", cells.text(60)),
        PHONE,
        choice_column("urgency", "紧迫程度", "(紧迫|紧急)程度", URGENCIES),
        Column("remark", "备注", "备注", cells.text(200)),
    )

    def prepare(self) -> None:
        needs = list(Need.objects.of(self.programme))
        self.by_number = {plain(need.number): need for need in needs}
        self.by_text = {(need.township_id, plain(need.text)): need for need in needs}
        self.categories = self.catalogue(NeedCategory)
        self.year = self.table.year_in_title() or self.programme.today().year

    def key(self, row: Row) -> tuple:
        if self.has_numbers():
            return super().key(row)
        return getattr(row["township"], "pk", None), plain(row["text"])

    def look_up(self, row: Row) -> None:
        self.resolve_township(row, "township")

    def check(self, row: Row) -> None:
        self.require_number(row)

    def save(self, row: Row) -> None:
        need = self.known(row) or self.new(Need)
        remark = row["remark"] or ""
        values = {
            "township": row["township"],
            "category": self.category(row["category"], remark),
            "text": row["text"],
            **self.values_of(row, "amount", "urgency"),
            **self.contact(row, need),
            **marks_of(remark, published=["text"]).values(),
        }
        row.is_created = need.pk is None
        if row.is_created:
            free = next_number(f"XQ{self.year}-", self.by_number)
            values["number"] = row["number"] or free
            values["known_on"] = self.state_day
        self.put(row, need, values)
        self.by_number[plain(need.number)] = need

    def known(self, row: Row) -> Need | None:
        if self.has_numbers():
            return self.by_number.get(plain(row["number"]))
        return self.by_text.get((row["township"].pk, plain(row["text"])))

    def category(self, name: str, remark: str) -> NeedCategory:
        """A new category is illustrative if the remark says so; a known one stays as it is."""
        provenance = Provenance.ILLUSTRATIVE if CATEGORY_TOO in remark else Provenance.RECORDED
        return self.categories.get(name, provenance=provenance)


URGENCY_WORDS = {urgency: word for word, urgency in URGENCIES.items()}


class NeedExporter(Exporter):
    importer = NeedImporter
    values: ClassVar = {
        "urgency": lambda need: URGENCY_WORDS.get(need.urgency),
        "remark": remark_of,
    }

    def records(self) -> Iterable[Any]:
        needs = self.rows_of(Need).select_related("township", "category")
        return needs.order_by("number").iterator(CHUNK)
