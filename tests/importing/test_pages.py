"""Imports by browser: upload, preview, confirm, undo; and exports."""

from pathlib import Path

import pytest
from django.db.models import Sum
from django.urls import reverse

from core.audit.models import Event
from core.choices import ImportState
from funds.models import FundLine, Posting
from programmes.choices import RoleName
from programmes.tasks import process_upload
from projects.models import Project
from tests.importing.books import (
    FUNDS,
    LEDGER,
    TASKS,
    changed,
    imported,
    newest,
    press,
    preview,
    upload,
)


def test_a_preview_shows_each_row_and_writes_nothing(signed_in):
    answer = upload(signed_in)
    record = newest()
    assert answer.url == reverse("import_preview", args=[record.pk])
    page = signed_in.get(answer.url).content.decode()
    assert "MB2024-050" in page and "MB2024-051" not in page
    assert "MB2024-139" in signed_in.get(f"{answer.url}?page=3").content.decode()
    assert reverse("import_confirm", args=[record.pk]) in page
    assert not Project.objects.exists()


def test_confirming_twice_imports_once(signed_in, confirmed):
    first = confirmed.confirmed_at
    answer = press(signed_in, "import_confirm", confirmed)
    assert answer.url == reverse("import_preview", args=[confirmed.pk])
    confirmed.refresh_from_db()
    assert (Project.objects.count(), confirmed.confirmed_at) == (139, first)
    assert reverse("import_confirm", args=[confirmed.pk]) not in preview(signed_in, confirmed)


def test_the_same_file_again_is_noted(signed_in, uploaded):
    upload(signed_in)
    press(signed_in, "import_confirm", uploaded)
    assert "同一文件已于" in preview(signed_in)


def test_errors_stand_by_row_and_column_and_cannot_be_confirmed(signed_in, tmp_path):
    upload(signed_in, changed(LEDGER, tmp_path, (9, 5, "劳洞镇")))
    page = preview(signed_in)
    assert "劳洞镇" in page and "所在乡镇" in page
    assert reverse("import_confirm", args=[newest().pk]) not in page
    press(signed_in, "import_confirm")
    assert not Project.objects.exists()
    assert "<td>有错误</td>" in signed_in.get(reverse("imports")).text


def test_a_file_that_changed_after_the_preview_is_not_imported(signed_in, uploaded):
    with open(uploaded.file.path, "ab") as file:
        file.write(b"x")
    press(signed_in, "import_confirm", uploaded)
    uploaded.refresh_from_db()
    assert (uploaded.confirmed_at, Project.objects.exists()) == (None, False)
    assert "与预览时不一致" in uploaded.preview["errors"][0]["message"]


def test_a_file_that_is_gone_from_the_disk_is_not_imported(signed_in, uploaded):
    Path(uploaded.file.path).unlink()
    for name in ("import_confirm", "import_check"):
        assert press(signed_in, name, uploaded).status_code == 302
    uploaded.refresh_from_db()
    assert (uploaded.confirmed_at, Project.objects.exists()) == (None, False)
    assert len(uploaded.preview["errors"]) == 1


def test_what_was_written_since_the_preview_is_shown_anew_before_it_is_changed(
    signed_in, confirmed, tmp_path
):
    """A colleague imported the same rows meanwhile: nothing of theirs is lost unseen."""
    upload(signed_in, changed(LEDGER, tmp_path, (9, 19, "县领导09")))
    record = newest()
    Project.objects.filter(code="MB2024-004").update(lead_official="县领导07")
    assert not record.refusals
    press(signed_in, "import_confirm")
    record.refresh_from_db()
    assert record.confirmed_at is None
    assert Project.objects.get(code="MB2024-004").lead_official == "县领导07"
    page = preview(signed_in, show="changed")
    assert "预览之后数据已有变化" in page
    assert reverse("import_confirm", args=[record.pk]) in page
    assert "包联领导：<del>县领导07</del> →" in page
    press(signed_in, "import_confirm")
    record.refresh_from_db()
    assert record.confirmed_at and not record.refusals


