"""The result of a year's evaluation (年度考评结果) on the page of an official document: the units
with score and grade, the objections, and the points of each line on landscape pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Mm

from core.files.word_layout import HEI, KAI, TEXT_HEIGHT, add_landscape, add_signature, set_up_page
from core.files.word_text import add_centred, add_heading, add_text, add_title, set_properties
from core.money import DASH
from programmes.choices import RequestState
from supervision.choices import Grade, LineKind, ScoreGroup
from supervision.exporters.grids import add_grid, add_row
from supervision.figures.score_content import scores_of
from supervision.figures.score_words import (
    left_out_text,
    number_text,
    points_text,
    share_text,
)
from supervision.figures.scores import LineScore, UnitScore
from supervision.models import Evaluation, ScoreObjection

GROUPS = {ScoreGroup.MEMBER: "成员单位", ScoreGroup.TOWNSHIP: "乡镇"}
GRADES = {Grade.GOOD: "好", Grade.FAIR: "较好", Grade.PASSING: "一般", Grade.POOR: "差"}
DECISIONS = {RequestState.ACCEPTED: "采纳", RequestState.REFUSED: "不采纳"}
DEMONSTRATION, NOT_APPLICABLE = "（含演示数据）", "不适用"
HEADS = ("序号", "单位", "得分", "等次", "计分权重", "不适用的考评项")
WIDTHS = (Mm(13), Mm(38), Mm(22), Mm(20), Mm(19), Mm(44))
UNIT_WIDTH, LINES_IN_TABLE = Mm(38), 8


def write_evaluation(evaluation: Evaluation, objections: Sequence[ScoreObjection]) -> bytes:
    """What is announced and not published yet is a draft."""
    document, buffer, scores = Document(), BytesIO(), scores_of(evaluation)
    set_up_page(document, draft=not evaluation.is_published)
    set_properties(document, evaluation_file_name(evaluation))
    document.add_paragraph()
    add_title(document, _title(evaluation))
    if evaluation.programme.is_sample:
        add_centred(document, DEMONSTRATION, KAI)
    document.add_paragraph()
    add_text(document, _opening(evaluation, scores))
    _add_result(document, scores)
    add_heading(document, "复核情况", HEI, level=1)
    for words in _objection_words(evaluation, objections):
        add_text(document, words)
    add_signature(document)
    _add_lines(document, scores)
    document.save(buffer)
    return buffer.getvalue()


def evaluation_file_name(evaluation: Evaluation) -> str:
    return f"{_title(evaluation)}.docx"


def _title(evaluation: Evaluation) -> str:
    county, group = evaluation.programme.county, GROUPS[ScoreGroup(evaluation.group)]
    version = f"（第{evaluation.number}版）" if evaluation.number > 1 else ""
    return f"{county}{evaluation.year}年度{group}考评结果{version}"


def _opening(evaluation: Evaluation, scores: Sequence[UnitScore]) -> str:
    until = f"{_day(evaluation.announced_on)}公示，复核申请截至{_day(evaluation.objections_until)}"
    end = f"，{_day(evaluation.published_on)}公布。" if evaluation.published_on else "，尚未公布。"
    reason = f"更正原因：{evaluation.reason.rstrip('。')}。" if evaluation.reason else ""
    return f"{until}{end}{reason}{_grade_words(scores)}各单位按县里顺序排列，不作排名。"


def _grade_words(scores: Sequence[UnitScore]) -> str:
    """共28个单位，其中好3个、较好5个、不适用20个。"""
    found = Counter(one.grade for one in scores)
    named = [(word, found[grade]) for grade, word in GRADES.items()]
    named.append((NOT_APPLICABLE, found[""]))
    words = "、".join(f"{word}{count}个" for word, count in named if count)
    return f"共{len(scores)}个单位，其中{words}。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _add_result(document: DocumentType, scores: Sequence[UnitScore]) -> None:
    grid = add_grid(document, HEADS, WIDTHS)
    for place, one in enumerate(scores, 1):
        grade = GRADES[Grade(one.grade)] if one.grade else NOT_APPLICABLE
        left_out = "全部" if one.score is None else left_out_text(one) or DASH
        words = (str(place), one.name, points_text(one.score), grade, share_text(one), left_out)
        add_row(grid, words, WIDTHS)


def _objection_words(evaluation: Evaluation, objections: Sequence[ScoreObjection]) -> Iterator[str]:
    if not objections:
        yield "公示期间未收到复核申请。" if evaluation.is_published else "目前未收到复核申请。"
    for one in objections:
        answer = "待答复。"
        if not one.is_pending:
            answer = f"答复（{DECISIONS[RequestState(one.state)]}）：{one.answer}"
        yield f"{_day(one.made_on)}，{one.unit}：{one.text.rstrip('。')}。{answer}"


def _add_lines(document: DocumentType, scores: Sequence[UnitScore]) -> None:
    """The points of each line; a table for every few lines."""
    if not scores:
        return
    add_landscape(document)
    add_heading(document, "附表：各项得分", HEI, level=1)
    count = len(scores[0].lines)
    for first in range(0, count, LINES_IN_TABLE):
        places = range(first, min(first + LINES_IN_TABLE, count))
        _add_line_table(document, scores, places)


def _points(line: LineScore) -> str:
    """不适用 for a base line that is left out; a dash for a bonus or deduction not given."""
    if line.points is None and line.kind == LineKind.BASE:
        return NOT_APPLICABLE
    return points_text(line.points)


def _add_line_table(document: DocumentType, scores: Sequence[UnitScore], places: range) -> None:
    lines = scores[0].lines
    heads = ["单位", *(f"{lines[n].name}（{number_text(lines[n].weight)}）" for n in places)]
    width = (TEXT_HEIGHT - UNIT_WIDTH) // len(places)
    widths = [UNIT_WIDTH, *(width for _n in places)]
    grid = add_grid(document, heads, widths)
    for one in scores:
        add_row(grid, [one.name, *(_points(one.lines[n]) for n in places)], widths)
    document.add_paragraph()
