"""The provenance of rows in words: marks of rows, and of totals over rows of several kinds."""

from collections.abc import Iterable

from core.choices import Provenance

MIXED_MARK = "含演示数据"
MARKS = {
    Provenance.ILLUSTRATIVE: "演示数据",
    Provenance.PLACEHOLDER: "名称待补",
    Provenance.RECORDED: "",
}
FIELDS = {
    "name": "名称",
    "total_investment": "总投资",
    "source": "来源",
    "project": "项目",
    "purpose": "用途",
    "amount": "金额",
}


def field_words(names: Iterable[str]) -> str:
    return "、".join(FIELDS.get(name, name) for name in names)


def mark_of(record) -> str:
    """The mark of one row; empty for a recorded one."""
    if record.provenance != Provenance.PUBLISHED:
        return MARKS[Provenance(record.provenance)]
    rest = "，其余为演示数据" if record.has_illustrative else ""
    return f"{field_words(record.published_fields)}为公开数据{rest}"


def total_mark(records: Iterable) -> str:
    """The mark of a row that counts or sums several records."""
    return MIXED_MARK if any(each.has_illustrative for each in records) else ""
