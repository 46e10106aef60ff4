"""The Word file as an official document: annex, place of issuer and day, brackets, sizes, fonts."""

import io
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Length

from core.periods import Period
from projects.models import Project
from reports.choices import ReportKind
from reports.content import build
from reports.content.parts import column, row, table
from reports.content.progress import STATES
from reports.renderers.word import render_word
from reports.renderers.word_tables import CELL_SIZE, add_grid
from tests.making import JUNE, building, programme

DAY = date(2024, 7, 8)


@pytest.fixture
def content(mabian):
    return build(mabian, ReportKind.MONTHLY, JUNE, DAY)


@pytest.fixture
def document(content):
    return Document(io.BytesIO(render_word(content, draft=True)))


def paragraph(document, text: str):
    return next(one for one in document.paragraphs if one.text == text)


def fonts(run) -> tuple[str, str]:
    """Of Chinese and of Latin characters."""
    names = run._r.rPr.rFonts
    return names.xpath("@w:eastAsia")[0], names.xpath("@w:ascii")[0]


def test_the_annex_is_mentioned_and_stands_on_landscape_pages_of_its_own(document):
    assert "附件：有年度计划的项目进度表" in [one.text for one in document.paragraphs]
    text, annex = document.sections
    assert text.orientation == WD_ORIENT.PORTRAIT
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)
    text_width = annex.page_width - annex.left_margin - annex.right_margin
    assert round(Length(text_width).mm) == 225
    label = paragraph(document, "附件")
    assert (fonts(label.runs[0])[0], label.runs[0].font.size.pt) == ("黑体", 16)
    title = paragraph(document, "有年度计划的项目进度表（2024年6月）")
    assert (fonts(title.runs[0])[0], title.runs[0].font.size.pt) == ("方正小标宋简体", 22)


def test_the_annex_holds_every_project_with_a_plan_and_no_other(mabian, document):
    rows = document.tables[-1].rows
    assert [cell.text.partition("\n")[0] for cell in rows[0].cells] == [
        "序号", "项目名称", "责任单位", "阶段", "总投资", "2024年计划", "6月完成投资", "1—6月累计",
        "占年度计划", "与序时进度差", "综合预警",
    ]  # fmt: skip
    planned = Project.objects.of(mabian).planned(JUNE).order_by("code")
    names = [one.name.replace("(", "（").replace(")", "）") for one in planned]
    assert [row.cells[1].text.removesuffix("※") for row in rows[1:]] == names
    assert [row.cells[0].text for row in rows[1:]] == [str(n + 1) for n in range(len(names))]


def test_issuer_and_day_have_their_place_after_the_text(document):
    texts = [one.text for one in document.paragraphs]
    places = [
        texts.index(text) for text in ("附件：有年度计划的项目进度表", "（单位署名）", "附件")
    ]
    assert places == sorted(places)
    day = paragraph(document, "　　　　年　　月　　日")
    assert 'w:rightChars="400"' in day._p.xml


def test_without_a_plan_there_is_no_annex(db):
    county = programme("empty", "空县", as_of=DAY)
    building(county, "P1", None)
    content = build(county, ReportKind.MONTHLY, JUNE, DAY)
    document = Document(io.BytesIO(render_word(content, draft=True)))
    assert len(document.sections) == 1
    assert not any(one.text.startswith("附件") for one in document.paragraphs)
    assert "（单位署名）" in [one.text for one in document.paragraphs]


def test_brackets_are_those_of_a_chinese_document(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [*(one.text for one in document.paragraphs), *cells]
    assert [text for text in texts if "(" in text or ")" in text] == []
    assert any("丁家磷矿（二期）90万吨/年采矿工程" in text for text in texts)


def test_the_text_of_tables_has_size_five(document):
    runs = [
        run
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for one in cell.paragraphs
        for run in one.runs
    ]
    assert {run.font.size.pt for run in runs} == {10.5}


def test_the_number_of_a_step_is_in_the_font_of_its_text(document):
    steps = [one for one in document.paragraphs if one.text.startswith(("1. ", "2. "))]
    assert len(steps) == 2
    for one in steps:
        assert fonts(one.runs[0]) == ("仿宋_GB2312", "仿宋_GB2312")
        assert one.runs[0].font.size.pt == 16


def test_columns_of_numbers_are_as_wide_as_their_longest_number(document):
    table = document.tables[0]
    for place in range(1, 9):
        longest = max(
            sum(0.25 if each in ",." else 0.5 for each in row.cells[place].text) * 10.5
            for row in table.rows[1:]
        )
        assert table.columns[place].width.pt >= longest + 6, place


def test_quarter_and_year_have_the_annex_too(mabian):
    for kind, period in ((ReportKind.QUARTERLY, "2024-Q2"), (ReportKind.YEARLY, "2024")):
        content = build(mabian, kind, Period.parse(period), DAY)
        document = Document(io.BytesIO(render_word(content, draft=False)))
        assert len(document.tables[-1].rows) == 62


def test_in_a_table_of_word_short_heads_and_days_stay_whole():
    heads = [column("清单"), *(column(f"{name}（项）", "count") for _field, name in STATES)]
    lists = drawn(heads, ["市内先发县（市、区）帮扶措施※", *[26] * len(STATES)])
    assert all(width >= CELL_SIZE * 4 for width in lists[4:6])
    days = drawn([column("任务"), column("完成时限")], ["综合楼主体封顶" * 9, "2024年12月31日"])
    assert days[1] >= CELL_SIZE * 7


def drawn(columns: list, cells: list) -> list[Length]:
    """The widths of the columns of a table with that one row."""
    document = Document()
    add_grid(document, table(1, "任务", columns, [row(cells)]), 2)
    return [cell.width for cell in document.tables[0].rows[0].cells]
