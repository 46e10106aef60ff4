"""需求 in 总体情况: the townships' needs in a few sentences."""

from collections import Counter

from programmes.choices import NeedState, Urgency
from programmes.figures.needs import need_counts, need_states
from programmes.models import Need, NeedCategory
from reports.content.parts import join, part, sentence
from reports.content.words import wan

URGENCIES = {Urgency.HIGH: "高", Urgency.MEDIUM: "中", Urgency.LOW: "低"}
NEED_STATES = {
    NeedState.TO_TRIAGE: "待研判",
    NeedState.OPEN: "待对接",
    NeedState.UNDER_WAY: "对接中",
    NeedState.PARTLY_MET: "部分满足",
    NeedState.MET: "已满足",
    NeedState.DEFERRED: "暂缓",
    NeedState.DECLINED: "不予采纳",
}


def needs(scope):
    """How many there are, by category, urgency and state, and what money they ask for."""
    counts = need_counts(scope.needs)
    if not counts.total:
        return []
    townships = scope.needs.values("township").distinct().count()
    return [
        sentence(
            f"{townships}个乡镇共提出需求", part(f"{counts.total}条", "needs"), "，其中",
            *join(_by_category(scope)), "；按紧迫程度分，", *join(_by_urgency(scope)), "。",
        ),
        _amount(counts),
        sentence("已对接", part(f"{counts.answered}条", "needs", answered="yes"), "。")
        if counts.answered
        else None,
        sentence("按状态分，", *join(_by_state(scope)), "。"),
    ]  # fmt: skip


def _by_state(scope):
    """In the order of the states."""
    found = need_states(scope.rows(Need), scope.on)
    return [
        sentence(word, part(f"{found[state]}条", "needs", state=[state]))
        for state, word in NEED_STATES.items()
        if found[state]
    ]


def _by_category(scope):
    found = Counter(scope.needs.values_list("category", flat=True))
    return [
        sentence(category.name, part(f"{found[category.pk]}条", "needs", category=category.pk))
        for category in scope.rows(NeedCategory)
        if found[category.pk]
    ]


def _by_urgency(scope):
    found = Counter(scope.needs.values_list("urgency", flat=True))
    items = [
        sentence(word, part(f"{found[urgency]}条", "needs", urgency=int(urgency)))
        for urgency, word in URGENCIES.items()
        if found[urgency]
    ]
    return [*items, sentence(f"未填{found[None]}条")] if found[None] else items


def _amount(counts):
    if counts.unstated == counts.total:
        return None
    total = f"需求资金{wan(counts.amount)}"
    if not counts.unstated:
        return sentence(f"{total}。")
    blanks = part(f"{counts.unstated}条", "needs", amount="no")
    return sentence(f"{total}（", blanks, "未填资金）。")
