"""Imports by browser: upload, preview, confirm, undo; and exports."""

from pathlib import Path

import pytest
from django.db.models import Sum
from django.urls import reverse

from core.audit.models import Event
from core.choices import ImportState
from core.models import ImportFile
from funds.models import FundLine, Posting
from programmes.choices import RoleName
from programmes.tasks import process_upload
from projects.models import Project
from tests.importing import books
from tests.importing.books import FUNDS, LEDGER, MONTHS, NEEDS, TASKS, imported, upload
from tests.making import sent


def test_a_preview_shows_each_row_and_writes_nothing(signed_in):
    answer = upload(signed_in)
    record = ImportFile.objects.get()
    assert answer.url == reverse("import_preview", args=[record.pk])
    page = signed_in.get(answer.url).content.decode()
    assert "MB2024-050" in page and "MB2024-051" not in page
    assert "MB2024-139" in signed_in.get(f"{answer.url}?page=3").content.decode()
    assert reverse("import_confirm", args=[record.pk]) in page
    assert not Project.objects.exists()


def test_confirming_twice_imports_once(signed_in):
    upload(signed_in)
    record = ImportFile.objects.get()
    address = reverse("import_confirm", args=[record.pk])
    assert signed_in.post(address, sent()).url == reverse("import_preview", args=[record.pk])
    record.refresh_from_db()
    first = record.confirmed_at
    signed_in.post(address, sent())
    record.refresh_from_db()
    assert (Project.objects.count(), record.confirmed_at) == (139, first)
    page = signed_in.get(reverse("import_preview", args=[record.pk])).content.decode()
    assert address not in page


def test_the_same_file_again_is_noted(signed_in):
    for _n in range(2):
        upload(signed_in)
    first, second = ImportFile.objects.order_by("pk")
    signed_in.post(reverse("import_confirm", args=[first.pk]), sent())
    page = signed_in.get(reverse("import_preview", args=[second.pk])).content.decode()
    assert "同一文件已于" in page


def test_errors_stand_by_row_and_column_and_cannot_be_confirmed(signed_in, tmp_path):
    grid = LEDGER.grid()
    grid[8][5] = "劳洞镇"
    answer = upload(signed_in, books.write(grid, tmp_path / "bad.xlsx"))
    record = ImportFile.objects.get()
    page = signed_in.get(answer.url).content.decode()
    assert "劳洞镇" in page and "所在乡镇" in page
    assert reverse("import_confirm", args=[record.pk]) not in page
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    assert not Project.objects.exists()


def test_a_file_that_changed_after_the_preview_is_not_imported(signed_in):
    upload(signed_in)
    record = ImportFile.objects.get()
    with open(record.file.path, "ab") as file:
        file.write(b"x")
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    record.refresh_from_db()
    assert (record.confirmed_at, Project.objects.exists()) == (None, False)
    assert "与预览时不一致" in record.preview["errors"][0]["message"]


def test_a_file_that_is_gone_from_the_disk_is_not_imported(signed_in):
    upload(signed_in)
    record = ImportFile.objects.get()
    Path(record.file.path).unlink()
    for name in ("import_confirm", "import_check"):
        assert signed_in.post(reverse(name, args=[record.pk]), sent()).status_code == 302
    record.refresh_from_db()
    assert (record.confirmed_at, Project.objects.exists()) == (None, False)
    assert len(record.preview["errors"]) == 1


def test_what_was_written_since_the_preview_is_shown_anew_before_it_is_changed(signed_in, tmp_path):
    """A colleague imported the same rows meanwhile: nothing of theirs is lost unseen."""
    upload(signed_in)
    signed_in.post(reverse("import_confirm", args=[ImportFile.objects.get().pk]), sent())
    grid = LEDGER.grid()
    grid[8][19] = "县领导09"
    address = upload(signed_in, books.write(grid, tmp_path / "changed.xlsx")).url
    record = ImportFile.objects.latest("pk")
    Project.objects.filter(code="MB2024-004").update(lead_official="县领导07")
    confirm = reverse("import_confirm", args=[record.pk])
    assert not ImportFile.objects.get(pk=record.pk).refusals
    signed_in.post(confirm, sent())
    record.refresh_from_db()
    assert record.confirmed_at is None
    assert Project.objects.get(code="MB2024-004").lead_official == "县领导07"
    page = signed_in.get(f"{address}?show=changed").text
    assert "预览之后数据已有变化" in page and confirm in page
    assert "包联领导：<del>县领导07</del> →" in page
    signed_in.post(confirm, sent())
    record.refresh_from_db()
    assert record.confirmed_at and not record.refusals