def test_what_is_no_workbook_is_said(signed_in, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_text("x")
    page = signed_in.get(upload(signed_in, path).url).content.decode()
    assert "文件不是 Excel 工作簿（.xlsx）。" in page


def test_each_changed_field_is_shown_with_what_it_held_and_the_rows_can_be_parted(
    signed_in, confirmed, tmp_path
):
    cells = [(9, 19, "县领导09"), (10, 17, "2024-05")]
    upload(signed_in, changed(LEDGER, tmp_path, *cells))
    page = preview(signed_in, show="changed")
    assert "包联领导：<del>县领导01</del> → <ins>县领导09</ins>" in page
    assert "实际竣工：<del>—</del> → <ins>2024-05</ins>" in page
    assert page.count("MB2024-") == 2
    assert "没有这样的行" in preview(signed_in, show="created")


def test_an_import_is_undone_by_a_button_that_says_who_and_when(signed_in, confirmed):
    button = reverse("import_undo", args=[confirmed.pk])
    assert button in preview(signed_in)
    press(signed_in, "import_undo")
    assert not Project.objects.exists()
    page = preview(signed_in)
    assert "由clerk撤销" in page and button not in page
    again = press(signed_in, "import_confirm")
    assert "该导入已撤销" in signed_in.get(again.url).content.decode()
    assert not Project.objects.exists()


def test_what_stands_against_undoing_is_said_on_the_page(signed_in, confirmed):
    Project.objects.filter(code="MB2024-003").update(lead_official="县领导09")
    answer = press(signed_in, "import_undo")
    assert answer.url == reverse("import_preview", args=[confirmed.pk])
    assert "项目“黄家坪磷矿开发”在导入后已被修改。" in signed_in.get(answer.url).content.decode()
    assert Project.objects.count() == 139


def test_a_large_file_is_read_and_imported_by_the_worker(signed_in, monkeypatch):
    monkeypatch.setattr("core.importing.uploads.LARGE", 1000)
    address = upload(signed_in).url
    record = newest()
    assert record.state == ImportState.TO_CHECK
    page = signed_in.get(address).content.decode()
    assert "正在读取并检查工作簿" in page and "<progress" in page
    polled = {"HTTP_HX_REQUEST": "true"}
    assert "HX-Refresh" not in signed_in.get(address, **polled)
    process_upload(record.pk)
    assert signed_in.get(address, **polled)["HX-Refresh"] == "true"
    assert "确认导入" in signed_in.get(address).content.decode()
    press(signed_in, "import_confirm", record)
    assert "正在导入" in signed_in.get(address).content.decode()
    process_upload(record.pk)
    record.refresh_from_db()
    assert (record.state, Project.objects.count()) == (ImportState.IMPORTED, 139)
    process_upload(record.pk)
    assert Project.objects.count() == 139


def test_finance_imports_funds_alone(network, client_of):
    imported(network, LEDGER)
    finance = client_of("finance", RoleName.FINANCE)
    listed = finance.get(reverse("imports")).text
    assert reverse("import_upload", args=["funds"]) in listed
    assert reverse("import_upload", args=["projects"]) not in listed
    for name in ("import_upload", "export_kind"):
        assert finance.get(reverse(name, args=["projects"])).status_code == 403
    address = upload(finance, FUNDS.path, "funds").url
    record = newest()
    press(finance, "import_confirm", record)
    assert FundLine.objects.count() == 40
    assert "入账按原日期红冲" in finance.get(address).text
    press(finance, "import_undo", record)
    assert Posting.objects.aggregate(Sum("amount"))["amount__sum"] == 0


def test_an_import_of_a_kind_that_one_may_not_import_is_not_there(client_of, confirmed):
    finance = client_of("finance", RoleName.FINANCE)
    assert "台账.xlsx" not in finance.get(reverse("imports")).text
    assert finance.get(reverse("import_preview", args=[confirmed.pk])).status_code == 404
    assert press(finance, "import_undo", confirmed).status_code == 404


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (("network",), "network"),
        (("projects",), "projects"),
        (("project_months", "2024-06"), "months"),
        (("tasks",), "tasks"),
        (("needs",), "needs"),
        (("funds",), "funds"),
    ],
)
def test_a_list_links_to_its_import_for_whoever_may(signed_in, client_of, page, kind):
    name, *args = page
    address, link = reverse(name, args=args), f'href="{reverse("import_upload", args=[kind])}"'
    assert link in signed_in.get(address, follow=True).text
    bureau = client_of("bureau", RoleName.UNIT_REPORTER, "县交通运输局")
    assert link not in bureau.get(address, follow=True).text


def test_an_export_is_recorded(signed_in, network):
    imported(network, TASKS)
    answer = signed_in.get(reverse("export_kind", args=["tasks"]), {"format": "csv"})
    assert answer.getvalue().decode("utf-8-sig").count("\n") == 112
    event = Event.objects.get(kind="export")
    assert (event.about, event.details["rows"]) == ("马边县任务清单.csv", 111)


@pytest.mark.parametrize("layout", ["ledger", "canonical"])
def test_the_exported_ledger_can_be_imported_again(signed_in, confirmed, tmp_path, layout):
    answer = signed_in.get(
        reverse("export_kind", args=["projects"]), {"month": "2024-06", "layout": layout}
    )
    assert answer["Content-Disposition"].startswith("attachment")
    path = tmp_path / "again.xlsx"
    path.write_bytes(answer.getvalue())
    upload(signed_in, path)
    found = newest().preview
    assert (found["errors"], found["unchanged"]) == ([], 139)


@pytest.mark.parametrize(
    "query", [{"month": "2024"}, {"month": "x"}, {"layout": "x"}, {"format": "docx"}]
)
def test_no_other_ledger_is_exported(signed_in, query):
    assert signed_in.get(reverse("export_kind", args=["projects"]), query).status_code == 404
