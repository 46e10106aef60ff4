"""The provenance of a row, by the words of its remark (docs/rules.md#provenance)."""

from dataclasses import dataclass, field
from typing import Any

from core.choices import Provenance

ILLUSTRATIVE, PLACEHOLDER = "演示数据", "名称待补"
PUBLISHED = ("公开报道", "公开资料")
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Marks:
    """The provenance of a row and (``others``) of its plans and entries."""

    provenance: str = Provenance.RECORDED
    published_fields: list[str] = field(default_factory=list)
    source_note: str = ""
    others: str = Provenance.RECORDED

    def values(self) -> dict:
        return {
            "provenance": self.provenance,
            "published_fields": list(self.published_fields),
            "source_note": self.source_note,
        }


def marks_of(remark: str | None, *, published: list[str]) -> Marks:
    """No remark: real data. ``published``: the fields that 公开报道 marks as published."""
    words = remark or ""
    others = Provenance.ILLUSTRATIVE if ILLUSTRATIVE in words else Provenance.RECORDED
    note = "" if words == ILLUSTRATIVE else words[:LONGEST_NOTE]
    if PLACEHOLDER in words:
        return Marks(Provenance.PLACEHOLDER, [], note, Provenance.PLACEHOLDER)
    if "名称为" + ILLUSTRATIVE in words:
        return Marks(Provenance.ILLUSTRATIVE, [], note, others)
    if any(word in words for word in PUBLISHED):
        return Marks(Provenance.PUBLISHED, published, note, others)
    return Marks(others, [], note, others)


def remark_of(record: Any) -> str:
    """The remark from which ``marks_of`` returns the record's provenance."""
    is_marked = record.provenance == Provenance.ILLUSTRATIVE
    return getattr(record, "source_note", "") or (ILLUSTRATIVE if is_marked else "")
