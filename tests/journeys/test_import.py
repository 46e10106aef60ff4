"""A ledger with errors in the browser: corrected by a choice, imported, looked at, undone."""

import pytest
from playwright.sync_api import expect

from projects.models import Project
from tests.importing import books
from tests.importing.books import LEDGER
from tests.journeys.test_accessible import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sheet(path, *, wrong=True):
    """The county's ledger with another official, a unit by its short name, and a wrong amount."""
    grid = LEDGER.grid()
    grid[7][19], grid[8][20] = "县领导09", "县经信局"
    if wrong:
        grid[9][17] = "去年"
    return books.write(grid, path)


def upload(page, at, path, kind="projects"):
    at(f"/import/{kind}/")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="检查并预览").click()


def test_from_errors_to_an_import_and_back(sign_in, at, tmp_path):
    before = dict(Project.objects.values_list("code", "lead_official"))
    page = sign_in("clerk")
    upload(page, at, sheet(tmp_path / "wrong.xlsx"))
    expect(page.get_by_role("alert")).to_contain_text("有2处错误")
    expect(page.get_by_role("cell", name="去年", exact=True)).to_be_visible()
    wrong = look_at(page, "errors of an import")
    wanted = page.get_by_role("combobox", name="责任单位“县经信局”")
    wanted.select_option(label="县经济信息化局")
    page.get_by_role("button", name="记住并重新检查").click()
    expect(page.get_by_role("alert")).to_contain_text("有1处错误")

    upload(page, at, sheet(tmp_path / "right.xlsx", wrong=False))
    page.get_by_role("link", name="只看有变化 1").click()
    expect(page.locator("tbody ins")).to_have_text("县领导09")
    wrong += look_at(page, "preview of an import")
    page.get_by_role("button", name="确认导入").click()
    expect(page.get_by_text("工作簿已导入")).to_be_visible()
    assert Project.objects.get(code="MB2024-003").lead_official == "县领导09"

    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="撤销整次导入").click()
    expect(page.get_by_text("已撤销导入")).to_be_visible()
    assert dict(Project.objects.values_list("code", "lead_official")) == before
    wrong += look_at(page, "import undone")
    at("/import/choices/")
    expect(page.get_by_role("cell", name="县经信局", exact=True)).to_be_visible()
    wrong += look_at(page, "choices")
    assert wrong == []


def test_an_exported_ledger_comes_back_unchanged(sign_in, at, tmp_path):
    page = sign_in("clerk")
    at("/import/projects/")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出").click()
    path = tmp_path / "out.xlsx"
    download.value.save_as(path)
    upload(page, at, path)
    expect(page.get_by_role("link", name="只看无变化 139")).to_be_visible()
