"""The register of policy documents: its workbook in, and out again."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import cells
from core.importing.columns import Column, required_column
from core.importing.exporter import CHUNK, Exporter
from core.importing.rows import Row
from core.importing.words import marks_of, plain, remark_of
from programmes.importers.base import ProgrammeImporter
from programmes.models import Document

YEARS = re.compile(r"((?:19|20)\d{2})年?(?:[-‐‑‒–—―−~至]+((?:19|20)\d{2})年?)?")


def years(value: Any, unit: str) -> tuple[int, int] | None:
    """2024, 2024年, 2024—2027年: the first and the last year."""
    words = cells.text_of(value)
    if not words:
        return None
    match = YEARS.fullmatch(words)
    found = match and (int(match[1]), int(match[2] or match[1]))
    if not found or found[0] > found[1]:
        message = _("“%(text)s” is neither a year nor a span: write 2024 or 2024—2027.")
        raise cells.CellError.of(words, message)
    return found


class DocumentImporter(ProgrammeImporter):
    """Identified by name."""

    name = "documents"
    label = gettext_lazy("Policy documents")
    permission = "programmes.manage"
    identity = ("name",)
    shown_first = ("number", "issuer", "issued_on")
    columns = (
        required_column("name", "文件名称", "(政策)?文件(名称|标题)?|名称|标题", cells.text(200)),
        Column("number", "文号", "(发文)?(文号|字号)", cells.name(80)),
        Column("issuer", "发文单位", "(发文|印发|制定)(单位|机关|部门)", cells.name(80)),
        Column("issued_on", "发文日期", "(发文|印发|成文)(日期|时间)", cells.day),
        Column("category", "类别", "(文件)?(类别|类型|分类)", cells.name(40)),
        Column("years", "适用年度", "(适用|有效)(年度|年份|期限?)", years),
        Column("remark", "备注", "备注|说明", cells.text(200)),
    )

    def prepare(self) -> None:
        documents = list(Document.objects.of(self.programme))
        self.by_name = {plain(one.name): one for one in documents}
        self.by_number = {plain(one.number): one for one in documents if one.number}

    def save(self, row: Row) -> None:
        document = self.by_name.get(plain(row["name"])) or self.new(Document)
        number = row["number"] or ""
        if number and self.by_number.setdefault(plain(number), document) is not document:
            row.fail("number", _("Another document has this number."))
            return
        row.is_created = document.pk is None
        marks = marks_of(row["remark"], published=["name"]).values()
        self.put(row, document, {"name": row["name"], **self.given(row), **marks})

    def given(self, row: Row) -> dict[str, Any]:
        """What the cells say; an empty cell leaves the field as it is."""
        names = ("number", "issuer", "category", "issued_on")
        values = {name: row[name] for name in names if row[name]}
        if row["years"]:
            values["first_year"], values["last_year"] = row["years"]
        return values


class DocumentExporter(Exporter):
    importer = DocumentImporter
    values: ClassVar = {"remark": remark_of}

    def records(self) -> Iterable[Any]:
        return self.rows_of(Document).order_by("pk").iterator(CHUNK)
