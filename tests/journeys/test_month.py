"""June 2024 in the browser: three missing entries, the closing, the approval, the final report."""

from zipfile import ZipFile

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import MonthEntry, Project
from reports.models import ReportRun
from reports.tasks import generate_run, process_due_reports
from tests.making import JUNE, wan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROAD, VILLAGE, SEWAGE = "下溪至劳动产业路", "彝族特色村寨保护利用项目", "乡镇污水处理设施建设"


def open_entry(page, name: str):
    """From one's own work to the month's entry of a project that has not reported."""
    page.get_by_role("link", name="我的工作").click()
    rows = page.get_by_role("listitem").filter(has_text=name)
    row = rows.filter(has=page.get_by_role("link", name="填报", exact=True))
    expect(row).to_contain_text("未报")
    row.get_by_role("link", name="填报").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def expect_result(page, *words: str):
    expect(page.get_by_text("已保存").first).to_be_visible()
    shown = page.locator("main")
    for each in words:
        expect(shown).to_contain_text(each)


def make_reports() -> ReportRun:
    """What the worker does when it is rung: look for what is due, and make it."""
    process_due_reports()
    for run in ReportRun.objects.waiting():
        generate_run(run.pk)
    return ReportRun.objects.filter(kind="monthly").order_by("-revision").first()


def download(page):
    with page.expect_download() as found:
        page.get_by_role("link", name="下载Word").click()
    return found.value


def words_of(file) -> str:
    """All parts of a .docx, headers with their watermark included."""
    with ZipFile(file.path()) as parts:
        return "".join(parts.read(name).decode(errors="ignore") for name in parts.namelist())


def test_a_month_from_three_missing_entries_to_the_approved_report(county, sign_in, at):
    page = sign_in("clerk")
    assert page.url.endswith("/my/")

    open_entry(page, ROAD)
    page.get_by_label("当月完成投资").fill("326.52")
    page.get_by_label("形象进度").fill("路基完成八成")
    page.get_by_role("button", name="保存", exact=True).click()
    expect_result(page, "2,200.00", "46.03%", "关注", "低于序时进度3.97个百分点")

    open_entry(page, VILLAGE)
    page.get_by_label("1月至本月累计").fill("1910")
    page.get_by_role("button", name="保存", exact=True).click()
    expect_result(page, "1,910.00", "50.00%", "绿")

    open_entry(page, SEWAGE)
    page.get_by_role("button", name="无变化").click()
    expect(page.get_by_text("无变化").first).to_be_visible()
    for words in ("1,499.68", "40.86%", "低于序时进度9.14个百分点"):
        expect(page.locator("main")).to_contain_text(words)

    june = MonthEntry.objects.filter(project__programme=county, month=JUNE.start)
    amounts = dict(june.values_list("project__name", "amount"))
    assert [amounts[name] for name in (ROAD, VILLAGE, SEWAGE)] == [wan("326.52"), wan("413.57"), 0]

    page.get_by_role("link", name="月调度").click()
    expect(page.locator(".facts")).to_contain_text("61 / 61")
    expect(page.locator(".facts")).to_contain_text("41.83%")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="截止2024年6月").click()
    expect(page.locator(".facts")).to_contain_text("已截止")

    at(reverse("project_entry", args=[Project.objects.get(name=ROAD).pk, JUNE]))
    expect(page.get_by_label("形象进度")).to_have_count(0)

    run = make_reports()
    at(reverse("report", args=[run.pk]))
    expect(page.locator(".facts")).to_contain_text("待批")
    assert "草稿" in words_of(download(page))
    expect(page.get_by_role("button", name="批准")).to_have_count(0)

    page.get_by_role("link", name="修改文字").first.click()
    page.locator("textarea").filter(has_text="其余由专班填写").fill("加快前期工作。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("article.report")).to_contain_text("加快前期工作。")

    sign_in("approver")
    page.get_by_role("link", name="报告").click()
    page.get_by_role("row").filter(has_text="2024年6月").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("6月应报项目61个，全部已报")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".facts")).to_contain_text("专班审核")
    page.reload()
    expect(page.get_by_role("button", name="批准")).to_have_count(0)
    for words in ("167,762.48万元", "41.83%", "低于序时进度8.17个百分点"):
        expect(page.locator("article.report")).to_contain_text(words)
    for words in ("草稿", "未截止", "待批"):
        expect(page.locator(".facts")).not_to_contain_text(words)
        expect(page.locator("article.report")).not_to_contain_text(words)
    final = download(page)
    assert "草稿" not in final.suggested_filename
    assert "草稿" not in words_of(final)


def test_a_double_click_records_a_month_once_and_a_draft_survives_a_closed_window(county, sign_in):
    page = sign_in("bureau")
    open_entry(page, ROAD)
    page.get_by_label("形象进度").fill("写到一半")
    page.reload()
    page.get_by_role("button", name="恢复草稿").click()
    expect(page.get_by_label("形象进度")).to_have_value("写到一半")
    page.get_by_label("当月完成投资").fill("10")
    page.get_by_role("button", name="保存", exact=True).dblclick()
    expect(page.get_by_text("已保存").first).to_be_visible()
    assert MonthEntry.objects.filter(project__name=ROAD, month=JUNE.start).count() == 1


def test_the_reminder_is_copied(county, sign_in):
    page = sign_in("clerk")
    page.get_by_role("link", name="月调度").click()
    text = page.locator("#reminder").input_value()
    assert all(name in text for name in (ROAD, VILLAGE, SEWAGE))
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
