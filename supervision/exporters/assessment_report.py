"""The county's self-assessment of a year (自评报告) on the page of an official document."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import groupby

from docx import Document
from docx.document import Document as DocumentType

from core.files.word_layout import HEI, KAI, add_signature, set_up_page
from core.files.word_text import add_centred, add_heading, add_text, add_title, set_properties
from core.text import chinese_number
from programmes.models import Programme
from supervision.choices import AssessmentState
from supervision.figures.assessment import AssessmentSums
from supervision.models import AssessmentItem

DEMONSTRATION = "（含演示数据）"
NOT_WRITTEN = "（未填写）"
SUM = "自评得分合计"


def write_report(
    programme: Programme, items: Sequence[AssessmentItem], sums: AssessmentSums
) -> bytes:
    """``items``: of one year, in the order of the scheme; until each is checked, a draft."""
    document, buffer = Document(), BytesIO()
    set_up_page(document, draft=sums.is_draft)
    set_properties(document, report_file_name(programme, sums.year))
    document.add_paragraph()
    add_title(document, _title(programme, sums.year))
    if any(one.has_illustrative for one in items):
        add_centred(document, DEMONSTRATION, KAI)
    document.add_paragraph()
    headed = groupby(items, key=lambda one: one.item)
    for number, (heading, rows) in enumerate(headed, 1):
        add_heading(document, f"{chinese_number(number)}、{heading}", HEI, level=1)
        for one in rows:
            _add_item(document, one)
    add_heading(document, SUM, HEI, level=1)
    add_text(document, _sum_words(sums))
    if sums.is_draft:
        _add_missing(document, items)
    add_signature(document)
    document.save(buffer)
    return buffer.getvalue()


def report_file_name(programme: Programme, year: int) -> str:
    return f"{_title(programme, year)}.docx"


def _title(programme: Programme, year: int) -> str:
    return f"{programme.county}{year}年度自评报告"


def _add_item(document: DocumentType, one: AssessmentItem) -> None:
    if one.requirement:
        add_text(document, f"评价要点：{one.requirement}")
    lines = (one.statement or NOT_WRITTEN).splitlines()
    add_text(document, f"自评情况：{lines[0]}")
    for line in filter(str.strip, lines[1:]):
        add_text(document, line)
    if words := _mark_words(one.own_mark, one.full_mark):
        add_text(document, f"自评得分：{words}")


def _mark_words(own: Decimal | None, full: Decimal | None) -> str:
    """9.5分（满分10分）。; empty where neither mark is known."""
    if own is None and full is None:
        return ""
    first = "未评分" if own is None else f"{_points(own)}分"
    return f"{first}。" if full is None else f"{first}（满分{_points(full)}分）。"


def _points(mark: Decimal) -> str:
    return f"{mark.normalize():f}"


def _sum_words(sums: AssessmentSums) -> str:
    words = f"共{sums.items}项，自评得分合计{_mark_words(sums.own, sums.full) or '未评分。'}"
    return words if not sums.unmarked else f"{words}其中{sums.unmarked}项未评分。"


def _add_missing(document: DocumentType, items: Iterable[AssessmentItem]) -> None:
    """Names what is not written yet; nothing where all is written."""
    missing = [one.item for one in items if one.state == AssessmentState.TO_DO]
    if missing:
        names = "；".join(dict.fromkeys(missing))
        add_text(document, f"尚未填写自评情况的有{len(missing)}项：{names}。")
