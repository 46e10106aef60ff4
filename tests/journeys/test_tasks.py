"""A list of tasks in the browser: imported, signed for, reported, moved, closed by a second
person; and a task that the task force adds."""

from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import Workbook
from playwright.sync_api import expect

from programmes.models import Task, TaskProgress, TaskRequest
from tests.journeys.test_import import upload
from tests.making import JUNE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST, UNIT = "交通会战任务清单", "县交通运输局"
ROAD, BRIDGE, SIGNS = "打通下溪断头路", "加固荣丁大桥", "更换沿线标志标牌"
HEADS = ("任务编号", "清单名称", "任务内容", "牵头单位", "完成时限", "进展状态")


def written(path: Path) -> Path:
    book = Workbook()
    book.active.append(["马边县2024年6月交通会战任务清单"])
    book.active.append(HEADS)
    for number, text in enumerate((ROAD, BRIDGE), 901):
        row = (f"RW2024-{number}", LIST, text, UNIT, "2024-08-31", "未启动")
        book.active.append(row)
    book.save(path)
    return path


def press(page, name: str, *, of=None) -> None:
    (of or page).get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def row_of(page, words: str):
    return page.get_by_role("listitem").filter(has_text=words)


def imported(page, at, path: Path) -> None:
    upload(page, at, path, kind="tasks")
    for text in (ROAD, BRIDGE):
        expect(page.get_by_role("row").filter(has_text=text)).to_contain_text("新增")
    press(page, "确认导入")
    expect(page.get_by_text("工作簿已导入")).to_be_visible()


def added(page, at) -> None:
    """A draft, which its lead unit does not see until it is assigned."""
    at("/tasks/new/")
    page.locator("[name=text]").fill(SIGNS)
    page.locator("[name=lead_unit]").select_option(label=UNIT)
    page.get_by_role("checkbox", name=LIST).check()
    page.locator("[name=deadline]").fill("2024-09-30")
    press(page, "保存")
    assert Task.objects.get(text=SIGNS).state == "draft"
    at("/my/")
    press(page, "交办任务", of=row_of(page.locator("#drafts"), SIGNS))
    expect(page.get_by_text("已交办")).to_be_visible()


def signed_for(page) -> None:
    unsigned = page.locator("#unsigned")
    page.once("dialog", lambda asked: asked.accept())
    press(page, "签收本清单全部3项", of=row_of(unsigned, LIST))
    expect(page.get_by_text("已签收3项任务")).to_be_visible()
    assert set(tasks().values_list("state", flat=True)) == {"signed"}


def reported(page) -> None:
    """In place: the page is that of the person's work before and after it."""
    item = row_of(page.locator("#to-report"), ROAD)
    item.locator("summary").first.click()
    item.get_by_label("进展").fill("路基已完成八成。")
    press(page, "保存", of=item)
    expect(page.get_by_text("进展已保存")).to_be_visible()
    assert page.url.endswith("/my/")
    expect(row_of(page.locator("#to-report"), ROAD)).to_have_count(0)
    report = TaskProgress.objects.get(task__text=ROAD)
    assert (report.month, report.on_behalf) == (JUNE.start, False)


def requested(page, at, name: str, **fields: str) -> None:
    at(reverse("task", args=[Task.objects.get(text=ROAD).pk]))
    page.get_by_role("link", name=name).click()
    for label, value in fields.items():
        page.get_by_role("textbox", name=label).fill(value)
    press(page, "保存")
    expect(page.get_by_text("申请已提交")).to_be_visible()


def decided(page, kind: str, button: str, answer: str) -> None:
    """In place, too."""
    item = row_of(page.locator("#requests"), kind).filter(has_text=ROAD)
    item.get_by_role("textbox").fill(answer)
    press(page, button, of=item)
    expect(row_of(page.locator("#requests"), kind).filter(has_text=ROAD)).to_have_count(0)
    assert page.url.endswith("/my/")


def tasks():
    return Task.objects.filter(places__list__name=LIST)


def test_a_list_from_its_import_to_a_closing_that_was_sent_back_once(sign_in, at, tmp_path):
    page = sign_in("clerk")
    imported(page, at, written(tmp_path / "tasks.xlsx"))
    added(page, at)

    page = sign_in("bureau")
    signed_for(page)
    reported(page)
    requested(page, at, "申请延期", 新的时限="2024-09-15", 原因="汛期停工")

    sign_in("approver")
    decided(page, "延期", "同意", "雨季影响属实")
    assert str(Task.objects.get(text=ROAD).deadline) == "2024-09-15"

    sign_in("bureau")
    requested(page, at, "申请销号", 结果="断头路已通车")
    sign_in("clerk")
    decided(page, "销号", "退回", "请补充验收日期")
    sign_in("bureau")
    expect(row_of(page.locator("main"), ROAD).first).to_contain_text("退回")
    requested(page, at, "申请销号", 结果="断头路已于7月5日验收通车")
    sign_in("approver")
    decided(page, "销号", "同意", "属实")

    road = Task.objects.get(text=ROAD)
    assert (road.state, str(road.deadline)) == ("closed", "2024-09-15")
    assert road.result == "断头路已于7月5日验收通车"
    at(reverse("task", args=[road.pk]))
    for words in ("已销号", "签收", "退回", "请补充验收日期", "2024-08-31 → 2024-09-15"):
        expect(page.locator("main")).to_contain_text(words)
    closings = TaskRequest.objects.filter(task=road, kind="closing").order_by("pk")
    assert [one.state for one in closings] == ["refused", "accepted"]
    assert closings.last().decided_by.username == "approver"
