"""The sentences of a ranking: facts of the first and of the slow units, each with the list that
proves it. In the county's language: they are stored and printed."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from core.money import format_amount, format_share, round_points
from core.periods import Period
from supervision.choices import MeasureKind
from supervision.figures.measures import Measure, measure_list
from supervision.figures.rankings import RankedRow, RankingTable
from supervision.models import RankingRule

Sentence = list[dict[str, Any]]

FAST = {
    MeasureKind.INVESTMENT: "项目进度较快",
    MeasureKind.TASKS: "任务办理较快",
    MeasureKind.RECTIFICATION: "问题整改较快",
    MeasureKind.MONEY: "资金支付较快",
}
SLOW = {kind: words.replace("较快", "较慢") for kind, words in FAST.items()}

# Of each table what there was none of, where no unit has anything due.
NOTHING_DUE = {
    MeasureKind.INVESTMENT: "无列入年度计划的项目",
    MeasureKind.TASKS: "无到期的任务",
    MeasureKind.RECTIFICATION: "无已登记的到期应整改问题",
    MeasureKind.MONEY: "无到位的帮扶资金",
}


def nothing_due(table: RankingTable) -> str:
    """Why the measure applies to no unit of the group; empty where it applies to one."""
    if not table.rows or any(row.is_applicable for row in table.rows):
        return ""
    return f"至本季度末，{table.group.label}{NOTHING_DUE[table.kind]}，均不适用。"


def first_rows(table: RankingTable, rule: RankingRule) -> list[RankedRow]:
    """The first units, as many as the rule names and who share their places, of those at or above
    what is due."""
    named = [row for row in table.placed if (row.place or 0) <= rule.best_named]
    return [row for row in named if row.gap is not None and row.gap >= 0]


def slow_rows(table: RankingTable, rule: RankingRule) -> list[RankedRow]:
    """The last units, the last one first, as many as the rule names and who share their places, of
    those below what is due by the points of the rule; never one in first place."""
    placed = table.placed[::-1]
    if not placed or not rule.slow_named:
        return []
    last = placed[min(rule.slow_named, len(placed)) - 1].place or 0
    found = [row for row in placed if (row.place or 0) >= max(last, 2)]
    return [row for row in found if _is_slow(row, rule)]


def _is_slow(row: RankedRow, rule: RankingRule) -> bool:
    return row.gap is not None and row.gap < 0 and row.gap * 100 <= -rule.slow_points


def sentences(table: RankingTable, rule: RankingRule, month: Period, places: int) -> list[Sentence]:
    """None where there is nothing to name."""
    found = (
        (first_rows(table, rule), FAST[table.kind]),
        (slow_rows(table, rule), SLOW[table.kind]),
    )
    return [_sentence(rows, words, table.kind, month, places) for rows, words in found if rows]


def _sentence(
    rows: list[RankedRow], words: str, kind: MeasureKind, month: Period, places: int
) -> Sentence:
    parts: Sentence = []
    for row in rows:
        to, query = measure_list(kind, row.unit, month)
        parts += [{"text": "、"}] if parts else []
        parts += [{"text": row.name, "to": to, "query": query}]
        parts += [{"text": f"（{FACTS[kind](row.measure, places)}）"}]
    return [*parts, {"text": f"{words}。"}]


def text_of(sentence: Sentence) -> str:
    return "".join(part["text"] for part in sentence)


def _of_plan(one: Measure, places: int) -> str:
    return f"完成年度计划的{format_share(one.share, places)}，{_against_schedule(one, places)}"


def _against_schedule(one: Measure, places: int) -> str:
    points = round_points(abs(one.difference or Fraction(0)), places)
    if not one.difference or not points:
        return "与序时进度持平"
    return f"{'高于' if one.difference > 0 else '低于'}序时进度{points}个百分点"


def _of_tasks(one: Measure, places: int) -> str:
    share = format_share(one.share, places)
    return f"到期任务{one.whole}项，已销号{one.done}项，占{share}"


def _of_findings(one: Measure, places: int) -> str:
    share = format_share(one.share, places)
    return f"到期应整改问题{one.whole}个，已整改{one.done}个，整改率{share}"


def _of_money(one: Measure, places: int) -> str:
    arrived, paid = format_amount(one.whole), format_amount(one.done)
    share = format_share(one.share, places)
    return f"到位帮扶资金{arrived}万元，已支付{paid}万元，占{share}"


FACTS: dict[MeasureKind, Callable[[Measure, int], str]] = {
    MeasureKind.INVESTMENT: _of_plan,
    MeasureKind.TASKS: _of_tasks,
    MeasureKind.RECTIFICATION: _of_findings,
    MeasureKind.MONEY: _of_money,
}
