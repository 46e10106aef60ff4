"""The ranking tables of a quarter and their sentences, as they are open to objections or issued;
nothing where the quarter is not ranked."""

from typing import Any

from reports.content.marks import MIXED_MARK
from reports.content.parts import column, paragraph, part, row, subsection, table
from supervision.choices import MeasureKind
from supervision.figures.measures import measure_list
from supervision.figures.ranking_tables import ShownTable, shown_tables, unclosed
from supervision.figures.rankings import RankedRow, tables_of
from supervision.models import Ranking

FIRST_NUMBER = 11  # of the tables, which are numbered anew in their order
COLUMNS = {
    MeasureKind.INVESTMENT: ("项目数（个）", "完成投资", "年度计划", "完成率"),
    MeasureKind.TASKS: ("到期任务（项）", "已销号（项）", "", "销号率"),
    MeasureKind.RECTIFICATION: ("应整改（个）", "已整改（个）", "", "整改率"),
    MeasureKind.MONEY: ("资金（笔）", "已支付", "已到位", "支付率"),
}


def stored(ranking: Ranking | None) -> dict[str, Any]:
    """Which ranking the content has."""
    if ranking is None:
        return {}
    return {"ranking": {"revision": ranking.revision, "state": ranking.state}}


def sections(ranking: Ranking | None) -> list[tuple[str, list]]:
    if ranking is None:
        return []
    content = ranking.content
    shown = shown_tables(content, tables_of(content))
    blocks = []
    for group in dict.fromkeys(one.table.group for one in shown):
        own = [
            (number, one)
            for number, one in enumerate(shown, FIRST_NUMBER)
            if one.table.group == group
        ]
        blocks += subsection(
            f"{group.label}排名", *(block for pair in own for block in _blocks(content, *pair))
        )
    return [(f"季度排名{_mark(ranking)}", blocks)]


def _mark(ranking: Ranking) -> str:
    words = [] if ranking.is_issued else ["征求意见中"]
    words += [unclosed(ranking.content)] if not ranking.content["closed"] else []
    return f"（{'，'.join(words)}）" if words else ""


def _blocks(content: dict, number: int, one: ShownTable) -> list[dict | None]:
    sentences = [[_part(each) for each in sentence] for sentence in one.sentences]
    names = [_names("红榜", one.red), _names("黑榜", one.black)]
    nothing = [part(one.nothing_due)] if one.nothing_due else None
    return [paragraph(*sentences, nothing, *names), _table(content, number, one)]


def _part(stored: dict) -> dict:
    return part(stored["text"], stored.get("to", ""), **_without_day(stored.get("query", {})))


def _without_day(query: dict) -> dict:
    """The lists of a report are as of its own day."""
    return {name: value for name, value in query.items() if name != "as_of"}


def _names(label: str, names: list[str]) -> list[dict] | None:
    return [part(f"{label}：{'、'.join(names)}。")] if names else None


def _table(content: dict, number: int, one: ShownTable) -> dict | None:
    counted, done, whole, share = COLUMNS[one.table.kind]
    kind = "amount" if one.is_money else "count"
    columns = [
        column("位次"),
        column("上季位次"),
        column("单位"),
        column(counted, "count"),
        column(done, kind),
        *([column(whole, kind)] if whole else []),
        column(share, "share"),
        column("与应完成差", "points"),
    ]
    title = f"{one.table.group.label}{one.table.kind.label}排名"
    rows = [_row(content, one, each) for each in one.table.rows]
    return table(number, title, columns, rows)


def _row(content: dict, one: ShownTable, ranked: RankedRow) -> dict:
    measure = ranked.measure
    to, query = measure_list(one.table.kind, ranked.unit, one.month)
    amounts: list[Any] = [measure.done, measure.whole] if one.is_money else [int(measure.done)]
    if not ranked.is_applicable:
        amounts = [None] * len(amounts)
    mark = MIXED_MARK if content["illustrative"] and measure.count else ""
    cells = [
        _place(ranked),
        str(ranked.before or "—"),
        ranked.name,
        measure.count or None,
        *amounts,
        measure.share,
        ranked.gap,
    ]
    return row(cells, mark=mark, to=to, **_without_day(query))


def _place(ranked: RankedRow) -> str:
    if ranked.place is not None:
        return str(ranked.place)
    return "数量不足" if ranked.has_few else "不适用"
