"""The county's register of agreements (合作协议台账)."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Change, Row
from core.importing.words import Marks, marks_of, plain, remark_of
from core.money import plain_amount
from programmes.choices import ImportChoiceKind
from programmes.figures.agreements import end_of_term
from programmes.importers.base import ProgrammeImporter
from programmes.models import Agreement, AgreementDelivery

# The fields that a remark may name as published.
PUBLISHED = {
    "名称": "name",
    "合作方": "partner",
    "金额": "amount",
    "促成单位": "brought_by",
}


class AgreementImporter(ProgrammeImporter):
    """Identified by name. The amount delivered is cumulative: what it exceeds the deliveries by is
    one more delivery, on the day of the sheet; an empty amount is no statement."""

    name = "agreements"
    label = gettext_lazy("Agreements (workbook)")
    permission = "programmes.manage"
    asks_day = True
    identity = ("name",)
    computed = "序号"
    shown_first = ("partner", "signed_on", "amount", "brought_by", "unit", "delivered")
    named: ClassVar = {"brought_by": ImportChoiceKind.UNIT, "unit": ImportChoiceKind.UNIT}
    columns = (
        required_column("name", "协议名称", "协议(名称)?|合同名称", cells.text(200)),
        required_column("partner", "合作方", "合作(方|单位|对象)|签约方", cells.text(120)),
        Column("signed_on", "签订日期", "(签订|签约|签署)(日期|时间)", cells.day),
        Column("amount", "协议金额", "(协议|合同|签约)金额", cells.amount, money=True),
        Column("brought_by", "促成单位", "促成(单位|部门)", cells.text(80)),
        Column("unit", "责任单位", "(责任|牵头|跟进)单位", cells.text(80)),
        Column("term", "期限", "(协议|合作|有效)?期限?", cells.text(60)),
        Column("delivered", "履约金额", "(已|累计)?履约金额", cells.amount, money=True),
        Column("progress", "履约情况", "履约(情况|进展)", cells.text(500)),
        Column("remark", "备注", "备注|说明", cells.text(200)),
    )

    def prepare(self) -> None:
        self.batch.set_order(Agreement, AgreementDelivery)
        known = Agreement.objects.of(self.programme)
        related = known.select_related("partner_unit", "brought_by", "unit")
        self.known = {plain(one.name): one for one in related}
        self.sums: dict[int, dict[bool, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        for one in AgreementDelivery.objects.of(self.programme).exclude(amount=None):
            self.sums[one.agreement_id][one.day > self.state_day] += one.amount

    def look_up(self, row: Row) -> None:
        self.resolve_unit(row, "brought_by", "unit")

    def check(self, row: Row) -> None:
        self.refuse_future(row, "signed_on")
        self.check_term(row)
        self.check_delivered(row)

    def check_term(self, row: Row) -> None:
        until = end_of_term(row["term"] or "")
        if until and row["signed_on"] and until < row["signed_on"]:
            row.fail("term", _("This ends before the day of signing."))

    def check_delivered(self, row: Row) -> None:
        """The deliveries add up, and lie between the signing and the day of the sheet."""
        agreement, target = self.known.get(plain(row["name"])), row["delivered"]
        before, later = self.delivered(agreement)
        if not self.is_more(agreement, target):
            return
        signed = row["signed_on"] or (agreement and agreement.signed_on)
        given = {"day": self.state_day, "amount": plain_amount(before)}
        if target < before:
            words = _("Deliveries of %(amount)s万元 are recorded by %(day)s: correct those first.")
            row.fail("delivered", words % given)
        elif later:
            words = _("Deliveries after %(day)s, the day of the sheet, are recorded: add it there.")
            row.fail("delivered", words % given)
        elif signed and signed > self.state_day:
            words = _("The agreement was signed on %(day)s, after the day of the sheet.")
            row.fail("delivered", words % {"day": signed})

    def delivered(self, agreement: Agreement | None) -> tuple[Decimal, Decimal]:
        """The sums of the deliveries by the day of the sheet, and of later ones."""
        sums = self.sums[agreement.pk] if agreement else {}
        return sums.get(False, Decimal(0)), sums.get(True, Decimal(0))

    def is_more(self, agreement: Agreement | None, target: Decimal | None) -> bool:
        """Whether the sum of the sheet differs from the deliveries, by its day or up to now."""
        before, later = self.delivered(agreement)
        return target is not None and target not in (before, before + later)

    def save(self, row: Row) -> None:
        agreement = self.known.get(plain(row["name"])) or self.new(Agreement)
        row.is_created = agreement.pk is None
        values = self.given(row, agreement)
        marks = published_of(row["remark"], has_unit=values["partner_unit"] is not None)
        self.put(row, agreement, {**values, **marks.values()})
        self.post(row, agreement, marks)

    def given(self, row: Row, agreement: Agreement) -> dict[str, Any]:
        """An empty amount or day leaves the field as it is."""
        values = {"name": row["name"], "partner": row["partner"]}
        values["partner_unit"] = self.units.get(plain(row["partner"])) or agreement.partner_unit
        names = ("signed_on", "amount", "brought_by", "unit", "progress")
        values |= {name: row[name] for name in names if row[name] is not None}
        if row["term"] and row["term"] != agreement.term:
            values |= {"term": row["term"], "valid_until": end_of_term(row["term"])}
        return values

    def post(self, row: Row, agreement: Agreement, marks: Marks) -> None:
        """The difference as one delivery on the day of the sheet."""
        known = None if row.is_created else agreement
        if not self.is_more(known, row["delivered"]):
            return
        before, _later = self.delivered(known)
        delivery = self.new(AgreementDelivery)
        values = {"agreement": agreement, "day": self.state_day, "provenance": marks.others}
        self.batch.put(delivery, {**values, "amount": row["delivered"] - before})
        row.is_changed = True
        if not row.is_created:
            texts = plain_amount(before), plain_amount(row["delivered"])
            row.changes.append(Change(self.title_of("delivered"), *texts))


def published_of(remark: str | None, *, has_unit: bool) -> Marks:
    """The marks of a row; a remark names the published fields (公开报道:名称、合作方), else the
    name is. ``has_unit``: whether the partner is a unit of the network."""
    words = plain(remark or "").partition(";")[0]
    named = [field for name, field in PUBLISHED.items() if name in words] or ["name"]
    unit = ["partner_unit"] if has_unit and "partner" in named else []
    return marks_of(remark, published=[*named, *unit])


def delivered_of(agreement: Agreement) -> Decimal | None:
    """0 where an amount is agreed and nothing of it is delivered yet."""
    none_yet = None if agreement.amount is None else Decimal(0)
    return none_yet if agreement.delivered is None else agreement.delivered


class AgreementExporter(Exporter):
    importer = AgreementImporter
    values: ClassVar = {"delivered": delivered_of, "remark": remark_of}

    def records(self) -> Iterable[Any]:
        rows = self.rows_of(Agreement).with_delivered(self.programme.today())
        rows = rows.select_related("brought_by", "unit")
        return rows.order_by("pk").iterator(CHUNK)
