"""The month's grid in the browser: a block pasted from Excel, a wrong cell, the sheet signed off,
returned, and printed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from mabian.sample.loading import stored_password
from projects.models import MonthEntry, MonthSheet, Project
from tests.journeys.test_accessible import look_at
from tests.making import JUNE, person, wan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRID = reverse("project_grid", args=[JUNE])
PASTE = """([selector, text]) => {
  const field = document.querySelector(selector), data = new DataTransfer();
  data.setData("text/plain", text);
  field.focus();
  const said = { clipboardData: data, bubbles: true, cancelable: true };
  field.dispatchEvent(new ClipboardEvent("paste", said));
}"""


VISIBLE = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + 3, box.top + 3);
  return one === top || one.contains(top);
}"""


def row(page, name: str):
    return page.locator(f'[data-row][data-name="{name}"]')


def cell(page, name: str, column: str):
    return row(page, name).locator(f'[data-col="{column}"]:not([type=hidden])')


def match(page, name: str, column: str, text: str):
    """What is copied, as it is shown before it is filled in."""
    key = row(page, name).get_attribute("data-row")
    page.evaluate(PASTE, [f'[data-row="{key}"] [data-col="{column}"]', text])
    return page.get_by_role("dialog")


def paste(page, name: str, column: str, text: str) -> None:
    match(page, name, column, text).get_by_role("button", name="填入").click()


def entry(name: str) -> MonthEntry | None:
    return MonthEntry.objects.filter(project__name=name, month=JUNE.start).first()


@pytest.fixture
def two(county) -> list[str]:
    """Two projects of the bureau in construction, one below the other, neither reported."""
    owned = Project.objects.of(county).filter(owner_unit__people__username="bureau")
    rows = owned.due_to_report(JUNE).with_stage(on=JUNE.last_day).order_by("code")
    due = list(rows.values_list("name", "stage"))
    pairs = zip(due, due[1:], strict=False)
    found = next([a, b] for (a, one), (b, other) in pairs if one == other == "building")
    MonthEntry.objects.filter(project__name__in=found, month=JUNE.start).delete()
    return found


@pytest.fixture
def reviewer(county) -> User:
    bureau = User.objects.get(username="bureau").unit
    made = person(county, "reviewer", "unit_reviewer", bureau)
    made.set_password(stored_password())
    made.save()
    return made


def test_a_block_from_excel_a_wrong_cell_and_the_sheet_to_the_end(
    county, two, reviewer, sign_in, at
):
    first, second = two
    page = sign_in("bureau")
    at(GRID)
    paste(page, first, "amount", "1,200.5\t\t桥面铺装\n一百\t\t路基完成\n")
    banner = page.locator("[data-banner]")
    expect(banner).to_contain_text("1处有误")
    expect(row(page, second)).to_contain_text("不是数字")
    assert (entry(first), entry(second)) == (None, None)

    cell(page, second, "amount").fill("１００")
    cell(page, second, "amount").press("Enter")
    expect(row(page, first)).to_contain_text("已保存")
    expect(row(page, second)).to_contain_text("已保存")
    assert [entry(name).amount for name in two] == [wan("1200.5"), wan(100)]
    assert entry(first).image_progress == "桥面铺装"

    missing = page.locator("[data-count=missing]")
    expect(missing).to_have_text("1")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="提交本月填报表").click()
    expect(page.locator(".sheet-state")).to_contain_text("待审核")

    sign_in("reviewer")
    page.get_by_role("button", name=re.compile("已提交2024年6月填报表")).click()
    page.get_by_role("button", name="审核通过").click()
    expect(page.locator(".sheet-state")).to_contain_text("已审核")
    printed = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 841" in printed or b"/MediaBox [0 0 842" in printed

    sign_in("clerk")
    at(reverse("project_sheet", args=[reviewer.unit_id, JUNE]))
    page.get_by_label("退回原因").fill("累计与台账不符")
    page.get_by_role("button", name="退回").click()
    expect(page.locator(".sheet-state")).to_contain_text("累计与台账不符")
    assert MonthSheet.objects.get().state == "returned"

    sign_in("bureau")
    expect(page.locator("main")).to_contain_text("填报表被退回：累计与台账不符")
    at(GRID)
    expect(cell(page, first, "amount")).to_have_value("1200.5")


def test_a_paste_is_undone(county, two, sign_in, at):
    first, second = two
    page = sign_in("bureau")
    at(GRID)
    paste(page, first, "amount", "10\n20\n")
    expect(row(page, second)).to_contain_text("已保存")
    cell(page, first, "amount").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-banner]")).to_contain_text("已撤销粘贴")
    expect(cell(page, second, "amount")).to_have_value("")
    assert (entry(first), entry(second)) == (None, None)


