"""What reports say of findings: how far they are rectified, by unit, what changed in a bulletin;
each number is that of the list that it opens."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.urls import reverse
from docx import Document

from core.periods import Period
from reports.choices import ReportKind
from reports.content import build
from reports.content.formatting import notes, tables
from reports.content.parts import text_of
from reports.renderers.excel import render_excel
from reports.renderers.word import render_word
from supervision.models import Finding, FindingEvent, Order
from tests.making import DAY, JUNE, finding, order
from tests.reports.conftest import SHANGHAI
from tests.reports.words import links, paragraphs, whole

PERIODS = {
    ReportKind.MONTHLY: JUNE,
    ReportKind.QUARTERLY: Period.parse("2024-Q2"),
    ReportKind.YEARLY: Period.parse("2024"),
}
TITLE = "分责任单位督查整改情况"
LATE = {"state": "closed", "due_on": date(2024, 6, 10), "rectified_on": date(2024, 6, 14)}


@pytest.fixture
def county(cast):
    """Four findings of the bureau, two of the other one, in June."""
    Finding.objects.of(cast.alpha).delete()
    rows = (
        (cast.bureau_unit, {"due_on": date(2024, 6, 20)}),
        (cast.bureau_unit, {}),
        (cast.bureau_unit, {"state": "rectified", "rectified_on": date(2024, 6, 12)}),
        (cast.bureau_unit, {**LATE, "closed_on": date(2024, 6, 18)}),
        (cast.bureau2_unit, {"state": "rectifying", "found_on": date(2024, 2, 1)}),
        (cast.bureau2_unit, {"known_on": DAY}),
    )
    for number, (unit, values) in enumerate(rows):
        finding(cast.alpha, f"R{number}", unit, **values)
    return cast.alpha


def built(county, kind=ReportKind.MONTHLY, period=None) -> dict:
    return build(county, kind, period or PERIODS[kind], DAY)


def by_unit(content) -> dict:
    return next(one for one in tables(content) if one["title"] == TITLE)


@pytest.mark.parametrize("kind", PERIODS)
def test_each_report_says_how_many_are_rectified_and_overdue(county, kind):
    content = built(county, kind)
    number = by_unit(content)["number"]
    assert (
        f"督查发现的问题应整改5个，已整改2个（其中已销号1个），整改率40.00%，见表{number}。"
        "未整改3个，其中逾期1个。已整改的问题中逾期完成1个。"
    ) in whole(content)
    assert "整改率为已整改÷应整改" in "".join(paragraphs(notes(content)))


def test_the_units_add_up_to_all(county, cast):
    found = by_unit(built(county))
    assert [row["cells"] for row in found["rows"]] == [
        [cast.bureau_unit.name, 4, 2, 2, 1, "1/2"],
        [cast.bureau2_unit.name, 1, 0, 1, 0, "0"],
    ]
    assert found["total"]["cells"] == ["合计", 5, 2, 3, 1, "2/5"]


@pytest.mark.parametrize("kind", PERIODS)
def test_each_linked_number_opens_its_rows(as_, county, kind):
    client, content = as_("clerk"), built(county, kind)
    found = [one for one in links(content) if one["to"] in ("findings", "finding_events")]
    assert len(found) >= 6
    for one in found:
        assert f"{_listed(client, one, content)}" == one["text"][:-1], one
    for row in by_unit(content)["rows"]:
        assert _listed(client, row, content) == row["cells"][1]


def _listed(client, subject, content) -> int:
    """The number of rows of the list to which the page of the report links."""
    query = {**subject["query"], "as_of": content["as_of"]}
    return client.get(reverse(subject["to"]), query).context["total_count"]


def test_word_and_workbook_say_the_same(county, cast):
    content = built(county)
    document = Document(io.BytesIO(render_word(content, draft=True)))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert any("应整改5个" in text for text in words)
    grid = next(grid for grid in document.tables if "应整改" in grid.rows[0].cells[1].text)
    read = [[cell.text for cell in row.cells] for row in grid.rows]
    assert read[0][0] == "责任单位"
    assert read[0][-1] == "整改率\n（%）"
    assert read[1] == [cast.bureau_unit.name, "4", "2", "2", "1", "50.00"]
    assert read[-1] == ["合计", "5", "2", "3", "1", "40.00"]
    book = openpyxl.load_workbook(io.BytesIO(render_excel(content, draft=True)))
    sheet = next(sheet for sheet in book if sheet.title.endswith(TITLE))
    last = [cell.value for cell in list(sheet.rows)[-1]]
    assert last[:6] == ["合计", 5, 2, 3, 1, 40]


def test_before_anything_is_known_there_is_no_such_part(mabian):
    """The findings of the sample are known from 8 July on."""
    assert Finding.objects.of(mabian).exists()
    content = build(mabian, ReportKind.MONTHLY, JUNE, DAY)
    assert "督查" not in whole(content)
    assert TITLE not in [one["title"] for one in tables(content)]


def test_a_bulletin_says_what_happened_in_its_days(as_, county, cast):
    one = Finding.objects.get(number="R1")
    given = {"programme": county, "finding": one, "state_before": "open", "state_after": "open"}
    for kind, day in (("sent_back", 5), ("reopened", 6), ("date_set", 7), ("date_moved", 8)):
        FindingEvent.objects.create(kind=kind, on=date(2024, 6, day), **given)
    FindingEvent.objects.create(kind="date_set", on=date(2024, 7, 2), **given)
    received = {"state": "received", "received_at": datetime(2024, 6, 30, 23, 30, tzinfo=SHANGHAI)}
    sent = order(county, one, number="督办〔2024〕1号", signed_on=date(2024, 6, 9), **received)
    order(county, one, number="督办〔2024〕2号", state="signed", signed_on=date(2024, 7, 1))
    said = whole(built(county, ReportKind.QUARTERLY))
    assert (
        "2024年4月1日至2024年6月30日督查发现的问题：新发现4个、整改完成2个、核验销号1个、退回1次、"
        "重新整改1次、调整时限2次。签发督办文书1份、签收1份。"
    ) in said
    query = {"received_since": "2024-04-01", "received_until": "2024-06-30"}
    listed = as_("clerk").get(reverse("orders"), query).context["table"].data
    assert [row.pk for row in listed] == [sent.pk]
    assert "督查整改变化" not in str(built(county))


def test_a_bulletin_without_a_change_has_no_such_part(county):
    Finding.objects.of(county).update(
        found_on=date(2023, 1, 1), state="open", rectified_on=None, closed_on=None
    )
    Order.objects.of(county).delete()
    content = built(county, ReportKind.QUARTERLY)
    assert "督查整改变化" not in str(content)


def test_a_finding_is_never_told_without_its_list(county):
    """Every sentence about findings opens the rows that it counts."""
    for kind in PERIODS:
        content = built(county, kind)
        sentences = [
            words
            for section in content["sections"]
            for block in section["blocks"]
            if block["type"] == "paragraph"
            for words in block["sentences"]
            if "整改" in text_of(words) or "督查" in text_of(words)
        ]
        assert len(sentences) >= 3
        assert all(any(part.get("to") for part in words) for words in sentences)
