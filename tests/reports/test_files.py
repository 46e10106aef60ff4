"""The Word and Excel files say what the content says, and nothing else."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from docx import Document

from core.periods import Period
from projects.models import MonthEntry
from reports.choices import ReportKind
from reports.content import build
from reports.content.formatting import format_cell, tables
from reports.renderers.excel import render_excel
from reports.renderers.files import reproducible_zip
from reports.renderers.word import render_word
from tests.reports.words import paragraphs

JUNE, DAY = Period.month(2024, 6), date(2024, 7, 8)


@pytest.fixture
def content(mabian):
    return build(mabian, ReportKind.MONTHLY, JUNE, DAY)


@pytest.fixture
def document(content):
    return Document(io.BytesIO(render_word(content, draft=True)))


@pytest.fixture
def book(content):
    return openpyxl.load_workbook(io.BytesIO(render_excel(content, draft=True)))


def header_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/header")]
        return "".join(archive.read(name).decode() for name in names)


def test_word_holds_the_title_and_every_paragraph(content, document):
    found = [paragraph.text for paragraph in document.paragraphs]
    assert "马边县托底性帮扶工作月度调度报告（2024年6月）" in found
    blocks = [block for section in content["sections"] for block in section["blocks"]]
    wanted = [section["heading"] for section in content["sections"]] + paragraphs(blocks)
    assert [text for text in wanted if text not in found] == []


def test_the_tables_of_word_hold_the_numbers_of_the_content(content, document):
    for table, grid in zip(tables(content), document.tables[:-1], strict=True):
        rows = [*table["rows"], *([table["total"]] if table["total"] else [])]
        for row, line in zip(rows, grid.rows[1:], strict=True):
            pairs = zip(row["cells"], table["columns"], strict=True)
            wanted = [format_cell(cell, column["kind"], 2) for cell, column in pairs]
            found = [cell.text for cell in line.cells]
            assert [found[0].removesuffix("※"), *found[1:]] == wanted


def test_heads_of_tables_are_repeated_and_rows_kept_whole(document):
    for grid in document.tables:
        assert "w:tblHeader" in grid.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in grid.rows)


def test_the_page_is_that_of_an_official_document(document):
    section = document.sections[0]
    margins = (
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin,
    )  # fmt: skip
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 'w:linePitch="579"' in section._sectPr.xml
    assert document.styles["Normal"].paragraph_format.line_spacing.pt == 28.95


def test_every_run_names_its_chinese_font(document):
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    named = {run._r.rPr.rFonts.xpath("@w:eastAsia")[0] for run in runs}
    assert named == {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"}


@pytest.mark.parametrize("draft, marks", [(True, 2), (False, 0)])
def test_the_watermark_stands_until_approval(content, draft, marks):
    found = header_xml(render_word(content, draft=draft))
    assert found.count('string="草稿"') == marks


@pytest.mark.parametrize("draft", [True, False])
def test_the_workbook_says_draft_until_approval(content, draft):
    book = openpyxl.load_workbook(io.BytesIO(render_excel(content, draft=draft)))
    assert {sheet.oddHeader.center.text for sheet in book} == {"草稿" if draft else None}


def test_the_sheets_are_notes_sentences_tables_and_projects(book):
    assert book.sheetnames == [
        "数据说明",
        "总体情况",
        "表1 分行业推进情况",
        "表2 资金来源情况",
        "表3 任务清单进展情况",
        "表4 项目存在问题",
        "表5 县内单位牵头的到期未完成任务",
        "项目明细",
    ]


def test_numbers_are_numbers_at_full_precision(content, book):
    sheet, table = book["表1 分行业推进情况"], tables(content)[0]
    last = [cell.value for cell in list(sheet.rows)[-1]]
    share = Fraction(table["total"]["cells"][7])
    assert last[:5] == ["合计", 139, 14680000, 61, 401080]
    assert last[5:7] == [28082.86, 167022.39]
    assert last[7] == pytest.approx(float(share * 100), rel=1e-14)
    assert sheet.cell(sheet.max_row, 8).number_format == "0.00"


def test_the_listing_has_every_project_with_its_source(content, book):
    rows = list(book["项目明细"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 139
    assert {row[-1] for row in rows} == {
        "演示数据",
        "名称为公开数据，其余为演示数据",
        "名称、总投资为公开数据，其余为演示数据",
    }
    plans = [Decimal(str(row[7])) for row in rows if row[7] is not None]
    assert sum(plans) == 401080


def test_sheets_print_on_a4_landscape_with_their_heads(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert book["项目明细"].print_title_rows == "$1:$3"
    assert book["项目明细"].freeze_panes == "C4"


def test_typed_text_is_never_a_formula_nor_lost(mabian):
    words = "=1+1 <b>&\x0b见“附件”"
    MonthEntry.objects.of(mabian).filter(month=JUNE.start).update(problems="")
    entry = MonthEntry.objects.of(mabian).filter(month=JUNE.start).first()
    MonthEntry.objects.filter(pk=entry.pk).update(problems=words)
    content = build(mabian, ReportKind.MONTHLY, JUNE, DAY)
    document = Document(io.BytesIO(render_word(content, draft=True)))
    assert document.tables[3].rows[1].cells[0].text == "=1+1 <b>&见“附件”※"
    book = openpyxl.load_workbook(io.BytesIO(render_excel(content, draft=True)))
    cell = book["表4 项目存在问题"]["A4"]
    assert (cell.value, cell.data_type) == ("=1+1 <b>&见“附件”", "s")


@pytest.mark.parametrize("render", [render_word, render_excel])
def test_the_same_content_gives_the_same_bytes(content, render):
    first, second = (reproducible_zip(render(content, draft=True)) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
