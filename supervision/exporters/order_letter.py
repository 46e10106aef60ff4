"""An order, a reminder letter or a supervision letter on the page of an official document. The
office adds the issuer, the seal and the day."""

from io import BytesIO
from typing import Any

from django.utils import timezone
from docx import Document
from docx.document import Document as DocumentType
from docx.shared import Mm

from core.files.word_layout import (
    BODY,
    FANG_SONG,
    HEI,
    KAI,
    add_run,
    add_signature,
    set_up_page,
)
from core.files.word_text import add_centred, add_text, add_title, set_properties
from core.money import DASH
from core.text import clean_text
from supervision.choices import Colour, OrderKind, OrderState
from supervision.exporters.grids import add_grid, add_row, write_cell
from supervision.figures.letters import Letter
from supervision.models import Order

TITLES = {OrderKind.ORDER: "督办单", OrderKind.REMINDER: "提示函", OrderKind.LETTER: "督办函"}
COLOURS = {Colour.REMINDER: "提醒", Colour.YELLOW: "黄", Colour.RED: "红"}
UNNUMBERED, DEMONSTRATION = "（草稿，未编号）", "（演示数据）"
NOT_STORED = "（签发时未留存内容，所列问题为现时记录）"
ISSUER = "（单位署名、盖章）"
HEADS = ("序号", "问题", "整改措施", "责任单位/责任人", "整改时限", "完成（销号）标准")
WIDTHS = (Mm(13), Mm(42), Mm(33), Mm(24), Mm(21), Mm(23))


def write_order(order: Order, letter: Letter) -> bytes:
    document, buffer = Document(), BytesIO()
    set_up_page(document, draft=order.state == OrderState.DRAFT)
    set_properties(document, order_file_name(order))
    _head(document, order)
    add_run(document.add_paragraph(), f"{letter.unit}：", FANG_SONG, BODY)
    add_text(document, _opening(order, letter))
    _table(document, order, letter)
    add_text(document, f"请于{_day(order.due_on)}前反馈整改情况。")
    add_signature(document, ISSUER)
    _receipt(document, order)
    document.save(buffer)
    return buffer.getvalue()


def order_file_name(order: Order) -> str:
    words = order.number or f"{_title(order)}草稿"
    return f"{words} {order.unit}.docx".replace("/", "-")


def _title(order: Order) -> str:
    return TITLES[OrderKind(order.kind)]


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else DASH


def _head(document: DocumentType, order: Order) -> None:
    """The title, below it the number and the marks of what is no order in force."""
    add_title(document, _title(order))
    add_centred(document, order.number or UNNUMBERED, FANG_SONG)
    if order.has_illustrative:
        add_centred(document, DEMONSTRATION, KAI)
    if order.has_no_content:
        add_centred(document, NOT_STORED, KAI)
    if order.state == OrderState.REVOKED:
        add_centred(document, f"（已撤销：{order.reason}）", KAI)
    document.add_paragraph()


def _opening(order: Order, letter: Letter) -> str:
    basis = letter.basis.strip().removeprefix("根据").strip().rstrip("。")
    start = f"根据{basis}，" if basis else ""
    verb, colour = _verb(order), COLOURS[Colour(letter.colour)]
    return f"{start}现就下列问题予以{verb}（{verb}颜色：{colour}），请按要求整改。"


def _verb(order: Order) -> str:
    return "提示" if order.kind == OrderKind.REMINDER else "督办"


def _table(document: DocumentType, order: Order, letter: Letter) -> None:
    """A row for each finding; the demands are those of all."""
    grid = add_grid(document, HEADS, WIDTHS)
    for place, one in enumerate(letter.rows, 1):
        who = "\n".join(filter(None, [one.unit, one.person]))
        words = (str(place), one.text, one.measures or DASH, who, _day(one.due_on))
        add_row(grid, (*words, one.closing_standard or DASH), WIDTHS)
    row = grid.add_row()
    write_cell(row.cells[0], f"{_verb(order)}要求", HEI, WIDTHS[0])
    demands = row.cells[1].merge(row.cells[-1])
    write_cell(demands, letter.demands.strip() or DASH, FANG_SONG, sum(WIDTHS[1:]))


def _receipt(document: DocumentType, order: Order) -> None:
    """Who signed it and on which day; who signed for it and when, else the places for both."""
    who, when = "　　　　　　", "　　　　年　　月　　日"
    if order.received_at:
        at = timezone.localtime(order.received_at)
        who, when = str(order.received_by or DASH), f"{_day(at)} {at:%H:%M}"
    document.add_paragraph()
    if order.signed_on:
        _line(document, f"签发人：{order.signed_by or DASH}　签发日期：{_day(order.signed_on)}")
    _line(document, f"签收人：{who}　签收时间：{when}")


def _line(document: DocumentType, words: str) -> None:
    add_run(document.add_paragraph(), clean_text(words), FANG_SONG, BODY)
