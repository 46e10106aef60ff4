"""A feedback sheet in the browser: it goes out, comes back filled in, and the month closes though
the helper never signs in."""

from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.models import User
from programmes.models import Task, TaskProgress
from tests.journeys.test_import import upload
from tests.making import JUNE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADS = 6  # the line of the heads
TEXT = "已组织两家企业到县考察。"


def downloaded(page, unit: str, path: Path) -> Path:
    row = page.get_by_role("row").filter(has_text=unit)
    with page.expect_download() as found:
        row.get_by_role("button", name="生成表格").click()
    found.value.save_as(path)
    return path


def fill(path: Path) -> int:
    """Writes the progress of each task; returns how many there are."""
    book = load_workbook(path)
    page = book["任务"]
    column = next(cell.column for cell in page[HEADS] if cell.value == "本月进展")
    lines = [cells[0].row for cells in page.iter_rows(min_row=HEADS + 1) if cells[0].value]
    for line in lines:
        page.cell(line, column).value = TEXT
    book.save(path)
    return len(lines)


def test_a_month_closes_by_a_sheet_and_without_the_helper(sign_in, at, tmp_path):
    helper = User.objects.get(username="helper")
    page = sign_in("clerk")
    at(f"{reverse('feedback_sheets')}?month={JUNE}")
    path = downloaded(page, helper.unit.name, tmp_path / "sheet.xlsx")
    lines = fill(path)
    assert lines == Task.objects.filter(lead_unit=helper.unit).worked_on().count()

    upload(page, at, path, kind="feedback_sheets")
    expect(page.get_by_role("cell", name=TEXT).first).to_be_visible()
    assert not TaskProgress.objects.filter(text=TEXT).exists()
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("工作簿已导入")).to_be_visible()
    stored = TaskProgress.objects.filter(text=TEXT)
    assert {(one.unit, one.on_behalf) for one in stored} == {(helper.unit, True)}
    assert stored.count() == lines
    at(reverse("task", args=[stored.first().task_id]))
    expect(page.locator("main")).to_contain_text("专班代录")

    at(f"{reverse('feedback_sheets')}?month={JUNE}")
    row = page.get_by_role("row").filter(has_text=helper.unit.name)
    expect(row).to_contain_text("已反馈")
    at(reverse("supervision_month", args=[JUNE]))
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="截止2024年6月").click()
    expect(page.locator(".facts")).to_contain_text("已截止")
    helper.refresh_from_db()
    assert helper.last_login is None
