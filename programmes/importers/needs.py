"""The workbook of the townships' needs."""

from django.utils.translation import gettext as _

from core.choices import Provenance
from core.importing import cells
from core.importing.columns import Column
from core.importing.provenance import marks_of
from core.importing.rows import Row
from core.importing.words import plain
from core.importing.writing import next_number, put
from programmes.choices import Urgency
from programmes.importers.base import PHONE, ProgrammeImporter
from programmes.models import Need, NeedCategory

URGENCIES = {"高": Urgency.HIGH, "中": Urgency.MEDIUM, "低": Urgency.LOW}
CATEGORY_TOO = "类别名称亦为演示"


class NeedImporter(ProgrammeImporter):
    """Keyed by number; where the sheet has no such column, by township and text."""

    name = "needs"
    identity = ("number", "text")
    columns = (
        Column("number", "需求编号", "(需求)?编号", cells.number()),
        Column(
            "township", "乡镇", "(所在)?乡镇(名称)?", cells.text(80), required=True, filled=True
        ),
        Column(
            "category", "需求类别", "(需求)?(类别|类型)", cells.text(40), required=True, filled=True
        ),
        Column(
            "text",
            "需求内容",
            "需求(内容|事项)?|帮扶需求",
            cells.text(300),
            required=True,
            filled=True,
        ),
        Column("amount", "需求资金", "(需求|所需)资金|资金需求", cells.amount, money=True),
        Column("person", "责任人", "责任人|联系人", cells.text(60)),
        PHONE,
        Column("urgency", "紧迫程度", "(紧迫|紧急)程度", cells.choice(URGENCIES)),
        Column("remark", "备注", "备注", cells.text(200)),
    )

    def prepare(self) -> None:
        needs = list(Need.objects.of(self.programme))
        self.by_number = {plain(need.number): need for need in needs}
        self.by_text = {(need.township_id, plain(need.text)): need for need in needs}
        self.categories = self.catalogue(NeedCategory)
        self.year = self.year_in_title() or self.programme.today().year

    def has_numbers(self) -> bool:
        return self.table.column("number") is not None

    def key(self, row: Row) -> tuple:
        if self.has_numbers():
            return super().key(row)
        return getattr(row["township"], "pk", None), plain(row["text"])

    def check(self, row: Row) -> None:
        self.resolve_township(row, "township")
        if self.has_numbers() and not row["number"]:
            row.fail("number", _("%(title)s is missing.") % {"title": self.title_of("number")})

    def save(self, row: Row) -> None:
        need = self.known(row) or self.new(Need)
        remark = row["remark"] or ""
        values = {
            "township": row["township"],
            "category": self.category(row["category"], remark),
            "text": row["text"],
            **self.given(row),
            **self.contact(row, need),
            **marks_of(remark, published=["text"]).values(),
        }
        row.is_created = need.pk is None
        if row.is_created:
            free = next_number(f"XQ{self.year}-", self.by_number)
            values["number"] = row["number"] or free
        row.is_changed |= put(need, values)
        self.by_number[plain(need.number)] = need

    def known(self, row: Row) -> Need | None:
        if self.has_numbers():
            return self.by_number.get(plain(row["number"]))
        return self.by_text.get((row["township"].pk, plain(row["text"])))

    def category(self, name: str, remark: str) -> NeedCategory:
        """A new category is illustrative where the remark says so; a known one keeps its mark."""
        provenance = Provenance.ILLUSTRATIVE if CATEGORY_TOO in remark else Provenance.RECORDED
        return self.categories.get(name, provenance=provenance)

    def given(self, row: Row) -> dict:
        return {n: row[n] for n in ("amount", "urgency") if self.table.column(n)}
