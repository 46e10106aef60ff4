"""督查整改: the findings of supervision and how far they are rectified, by unit. Only units of the
county have findings; they are in the order of its network, and nobody is ranked."""

from reports.content.groups import units_in_order
from reports.content.marks import total_mark
from reports.content.parts import column, paragraph, part, row, sentence, subsection, table
from reports.content.words import percent
from supervision.choices import DONE, TO_RECTIFY, FindingOutcome, FindingState
from supervision.figures.finding_counts import FindingCounts, findings_by_unit

TABLE = 11


def blocks(scope) -> list:
    """Nothing where no finding is known on the day."""
    counts = scope.finding_counts
    if not counts.total:
        return []
    words = paragraph(_rectified(scope, counts), _waiting(counts), _late(counts))
    return subsection("督查整改", words, _by_unit(scope, counts))


def _findings(count: int, unit: str = "个", **query) -> dict:
    return part(f"{count}{unit}", "findings", **query)


def _rectified(scope, counts: FindingCounts) -> list[dict]:
    closed = counts.by_state[FindingState.CLOSED]
    of_these: list = ["（其中已销号", _findings(closed, state=FindingState.CLOSED.value), "）"]
    return sentence(
        "督查发现的问题应整改", _findings(counts.total),
        "，已整改", _findings(counts.rectified, state=[state.value for state in DONE]),
        *(of_these if closed else []),
        f"，整改率{percent(counts.rate, scope.places)}，见表{TABLE}。",
    )  # fmt: skip


def _waiting(counts: FindingCounts) -> list[dict] | None:
    if not counts.to_rectify:
        return None
    waiting = _findings(counts.to_rectify, state=[state.value for state in TO_RECTIFY])
    overdue: list = (
        ["，其中逾期", _findings(counts.overdue, overdue="yes")] if counts.overdue else []
    )
    return sentence("未整改", waiting, *overdue, "。")


def _late(counts: FindingCounts) -> list[dict] | None:
    if not counts.late:
        return None
    late = _findings(counts.late, outcome=FindingOutcome.LATE.value)
    return sentence("已整改的问题中逾期完成", late, "。")


def _by_unit(scope, counts: FindingCounts) -> dict | None:
    found = {each.unit: each.counts for each in findings_by_unit(scope.finding_groups)}
    rows = [
        row(
            _cells(name, found[unit]),
            mark=total_mark(one for one in scope.finding_rows if one.unit_id == unit),
            to="findings",
            unit=unit,
        )
        for unit, name in units_in_order(scope, list(found)).items()
    ]
    total = row(_cells("合计", counts), mark=total_mark(scope.finding_rows), to="findings")
    return table(TABLE, "分责任单位督查整改情况", _columns(), rows, total)


def _columns() -> list[dict]:
    names = ("应整改", "已整改", "未整改", "其中逾期")
    counted = [column(f"{name}（个）", "count") for name in names]
    return [column("责任单位"), *counted, column("整改率", "share")]


def _cells(name: str, counts: FindingCounts) -> list:
    return [
        name, counts.total, counts.rectified, counts.to_rectify, counts.overdue, counts.rate,
    ]  # fmt: skip
