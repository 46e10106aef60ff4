"""Where rows come from, in words: the mark that stands on each row and on each total that mixes."""

from collections.abc import Iterable

from core.choices import Provenance
from reports.content.scope import Scope

MIXED = "含演示数据"
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


def mark_of(scope: Scope, record) -> str:
    """The mark of one row; empty for the county's own record."""
    if record.provenance != Provenance.PUBLISHED:
        return MARKS[Provenance(record.provenance)]
    rest = "，其余为演示数据" if scope.has_illustrative else ""
    return f"{field_words(record.published_fields)}为公开数据{rest}"


def mixed(scope: Scope, records: Iterable) -> str:
    """The mark of a row that counts or sums several."""
    if not scope.has_illustrative:
        return ""
    illustrative = {Provenance.ILLUSTRATIVE, Provenance.PUBLISHED}
    return MIXED if any(each.provenance in illustrative for each in records) else ""