def test_too_many_rows_are_refused_before_anything_is_filled(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    match(page, two[0], "amount", "1\n" * 300)
    expect(page.locator("[data-banner]")).to_contain_text("未粘贴：复制了300行")
    expect(cell(page, two[0], "amount")).to_have_value("")


def test_keys_move_restore_and_leave_a_saved_row(county, two, sign_in, at):
    first, second = two
    page = sign_in("bureau")
    at(GRID)
    amount = cell(page, first, "amount")
    share = row(page, first).locator("[data-figure=share]")
    saved = share.inner_text()
    amount.fill("77")
    expect(share).not_to_have_text(saved)
    expect(cell(page, first, "cumulative")).to_have_attribute("placeholder", re.compile(r"^\d"))
    amount.press("Escape")
    expect(amount).to_have_value("")
    expect(share).to_have_text(saved)
    amount.fill("5")
    amount.press("ArrowDown")
    expect(cell(page, second, "amount")).to_be_focused()
    expect(row(page, first)).to_contain_text("已保存")
    page.keyboard.press("ArrowUp")
    expect(cell(page, first, "amount")).to_be_focused()
    assert entry(first).amount == wan(5)


def test_what_is_typed_without_a_connection_is_sent_once_there_is_one(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    share = row(page, two[0]).locator("[data-figure=share]")
    saved = share.inner_text()
    page.context.set_offline(True)
    cell(page, two[0], "amount").fill("8")
    cell(page, two[0], "amount").press("ArrowDown")
    expect(row(page, two[0])).to_contain_text("网络不通")
    expect(share).to_have_text(saved)
    page.context.set_offline(False)
    expect(row(page, two[0])).to_contain_text("已保存")
    assert entry(two[0]).amount == wan(8)


def test_what_was_not_sent_is_kept_for_the_next_opening(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    page.route("**/row/", lambda route: route.abort())
    cell(page, two[0], "amount").fill("8")
    cell(page, two[0], "amount").press("ArrowDown")
    expect(row(page, two[0])).to_contain_text("网络不通")
    page.unroute("**/row/")
    at(GRID)
    page.get_by_role("button", name="恢复草稿").click()
    expect(row(page, two[0])).to_contain_text("已保存")
    assert entry(two[0]).amount == wan(8)


def test_the_grid_and_the_sheet_are_accessible_at_each_width(county, sign_in, at):
    page = sign_in("bureau")
    unit = User.objects.get(username="bureau").unit_id
    wrong = []
    for address in (GRID, reverse("project_sheet", args=[unit, JUNE])):
        wrong += look_at(at(address), address)
    assert wrong == []
    assert page.locator("[data-grid], .month-sheet").count() == 1


def test_an_unlikely_figure_that_is_corrected_is_sent_as_the_row_is_left(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    first, second = two
    cell(page, first, "amount").fill("999999")
    cell(page, second, "amount").focus()
    expect(row(page, first).locator("[type=checkbox]")).to_be_visible()
    cell(page, first, "amount").focus()
    cell(page, second, "amount").focus()
    assert entry(first) is None
    row(page, first).locator("[type=checkbox]").check()
    cell(page, first, "amount").fill("500.25")
    expect(row(page, first).locator("[type=checkbox]")).not_to_be_checked()
    cell(page, second, "amount").focus()
    expect(row(page, first).locator("[data-state]")).to_contain_text("已保存")
    assert entry(first).amount == wan("500.25")


def test_rows_find_their_project_by_code_or_name_and_blank_rows_are_no_errors(
    county, two, sign_in, at
):
    first, second = two
    code = Project.objects.get(name=second).code
    page = sign_in("bureau")
    at(GRID)
    copied = [
        ["序号", "项目名称", "项目编码", "总投资", "1-6月累计", "6月完成投资（元）", "形象进度"],
        ["", "合计", "", "", "", "", ""],
        ["2", second, code, "9000", "", "123400", "路基完成"],
        ["", "", "", "", "", "", ""],
        ["1", f" {first} ", "", "8000", "", "56", "桥面铺装"],
        ["3", "别处的项目", "", "1", "", "2", ""],
        ["", "", "", "", "", "", ""],
    ]
    shown = match(page, first, "amount", "\n".join("\t".join(line) for line in copied) + "\n")
    expect(shown).to_contain_text("按编码或名称找到2个项目")
    expect(shown.get_by_role("row").filter(has_text="别处的项目")).to_contain_text("本页没有")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    shown.get_by_role("button", name="填入并保存2个项目").press("Enter")
    expect(row(page, first)).to_contain_text("已保存")
    expect(row(page, second)).to_contain_text("已保存")
    assert len(sent) == 1
    amounts = [entry(name).amount for name in two]
    assert amounts == [wan("0.0056"), wan("12.34")]
    assert [entry(name).image_progress for name in two] == ["桥面铺装", "路基完成"]


def test_the_preview_counts_what_cannot_be_read_apart_and_names_row_and_value(
    county, two, sign_in, at
):
    first, second = two
    page = sign_in("bureau")
    at(GRID)
    shown = match(page, first, "amount", "12.5\nabc\n")
    expect(shown.locator("[data-match-how]")).to_contain_text("填入1个项目")
    expect(shown.locator("[data-match-how]")).to_contain_text("有误1行")
    wrong = shown.get_by_role("row").filter(has_text=second)
    expect(wrong).to_contain_text("有误：“abc”不是数字")
    shown.get_by_role("button", name="填入2个项目，其中1个有误").click()
    expect(page.locator("[data-banner]")).to_contain_text("1处有误")
    assert (entry(first), entry(second)) == (None, None)


def test_the_foot_adds_up_what_is_saved(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    foot = page.locator(".month-grid tfoot td").nth(1)
    before = float(foot.inner_text().replace(",", ""))
    cell(page, two[0], "amount").fill("12.5")
    cell(page, two[0], "amount").press("Enter")
    expect(foot).to_have_text(f"{before + 12.5:,.2f}")


def test_no_change_without_a_connection_is_reported_once_there_is_one(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    page.context.set_offline(True)
    row(page, two[0]).get_by_role("button", name="无变化").click()
    expect(row(page, two[0])).to_contain_text("“无变化”还没有送出")
    page.context.set_offline(False)
    expect(row(page, two[0]).locator("[data-state]")).to_have_text("已保存")
    assert entry(two[0]).no_change


def test_saving_ends_after_twenty_seconds_with_a_way_on(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    page.clock.install()
    held: list = []
    page.route("**/row/", lambda route: held.append(route), times=1)
    cell(page, two[0], "amount").fill("8")
    cell(page, two[0], "amount").press("ArrowDown")
    expect(row(page, two[0])).to_contain_text("保存中")
    page.clock.fast_forward(20_500)
    expect(row(page, two[0])).to_contain_text("20秒没有答复")
    row(page, two[0]).get_by_role("button", name="再次发送").click()
    expect(row(page, two[0])).to_contain_text("已保存")
    assert entry(two[0]).amount == wan(8)


def test_an_outage_has_its_words_in_the_grid(county, two, sign_in, at):
    page = sign_in("bureau")
    at(GRID)
    page.route("**/row/", lambda route: route.fulfill(status=503, body="数据库"), times=1)
    cell(page, two[0], "amount").fill("8")
    cell(page, two[0], "amount").press("ArrowDown")
    expect(row(page, two[0])).to_contain_text("服务器暂时不能保存")
    row(page, two[0]).get_by_role("button", name="再次发送").click()
    expect(row(page, two[0])).to_contain_text("已保存")


def test_focus_is_never_under_the_sticky_head(county, sign_in, at):
    page = sign_in("clerk")
    at(f"{GRID}?unit=all")
    page.emulate_media(reduced_motion="reduce")  # scrolls at once
    fields = page.locator("[data-col=amount]:not([type=hidden])")
    fields.nth(25).focus()
    for _step in range(24):
        page.keyboard.press("ArrowUp")
        assert page.evaluate(VISIBLE)
    for _step in range(12):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(VISIBLE)
