"""Feedback sheets for units that do not sign in: what is sent, and to whom."""

import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from programmes.exporters.feedback_book import write_book
from programmes.exporters.feedback_letter import write_letter
from programmes.figures.feedback import feedback_by_unit, missing_text
from programmes.models import CalendarDay, FeedbackSheet, Programme
from programmes.services.feedback import make_sheets
from programmes.services.months import MonthClosed
from tests.making import DAY, JANUARY, JUNE, MAY, finding, progress, sent, support, task

DUE = date(2024, 7, 12)
FORBIDDEN = ("交办", "退回", "催办", "逾期", "督办")
FILLED = [
    "本月进展",
    "完成量",
    "存在问题",
    "商请协助",
    "商请单位",
    "无变化",
    "申请办结",
    "办结成果",
]


def made(cast, unit, **values) -> FeedbackSheet:
    given = {"month": JUNE, "due_on": DUE, "by": cast.clerk, "on": DAY, **values}
    [sheet] = make_sheets(programme=cast.alpha, units=[unit], **given)
    return sheet


def book(sheet):
    return load_workbook(BytesIO(write_book(sheet)))


def words_of(workbook) -> str:
    cells = (cell.value for page in workbook for row in page.iter_rows() for cell in row)
    return "\n".join(str(value) for value in cells if value is not None)


def heads(page) -> list[str]:
    return [cell.value for cell in page[6]]


def test_a_sheet_holds_the_open_tasks_that_the_unit_leads_or_supports(cast):
    page = book(made(cast, cast.bureau2_unit))["任务"]
    rows = [[cell.value for cell in row][1:6] for row in page.iter_rows(min_row=7)]
    assert rows == [["T1", "修路", "配合", None, "2024-07-31"]]


def test_a_supporting_unit_reads_its_own_part_and_day(cast):
    support(cast.help2_task, cast.bureau2_unit, duty="提供场地", due_on=date(2024, 8, 15))
    rows = book(made(cast, cast.bureau2_unit))["任务"].iter_rows(min_row=7, values_only=True)
    assert [row[1:6] for row in rows][1] == ("T3", "帮助招商", "配合", "提供场地", "2024-08-15")


def test_a_sheet_names_unit_month_day_and_contact(cast):
    cast.alpha.contact = "王某 0833-0000000"
    cast.alpha.save()
    top = [book(made(cast, cast.helper_unit))["任务"].cell(n, 2).value for n in (1, 2, 3)]
    assert top == [
        "甲县帮扶2024年6月帮扶事项反馈表",
        "单位：省帮扶厅",
        "商请于7月12日前反馈。联系：王某 0833-0000000",
    ]
    county = book(made(cast, cast.bureau_unit))["任务"]
    assert (county["B1"].value, county["B3"].value[:12]) == (
        "甲县帮扶2024年6月任务填报表",
        "请于7月12日前填报。联",
    )


def test_only_the_fields_to_fill_in_are_open(cast):
    progress(cast.help_task, MAY, text="培训", unit=cast.helper_unit)
    page = book(made(cast, cast.helper_unit))["任务"]
    assert page.protection.sheet and not page.protection.password
    unlocked = [cell.value for cell in page[6] if not page.cell(7, cell.column).protection.locked]
    assert unlocked == FILLED
    assert all(cell.protection.locked for row in page["A1:Q6"] for cell in row)


def test_what_was_not_reported_before_cannot_be_unchanged(cast):
    page = book(made(cast, cast.helper_unit))["任务"]
    cell = page.cell(7, heads(page).index("无变化") + 1)
    assert (cell.value, cell.protection.locked) == ("首次反馈请写进展", True)
    county = book(made(cast, cast.bureau_unit))["任务"]
    assert county.cell(7, heads(county).index("无变化") + 1).value == "首次填报请写进展"


def test_the_lead_unit_reads_what_is_done_so_far(cast):
    cast.help_task.done_quantity, cast.help_task.target_quantity = 5, 10
    cast.help_task.quantity_unit = "人"
    cast.help_task.save()
    support(cast.help_task, cast.bureau_unit)
    page = book(made(cast, cast.helper_unit))["任务"]
    assert page.cell(7, heads(page).index("上次进展") + 1).value == "已完成5/10人"
    assert "已完成" not in words_of(book(made(cast, cast.bureau_unit)))


def test_the_sheet_is_made_for_the_screen_and_for_paper(cast):
    page = book(made(cast, cast.helper_unit))["任务"]
    assert (page.freeze_panes, page.print_title_rows) == ("D7", "$6:$6")
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage and page["C7"].alignment.wrap_text
    assert page.column_dimensions["A"].hidden
    checks = {check.type: str(check.sqref) for check in page.data_validations.dataValidation}
    assert checks["decimal"] == "J7"
    assert any(check.formula1 == '"是"' for check in page.data_validations.dataValidation)