def test_what_is_no_workbook_is_said(signed_in, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_text("x")
    page = signed_in.get(upload(signed_in, path).url).content.decode()
    assert "文件不是 Excel 工作簿（.xlsx）。" in page


def test_each_changed_field_is_shown_with_what_it_held_and_the_rows_can_be_parted(
    signed_in, tmp_path
):
    upload(signed_in)
    signed_in.post(reverse("import_confirm", args=[ImportFile.objects.get().pk]), sent())
    grid = LEDGER.grid()
    grid[8][19], grid[9][17] = "县领导09", "2024-05"
    address = upload(signed_in, books.write(grid, tmp_path / "changed.xlsx")).url
    page = signed_in.get(f"{address}?show=changed").content.decode()
    assert "包联领导：<del>县领导01</del> → <ins>县领导09</ins>" in page
    assert "实际竣工：<del>—</del> → <ins>2024-05</ins>" in page
    assert page.count("MB2024-") == 2
    assert "没有这样的行" in signed_in.get(f"{address}?show=created").content.decode()


def test_an_import_is_undone_by_a_button_that_says_who_and_when(signed_in):
    address = upload(signed_in).url
    record = ImportFile.objects.get()
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    assert reverse("import_undo", args=[record.pk]) in signed_in.get(address).content.decode()
    signed_in.post(reverse("import_undo", args=[record.pk]), sent())
    assert not Project.objects.exists()
    page = signed_in.get(address).content.decode()
    assert "由clerk撤销" in page
    again = signed_in.post(reverse("import_confirm", args=[record.pk]), sent(), follow=True)
    assert "该导入已撤销" in again.content.decode()
    assert not Project.objects.exists()
    assert reverse("import_undo", args=[record.pk]) not in page


def test_what_stands_against_undoing_is_said_on_the_page(signed_in):
    address = upload(signed_in).url
    record = ImportFile.objects.get()
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    Project.objects.filter(code="MB2024-003").update(lead_official="县领导09")
    answer = signed_in.post(reverse("import_undo", args=[record.pk]), sent(), follow=True)
    assert answer.redirect_chain[0][0] == address
    assert "项目“黄家坪磷矿开发”在导入后已被修改。" in answer.content.decode()
    assert Project.objects.count() == 139


def test_a_large_file_is_read_and_imported_by_the_worker(signed_in, monkeypatch):
    monkeypatch.setattr("core.importing.uploads.LARGE", 1000)
    address = upload(signed_in).url
    record = ImportFile.objects.get()
    assert record.state == ImportState.TO_CHECK
    page = signed_in.get(address).content.decode()
    assert "正在读取并检查工作簿" in page and "<progress" in page
    polled = {"HTTP_HX_REQUEST": "true"}
    assert "HX-Refresh" not in signed_in.get(address, **polled)
    process_upload(record.pk)
    assert signed_in.get(address, **polled)["HX-Refresh"] == "true"
    assert "确认导入" in signed_in.get(address).content.decode()
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    assert "正在导入" in signed_in.get(address).content.decode()
    process_upload(record.pk)
    record.refresh_from_db()
    assert (record.state, Project.objects.count()) == (ImportState.IMPORTED, 139)
    process_upload(record.pk)
    assert Project.objects.count() == 139


@pytest.mark.parametrize("book", [MONTHS, TASKS, NEEDS], ids=lambda book: book.importer.name)
def test_each_kind_is_imported_and_undone_in_the_same_way(signed_in, book):
    address = upload(signed_in, book.path, book.importer.name).url
    record = ImportFile.objects.get()
    assert (record.preview["errors"], record.created_rows) == ([], book.rows)
    assert "新增" in signed_in.get(address).text
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    assert reverse("import_undo", args=[record.pk]) in signed_in.get(address).text
    signed_in.post(reverse("import_undo", args=[record.pk]), sent())
    record.refresh_from_db()
    assert (record.state, record.previous_values["made"] != []) == (ImportState.UNDONE, True)


def test_finance_imports_funds_alone(network, client_of):
    imported(network, LEDGER)
    finance = client_of("finance", RoleName.FINANCE)
    listed = finance.get(reverse("imports")).text
    assert reverse("import_upload", args=["funds"]) in listed
    assert reverse("import_upload", args=["projects"]) not in listed
    for name in ("import_upload", "export_kind"):
        assert finance.get(reverse(name, args=["projects"])).status_code == 403
    address = upload(finance, FUNDS.path, "funds").url
    record = ImportFile.objects.get()
    finance.post(reverse("import_confirm", args=[record.pk]), sent())
    assert FundLine.objects.count() == 40
    assert "入账按原日期红冲" in finance.get(address).text
    finance.post(reverse("import_undo", args=[record.pk]), sent())
    assert Posting.objects.aggregate(Sum("amount"))["amount__sum"] == 0


def test_an_import_of_a_kind_that_one_may_not_import_is_not_there(signed_in, client_of):
    upload(signed_in)
    record = ImportFile.objects.get()
    signed_in.post(reverse("import_confirm", args=[record.pk]), sent())
    finance = client_of("finance", RoleName.FINANCE)
    assert "台账.xlsx" not in finance.get(reverse("imports")).text
    assert finance.get(reverse("import_preview", args=[record.pk])).status_code == 404
    assert finance.post(reverse("import_undo", args=[record.pk]), sent()).status_code == 404


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
def test_the_exported_ledger_can_be_imported_again(signed_in, tmp_path, layout):
    upload(signed_in)
    signed_in.post(reverse("import_confirm", args=[ImportFile.objects.get().pk]), sent())
    answer = signed_in.get(
        reverse("export_kind", args=["projects"]), {"month": "2024-06", "layout": layout}
    )
    assert answer["Content-Disposition"].startswith("attachment")
    path = tmp_path / "again.xlsx"
    path.write_bytes(answer.getvalue())
    upload(signed_in, path)
    preview = ImportFile.objects.order_by("-pk")[0].preview
    assert (preview["errors"], preview["unchanged"]) == ([], 139)


@pytest.mark.parametrize(
    "query", [{"month": "2024"}, {"month": "x"}, {"layout": "x"}, {"format": "docx"}]
)
def test_no_other_ledger_is_exported(signed_in, query):
    assert signed_in.get(reverse("export_kind", args=["projects"]), query).status_code == 404
