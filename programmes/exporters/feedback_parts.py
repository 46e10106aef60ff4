"""The parts of a feedback sheet, each a sheet of the workbook: the unit's open tasks, to be filled
in, and a township's needs, to be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.money import plain_amount
from programmes.figures.feedback import (
    helpers_of,
    items_of,
    last_reports,
    reported_before,
    stated_needs,
    supports_of,
)
from programmes.figures.sheet_codes import FIRST_OF_COUNTY, FIRST_OF_HELPER, TASK, RowCode, mark_of
from programmes.models import FeedbackSheet, Need, Task, TaskProgress, TaskSupport

TEXT, NUMBER, YES = "text", "number", "yes"


@dataclass(frozen=True)
class PartColumn:
    """``width`` in characters. The unit fills in a column with a ``kind``: a text of at most
    ``longest`` characters, a number or 是; all others are locked."""

    title: str
    width: int
    kind: str = ""
    longest: int = 0
    is_hidden: bool = False


@dataclass(frozen=True)
class PartRow:
    """``words``: of the locked columns, in their order. ``notes``: by the title of a column that
    the unit cannot fill in for this row, what is written there."""

    words: list[str]
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetPart:
    """A part without rows is left out. ``guide``: the line that says what to fill in."""

    title: str
    columns: Callable[[FeedbackSheet], Sequence[PartColumn]]
    rows: Callable[[FeedbackSheet], list[PartRow]]
    guide: str = (
        "只填写浅色单元格：写明本月进展，或在“无变化”选“是”；“商请协助”写明需协助什么，“商请单位”写明请哪个单位协助；"
        "已办结的，在“申请办结”选“是”并填写办结成果。其他单元格请勿改动，填好后发回即可。"
    )


LEADS, SUPPORTS = "牵头", "配合"
UNCHANGED = "无变化"
FILLED = (
    PartColumn("本月进展", 26, TEXT, 2000),
    PartColumn("完成量", 8, NUMBER),
    PartColumn("存在问题", 15, TEXT, 1000),
    PartColumn("商请协助", 15, TEXT, 500),
    PartColumn("商请单位", 10, TEXT, 80),
    PartColumn(UNCHANGED, 7, YES),
    PartColumn("申请办结", 9, YES),
    PartColumn("办结成果", 15, TEXT, 500),
)


def task_columns(sheet: FeedbackSheet) -> list[PartColumn]:
    return [
        PartColumn("识别码", 2, is_hidden=True),
        PartColumn("编号", 10),
        PartColumn("任务内容", 24),
        PartColumn("分工", 6),
        PartColumn("职责", 14),
        PartColumn("商定时间" if sheet.is_for_helper else "时限", 11),
        PartColumn("目标", 8),
        PartColumn("上次进展", 18),
        *FILLED,
    ]


def task_rows(sheet: FeedbackSheet) -> list[PartRow]:
    """无变化 is open where an earlier month can be repeated."""
    last, words, known = last_reports(sheet), words_of_tasks(sheet), reported_before(sheet)
    note = {UNCHANGED: FIRST_OF_HELPER if sheet.is_for_helper else FIRST_OF_COUNTY}
    return [
        PartRow(
            _row(sheet, task, words[task.pk], last.get(task.pk)), {} if task.pk in known else note
        )
        for task in items_of(sheet)
    ]


def _row(
    sheet: FeedbackSheet, task: Task, locked: list[str], last: TaskProgress | None
) -> list[str]:
    code = RowCode(sheet.pk, TASK, task.pk, task.version, mark_of(locked)).signed()
    before = [f"{last.month:%Y-%m}：{last.text}"] if last else []
    return [code, *locked, "\n".join([*before, *_done(sheet, task)])]


def _done(sheet: FeedbackSheet, task: Task) -> list[str]:
    """What is done so far, in the words 已完成5/10人, for the lead unit."""
    if task.done_quantity is None or task.lead_unit_id != sheet.unit_id:
        return []
    of = f"/{task.shown_target}" if task.shown_target else task.quantity_unit
    return [f"已完成{task.done_quantity.normalize():f}{of}"]


def words_of_tasks(sheet: FeedbackSheet) -> dict[int, list[str]]:
    """Of each task of the sheet: number, text, share, duty, day and target."""
    supports, partners = supports_of(sheet), helpers_of(sheet.programme)
    tasks = items_of(sheet)
    return {task.pk: _words(sheet, task, supports.get(task.pk), partners) for task in tasks}


def _words(
    sheet: FeedbackSheet, task: Task, support: TaskSupport | None, partners: set[int]
) -> list[str]:
    """A unit does not read the day of a partner that it supports
    (docs/rules.md#lateness-of-helpers)."""
    leads = task.lead_unit_id == sheet.unit_id
    day = task.deadline if leads or task.lead_unit_id not in partners else None
    if support and not leads:
        day = support.due_on or day
    duty = task.duty if leads else support.duty if support else ""
    share, until = LEADS if leads else SUPPORTS, day.isoformat() if day else ""
    return [task.number, task.text, share, duty, until, task.shown_target]


def need_columns(sheet: FeedbackSheet) -> list[PartColumn]:
    return [
        PartColumn("编号", 12),
        PartColumn("需求内容", 50),
        PartColumn("类别", 14),
        PartColumn("需求金额（万元）", 14),
        PartColumn("对接情况", 40),
    ]


def need_rows(sheet: FeedbackSheet) -> list[PartRow]:
    """The needs that the unit stated, and how far they are."""
    return [PartRow(_need_words(need)) for need in stated_needs(sheet)]


def _need_words(need: Need) -> list[str]:
    amount = plain_amount(need.amount)
    return [need.number, need.text, need.category.name, amount, need.state_label]


# Higher apps append theirs.
sheet_parts = [
    SheetPart("任务", task_columns, task_rows),
    SheetPart("需求", need_columns, need_rows),
]
