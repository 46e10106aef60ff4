"""Where a row comes from, as the words of its remark say (docs/rules.md#provenance)."""

from dataclasses import dataclass, field

from core.choices import Provenance

ILLUSTRATIVE, PLACEHOLDER = "演示数据", "名称待补"
PUBLISHED = ("公开报道", "公开资料")
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Marks:
    """Of a row and (``others``) of the rows that hang on it, its plans and entries."""

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
    """No remark: real data. ``published`` are the fields that 公开报道 makes published."""
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