def test_a_text_never_becomes_a_formula(cast):
    cast.help_task.text = '=HYPERLINK("http://x")'
    cast.help_task.save()
    cell = book(made(cast, cast.helper_unit))["任务"]["C7"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://x")', "s")


def test_a_helper_reads_no_task_of_others_and_no_word_of_subordination(cast):
    sheet = made(cast, cast.helper_unit)
    words = words_of(book(sheet)) + letter_words(sheet)
    assert "培训致富带头人" in words
    assert not [word for word in (*FORBIDDEN, "修路", "帮助招商", "填报") if word in words]


def test_the_day_of_a_helper_is_not_shown_to_who_supports_it(cast):
    support(cast.help_task, cast.bureau_unit)
    rows = book(made(cast, cast.bureau_unit))["任务"].iter_rows(min_row=7, values_only=True)
    assert [row[1:6] for row in rows][1] == ("T2", "培训致富带头人", "配合", None, None)


def test_a_township_reads_its_needs_beside_its_tasks(cast):
    task(cast.alpha, "T9", cast.township_unit, text="清理河道")
    workbook = book(made(cast, cast.township_unit))
    assert workbook.sheetnames == ["任务", "需求"]
    page = workbook["需求"]
    assert [page.cell(row, 2).value for row in (7, 8)] == ["缺产业路", "缺培训"]
    assert all(cell.protection.locked for row in page.iter_rows() for cell in row)


def letter_words(sheet) -> str:
    document = Document(BytesIO(write_letter(sheet)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


def test_the_letter_asks_the_helper_kindly_and_leaves_seal_and_day_to_the_office(cast):
    words = letter_words(made(cast, cast.helper_unit))
    assert "关于商请反馈2024年6月帮扶事项进展的函" in words
    assert "省帮扶厅：" in words and "于7月12日前反馈" in words
    assert "培训致富带头人\n2024-06-30\n进展、完成量、问题、需协助事项" in words
    assert "（单位署名）" in words and "年　　月　　日" in words


def test_units_are_counted_by_what_they_reported(cast):
    found = {one.place.unit.name: one for one in feedback_by_unit(cast.alpha, JUNE, DAY)}
    assert list(found) == ["省帮扶厅", "国有帮扶公司", "交通局", "水利局"]
    assert [(one.items, one.reported, one.state) for one in found.values()] == [
        (1, 0, "待反馈"),
        (1, 0, "待反馈"),
        (1, 0, "未报"),
        (1, 0, "未报"),
    ]
    progress(cast.help_task, JUNE, text="培训5人", unit=cast.helper_unit)
    progress(cast.road_task, JUNE, text="路基", unit=cast.bureau_unit)
    found = {one.place.unit.name: one for one in feedback_by_unit(cast.alpha, JUNE, DAY)}
    assert [found[name].state for name in ("省帮扶厅", "交通局")] == ["已反馈", "已报"]


def test_a_task_assigned_after_the_month_is_not_asked_for(cast, as_):
    """As in the grid and in the unit's own list."""
    late = task(cast.alpha, "T9", cast.helper_unit, text="七月的事", known_on=date(2024, 7, 8))
    on = date(2024, 7, 9)
    found = {one.place.unit.name: one for one in feedback_by_unit(cast.alpha, JUNE, on)}
    assert (found["省帮扶厅"].items, found["省帮扶厅"].open) == (1, 1)
    sheet = made(cast, cast.helper_unit, on=on)
    assert late.text not in words_of(book(sheet)) + letter_words(sheet)
    july = made(cast, cast.helper_unit, on=on, month=JUNE.next(), due_on=date(2024, 8, 5))
    assert late.text in words_of(book(july))


def test_the_text_to_send_names_who_has_not_reported(cast):
    units = feedback_by_unit(cast.alpha, JUNE, DAY)
    text = missing_text(units, JUNE, DUE, "", helpers=True)
    assert text.splitlines()[0] == "商请下列单位于7月12日前反馈2024年6月帮扶事项进展："
    assert "省帮扶厅：待反馈1项" in text and "交通局" not in text
    assert not any(word in text for word in FORBIDDEN)
    assert "交通局：1项" in missing_text(units, JUNE, DUE, "", helpers=False)


def test_no_sheet_is_made_for_a_closed_month_a_day_that_passed_or_without_a_task(cast):
    with pytest.raises(MonthClosed):
        made(cast, cast.helper_unit, month=JANUARY)
    with pytest.raises(ValidationError, match="2024-07-01已过"):
        made(cast, cast.helper_unit, due_on=date(2024, 7, 1))
    with pytest.raises(ValidationError, match="上坝镇没有需填报的事项"):
        made(cast, cast.township_unit)


def loaded(page) -> str:
    """The address of the file that the page loads by itself."""
    return re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)[1]


def test_a_second_press_within_a_minute_makes_no_second_sheet(cast):
    first = made(cast, cast.helper_unit)
    again = made(cast, cast.helper_unit, due_on=date(2024, 7, 15))
    assert (again.pk, again.due_on) == (first.pk, date(2024, 7, 15))
    made(cast, cast.helper_unit, by=cast.approver)
    FeedbackSheet.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    made(cast, cast.helper_unit)
    assert FeedbackSheet.objects.count() == 3


def test_the_page_offers_the_day_of_the_months_last_sheet_until_it_has_passed(cast, as_):
    made(cast, cast.helper_unit, due_on=date(2024, 7, 19))
    client = as_("clerk")
    assert client.get(reverse("feedback_sheets")).context["due_on"] == date(2024, 7, 19)
    page = client.get(reverse("feedback_sheets"), {"made": "9" * 30, "month": "2024-06"})
    assert page.status_code == 200 and "http-equiv" not in page.text
    FeedbackSheet.objects.update(due_on=DAY - timedelta(1), sent_on=DAY - timedelta(1))
    assert client.get(reverse("feedback_sheets")).context["due_on"] == date(2024, 7, 11)


def test_without_a_sheet_the_day_is_the_last_working_day_before_the_report_or_three_ahead(
    cast, as_
):
    def offered(day: date) -> date:
        Programme.objects.filter(pk=cast.alpha.pk).update(as_of=day)
        return as_("clerk").get(reverse("feedback_sheets")).context["due_on"]

    assert offered(date(2024, 7, 1)) == date(2024, 7, 5)  # the report is made on the 6th
    assert offered(date(2024, 7, 5)) == date(2024, 7, 10)
    assert offered(DAY) == date(2024, 7, 11)
    CalendarDay.objects.create(
        programme=cast.alpha, day=date(2024, 7, 5), is_workday=False, name="县庆", basis="县定"
    )
    assert offered(date(2024, 7, 1)) == date(2024, 7, 4)


def test_a_unit_with_findings_alone_gets_its_sheet(cast, as_):
    finding(cast.alpha, "W1", cast.township_unit)
    found = {one.place.unit.name: one for one in feedback_by_unit(cast.alpha, JUNE, DAY)}
    one = found["上坝镇"]
    assert (one.items, one.state, [n for _label, n in one.others]) == (0, "", [1])
    assert book(made(cast, cast.township_unit)).sheetnames == ["需求", "问题整改"]
    page = as_("clerk").get(reverse("feedback_sheets"))
    assert "待整改问题 1" in page.text
    assert reverse("make_feedback_sheet", args=[cast.township_unit.pk]) in page.text
    assert page.context["reporting"] == len(page.context["units"]) - 1


def test_one_press_makes_the_sheet_of_a_unit(cast, as_):
    client = as_("clerk")
    address = reverse("make_feedback_sheet", args=[cast.helper_unit.pk])
    page = client.post(address, sent(month="2024-06", due_on="2024-07-12"), follow=True)
    assert ">2024-07-08</td>" in page.text  # made on
    answer = client.get(loaded(page))
    assert "xlsx" in answer.headers["Content-Disposition"]
    assert load_workbook(BytesIO(answer.content)).sheetnames == ["任务"]
    sheet = FeedbackSheet.objects.get()
    assert (sheet.unit, sheet.month, sheet.due_on) == (cast.helper_unit, JUNE.start, DUE)
    page = client.get(reverse("feedback_sheets")).text
    assert "待反馈" in page and "未报" in page and "商请函" in page


def test_one_press_makes_the_sheets_of_all_units(cast, as_):
    address = reverse("make_feedback_sheets")
    client = as_("clerk")
    page = client.post(address, sent(month="2024-06", due_on="2024-07-12"), follow=True)
    answer = client.get(loaded(page))
    archive = ZipFile(BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == [
        "交通局2024-06填报表.xlsx",
        "国有帮扶公司2024-06反馈表.xlsx",
        "国有帮扶公司2024-06商请函.docx",
        "水利局2024-06填报表.xlsx",
        "省帮扶厅2024-06反馈表.xlsx",
        "省帮扶厅2024-06商请函.docx",
    ]


def test_the_contact_is_printed_once_it_is_known(cast, as_):
    address = reverse("feedback_contact")
    as_("clerk").post(address, sent(version=cast.alpha.version, contact="王某 0833-0000000"))
    assert "联系：王某 0833-0000000" in as_("clerk").get(reverse("feedback_sheets")).text


def test_the_work_list_of_the_task_force_names_the_units_that_are_awaited(cast, as_):
    page = as_("clerk").get(reverse("my_work")).text
    assert "2024年6月待反馈、未报单位" in page and "省帮扶厅" in page and "（待反馈1项）" in page
    for unit, number in ((cast.helper_unit, "T2"), (cast.bureau2_unit, "T1")):
        address = f"{reverse('tasks')}?awaited={unit.pk}&month=2024-06"
        assert address.replace("&", "&amp;") in page
        rows = as_("clerk").get(address).context["table"].rows
        assert [row.record.number for row in rows] == [number]
    assert "待反馈、未报单位" not in as_("bureau").get(reverse("my_work")).text


def test_the_pages_of_tasks_and_of_the_month_lead_to_the_sheets(cast, as_):
    address = reverse("feedback_sheets")
    assert address in as_("clerk").get(reverse("tasks")).text
    assert address in as_("clerk").get(reverse("supervision_month", args=[JUNE])).text
    assert address not in as_("leader").get(reverse("supervision_month", args=[JUNE])).text
