"""A feedback sheet that comes back: what is stored, kept, refused and undone."""

import subprocess
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.importing.models import ImportFile
from core.importing.rows import Result
from core.importing.undo import undo_import
from core.importing.uploads import check, choose_rows, confirm, store_upload
from notifications.models import Notice
from programmes.exporters.feedback_book import write_book
from programmes.importers import FeedbackSheetImporter
from programmes.models import FeedbackSheet, Task, TaskEvent, TaskProgress, TaskRequest
from programmes.services.feedback import make_sheets
from programmes.services.progress import report_progress
from programmes.services.task_requests import accept_request, refuse_request
from supervision.services.months import close_month
from tests.making import DAY, JUNE, MAY, sent, support, task

DUE = date(2024, 7, 12)
HEADS = 6


def sheet_of(cast, unit, programme=None, month=JUNE) -> FeedbackSheet:
    given = {"month": month, "due_on": DUE, "by": cast.clerk, "on": DAY}
    [sheet] = make_sheets(programme=programme or cast.alpha, units=[unit], **given)
    return sheet


def filled(sheet: FeedbackSheet, path: Path, rows: dict[str, dict[str, object]]) -> Path:
    """The sheet as its unit filled it in: by the number of the task and the head."""
    workbook = load_workbook(BytesIO(write_book(sheet)))
    page = workbook["任务"]
    heads = {cell.value: cell.column for cell in page[HEADS]}
    for line in page.iter_rows(min_row=HEADS + 1):
        for head, value in rows.get(str(line[1].value), {}).items():
            line[heads[head] - 1].value = value
    workbook.save(path)
    return path


def imported(cast, path: Path, *, chosen=(), dry_run=False) -> Result:
    importer = FeedbackSheetImporter(cast.alpha)
    importer.by, importer.chosen = cast.clerk, frozenset(chosen)
    return importer.run(path, dry_run=dry_run)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "back.xlsx"


@pytest.fixture
def helper_sheet(cast) -> FeedbackSheet:
    return sheet_of(cast, cast.helper_unit)


def messages(result: Result) -> list[str]:
    return [one.message for one in result.errors]


def test_the_note_of_a_first_report_is_no_entry(cast, helper_sheet, path):
    result = imported(cast, filled(helper_sheet, path, {}))
    assert (result.errors, result.created) == ([], 0)
    result = imported(cast, filled(helper_sheet, path, {"T2": {"本月进展": "培训6人"}}))
    assert (result.errors, TaskProgress.objects.get().text) == ([], "培训6人")


def test_what_a_helper_filled_in_is_stored_on_its_behalf(cast, helper_sheet, path):
    rows = {
        "本月进展": "培训6人", "完成量": 6, "存在问题": "场地不足",
        "商请协助": "协调教室", "商请单位": "交通局",
    }  # fmt: skip
    result = imported(cast, filled(helper_sheet, path, {"T2": rows}))
    assert (result.errors, result.created) == ([], 1)
    report = TaskProgress.objects.get(task=cast.help_task)
    assert (report.unit, report.created_by, report.on_behalf) == (
        cast.helper_unit, cast.clerk, True,
    )  # fmt: skip
    said = (report.text, report.done_quantity, report.problem, report.help_needed)
    assert said == ("培训6人", Decimal(6), "场地不足", "协调教室")
    assert (report.help_from, report.month) == (cast.bureau_unit, JUNE.start)
    now = Task.objects.get(pk=cast.help_task.pk)
    assert (now.state, now.done_quantity) == ("in_progress", Decimal(6))
    assert FeedbackSheet.objects.get().returned_on == DAY


def test_the_same_file_changes_nothing_a_second_time(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "培训6人", "完成量": 6}})
    imported(cast, path)
    before = [*TaskProgress.objects.values()], [*Task.objects.values()]
    result = imported(cast, path)
    assert (result.created, result.updated, result.unchanged) == (0, 0, 1)
    assert (result.conflicts, result.warnings, result.errors) == ([], [], [])
    assert ([*TaskProgress.objects.values()], [*Task.objects.values()]) == before


def test_a_second_sheet_of_the_unit_says_when_the_first_one_came_back(cast, helper_sheet, path):
    imported(cast, filled(helper_sheet, path, {"T2": {"本月进展": "培训6人"}}))
    words = "省帮扶厅本月已于2024-07-08反馈过，与已存内容不同的行已标出。"
    FeedbackSheet.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    second = sheet_of(cast, cast.helper_unit)
    assert second != helper_sheet
    for sheet in (helper_sheet, second):
        filled(sheet, path, {"T2": {"本月进展": "培训8人"}})
        result = imported(cast, path, dry_run=True)
        assert result.notes == ["省帮扶厅2024年6月的反馈表。", words]
        assert len(result.conflicts) == 1


def merge(path: Path, page: str, head: str, rows: int = 2) -> Path:
    """Merges the first rows under a head."""
    workbook = load_workbook(path)
    sheet = workbook[page]
    [column] = [cell.column for cell in sheet[HEADS] if cell.value == head]
    given = {"start_row": HEADS + 1, "end_row": HEADS + rows}
    sheet.merge_cells(start_column=column, end_column=column, **given)
    workbook.save(path)
    return path


@pytest.mark.parametrize(("head", "value"), [("完成量", 6), ("申请办结", "是")])
def test_a_value_of_one_task_is_refused_in_merged_cells(cast, path, head, value):
    task(cast.alpha, "T8", cast.helper_unit)
    sheet = sheet_of(cast, cast.helper_unit)
    filled(sheet, path, {"T2": {"本月进展": "同一段话", head: value, "办结成果": "已办"}})
    result = imported(cast, merge(path, "任务", head))
    assert [(one.column, one.message) for one in result.errors] == [
        (head, "一个数值对应多行（合并单元格）：请逐行填写。")
    ]
    assert not TaskProgress.objects.exists()


def test_words_in_merged_cells_are_those_of_each_row(cast, path):
    task(cast.alpha, "T8", cast.helper_unit)
    sheet = sheet_of(cast, cast.helper_unit)
    filled(sheet, path, {"T2": {"本月进展": "同一段话"}})
    assert imported(cast, merge(path, "任务", "本月进展")).errors == []
    reports = TaskProgress.objects.values_list("task__number", "text").order_by("task__number")
    assert list(reports) == [("T2", "同一段话"), ("T8", "同一段话")]


def test_a_preview_writes_nothing(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "培训6人"}})
    result = imported(cast, path, dry_run=True)
    assert (result.errors, result.created) == ([], 1)
    assert not TaskProgress.objects.exists() and not TaskEvent.objects.exists()
    assert FeedbackSheet.objects.get().returned_on is None


def test_no_change_repeats_the_last_report(cast, helper_sheet, path):
    given = {"month": MAY, "unit": cast.helper_unit, "by": cast.clerk, "on": DAY}
    report_progress(task=cast.help_task, version=0, text="筹备中", **given)
    result = imported(cast, filled(helper_sheet, path, {"T2": {"无变化": "是"}}))
    assert result.errors == []
    report = TaskProgress.objects.get(month=JUNE.start)
    assert (report.text, report.is_unchanged) == ("筹备中", True)


def test_a_closing_waits_for_a_second_person(cast, path):
    sheet = sheet_of(cast, cast.bureau_unit)
    filled(sheet, path, {"T1": {"本月进展": "通车", "申请办结": "是", "办结成果": "路已通车"}})
    assert imported(cast, path).errors == []
    request = TaskRequest.objects.get()
    assert (request.text, request.unit, request.on_behalf) == ("路已通车", cast.bureau_unit, True)
    assert Task.objects.get(pk=cast.road_task.pk).state == "closing"
    given = {"version": request.version, "on": DAY}
    with pytest.raises(ValidationError):
        accept_request(request, by=cast.clerk, **given)
    accept_request(request, by=cast.approver, **given)
    again = imported(cast, path)
    assert (again.errors, again.unchanged, again.conflicts) == ([], 1, [])


def test_a_closing_that_was_refused_is_not_stored(cast, path):
    """On a task that is not worked on, the row is left out with its reason."""
    sheet = sheet_of(cast, cast.bureau_unit)
    filled(sheet, path, {"T1": {"本月进展": "通车", "申请办结": "是", "办结成果": "路已通车"}})
    imported(cast, path)
    request = TaskRequest.objects.get()
    refuse_request(request, version=1, by=cast.approver, on=DAY, answer="不实")
    assert imported(cast, path, dry_run=True).updated == 1
    Task.objects.filter(pk=cast.road_task.pk).update(state="suspended")
    [conflict] = imported(cast, path).conflicts
    assert conflict.kept == "该任务处于“已暂缓”状态：不导入。"


def test_a_supporting_unit_reports_its_own_part(cast, path):
    sheet = sheet_of(cast, cast.bureau2_unit)
    imported(cast, filled(sheet, path, {"T1": {"本月进展": "管线已迁"}}))
    report = TaskProgress.objects.get()
    assert (report.task, report.unit, report.on_behalf) == (
        cast.road_task, cast.bureau2_unit, True,
    )  # fmt: skip


WRONG = [
    ({"完成量": 3}, "请填写“本月进展”，或在“无变化”选“是”。"),
    ({"本月进展": "好", "无变化": "是"}, "“本月进展”与“无变化”只填一项。"),
    ({"无变化": "是"}, "此前没有可沿用的进展"),
    ({"本月进展": "好", "申请办结": "是"}, "申请办结须填写办结成果。"),
    ({"本月进展": "好", "办结成果": "建成"}, "已填写办结成果：请在此选“是”，或清空成果。"),
    ({"本月进展": "好", "完成量": "很多"}, "不是"),
    ({"本月进展": "好", "商请协助": "请协调", "商请单位": "不存在局"}, "不存在局"),
    ({"本月进展": "字" * 2001}, "超过2000"),
]


@pytest.mark.parametrize(("row", "words"), WRONG)
def test_an_error_names_its_cell_and_nothing_is_stored(cast, helper_sheet, path, row, words):
    result = imported(cast, filled(helper_sheet, path, {"T2": row}))
    assert any(words in one for one in messages(result)), messages(result)
    assert result.errors[0].place.startswith("任务!") and result.errors[0].place.endswith("7")
    assert not TaskProgress.objects.exists()


def test_a_supporting_unit_does_not_request_the_closing(cast, path):
    sheet = sheet_of(cast, cast.bureau2_unit)
    row = {"本月进展": "好", "申请办结": "是", "办结成果": "建成"}
    assert messages(imported(cast, filled(sheet, path, {"T1": row}))) == [
        "只有牵头单位（交通局）可以申请办结。"
    ]


# Both reported


def test_what_a_person_typed_meanwhile_is_kept_unless_the_sheet_is_chosen(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "表中进展"}})
    given = {"month": JUNE, "unit": cast.helper_unit, "by": cast.helper, "on": DAY}
    report_progress(task=cast.help_task, version=0, text="本人填报", **given)
    result = imported(cast, path)
    [conflict] = result.conflicts
    assert (conflict.value, conflict.kept, conflict.key) == ("表中进展", "本人填报", "!7")
    assert (result.unchanged, TaskProgress.objects.get().text) == (1, "本人填报")
    assert imported(cast, path, chosen=["!7"]).updated == 1
    assert TaskProgress.objects.get().text == "表中进展"


# Foreign, altered and old rows


def test_a_row_with_a_foreign_code_is_refused(cast, helper_sheet, path):
    row = {"本月进展": "好", "识别码": "1.task.2.3.abc:forged"}
    result = imported(cast, filled(helper_sheet, path, {"T2": row}))
    assert messages(result) == ["这一行不是本平台发出的，或其识别码被改动。"]


def test_a_row_without_its_code_is_refused(cast, helper_sheet, path):
    row = {"本月进展": "好", "识别码": None}
    result = imported(cast, filled(helper_sheet, path, {"T2": row}))
    assert messages(result) == ["这一行不是本平台发出的，或其识别码被改动。"]


def test_a_sheet_of_another_programme_is_refused(cast, path):
    sheet = sheet_of(cast, cast.helper_unit, cast.beta.programme)
    workbook = load_workbook(BytesIO(write_book(sheet)))
    workbook["任务"]["I7"] = "好"
    workbook.save(path)
    assert messages(imported(cast, path)) == ["这一行属于另一工作平台项目的表，或该表已删除。"]


def test_a_code_on_the_row_of_another_task_is_refused(cast, path):
    task(cast.alpha, "T8", cast.helper_unit, text="捐建图书室")
    sheet = sheet_of(cast, cast.helper_unit)
    result = imported(cast, filled(sheet, path, {"T2": {"编号": "T8", "本月进展": "好"}}))
    assert messages(result)[0] == "这一行是为任务T2发出的：请恢复其编号。"
    assert not TaskProgress.objects.exists()


def test_a_row_of_another_unit_or_month_is_refused(cast, helper_sheet, path):
    """With or without the lines that name the unit and the month of the sheet."""
    support(cast.help_task, cast.bureau_unit)
    may = {"month": MAY, "due_on": DUE, "by": cast.clerk, "on": DAY}
    [earlier] = make_sheets(programme=cast.alpha, units=[cast.helper_unit], **may)
    task(cast.alpha, "T8", cast.helper_unit, text="捐建图书室")
    for foreign, owner in (
        (sheet_of(cast, cast.bureau_unit), "交通局"),
        (earlier, "省帮扶厅2024年5月"),
    ):
        own = load_workbook(BytesIO(write_book(sheet_of(cast, cast.helper_unit))))
        page, other = own["任务"], load_workbook(BytesIO(write_book(foreign)))["任务"]
        [line] = [line for line in other.iter_rows(min_row=HEADS + 1) if line[1].value == "T2"]
        [mine] = [line for line in page.iter_rows(min_row=HEADS + 1) if line[1].value == "T2"]
        for cell, value in zip(mine, line, strict=True):
            cell.value = value.value
        page.cell(mine[0].row, 9).value = "好"
        own.save(path)
        [words] = messages(imported(cast, path))
        assert owner in words and "省帮扶厅2024年6月" in words
        assert not TaskProgress.objects.exists()


def test_a_sheet_whose_rows_are_all_of_another_unit_is_refused(cast, helper_sheet, path):
    workbook = load_workbook(filled(helper_sheet, path, {"T2": {"本月进展": "好"}}))
    workbook["任务"]["B2"] = "单位：交通局"
    workbook.save(path)
    [words] = messages(imported(cast, path))
    assert "省帮扶厅2024年6月" in words and "交通局2024年6月" in words
    workbook["任务"]["B2"] = "单位：改名前的厅"
    workbook.save(path)
    assert imported(cast, path, dry_run=True).errors == []


def test_the_preview_names_unit_and_month(cast, helper_sheet, path):
    result = imported(cast, filled(helper_sheet, path, {"T2": {"本月进展": "好"}}), dry_run=True)
    assert result.notes == ["省帮扶厅2024年6月的反馈表。"]


def test_changed_locked_cells_are_said_and_not_taken_over(cast, helper_sheet, path):
    row = {"任务内容": "少做一点", "商定时间": "2030-01-01", "本月进展": "好"}
    result = imported(cast, filled(helper_sheet, path, {"T2": row}))
    assert [one.message for one in result.warnings] == ["这一行锁定的单元格被改动；改动不采用。"]
    now = Task.objects.get(pk=cast.help_task.pk)
    assert (now.text, now.deadline) == ("培训致富带头人", date(2024, 6, 30))


def test_a_task_that_was_closed_meanwhile_is_left_out_and_said(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "好"}})
    Task.objects.filter(pk=cast.help_task.pk).update(state="closed")
    result = imported(cast, path)
    assert (result.errors, result.unchanged) == ([], 1)
    assert result.conflicts[0].kept == "该任务处于“已销号”状态：不导入。"
    assert not TaskProgress.objects.exists()


def test_a_task_that_went_to_another_unit_is_left_out_and_said(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "好"}})
    Task.objects.filter(pk=cast.help_task.pk).update(lead_unit=cast.bureau_unit)
    assert imported(cast, path).conflicts[0].kept == "省帮扶厅已不牵头或配合该任务：不导入。"
    assert not TaskProgress.objects.exists()


def test_a_closed_month_takes_no_sheet(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "好"}})
    close_month(programme=cast.alpha, month=JUNE, by=cast.clerk, at=timezone.now())
    assert "2024年6月已截止" in messages(imported(cast, path))[0]


def test_a_formula_is_no_answer_and_its_words_stay_words(cast, helper_sheet, path):
    workbook = load_workbook(filled(helper_sheet, path, {}))
    workbook["任务"]["I7"] = "=1+1"
    workbook.save(path)
    assert "公式" in messages(imported(cast, path))[0]
    workbook["任务"]["I7"].data_type = "s"
    workbook.save(path)
    assert imported(cast, path).errors == []
    assert TaskProgress.objects.get().text == "=1+1"
    page = load_workbook(BytesIO(write_book(helper_sheet)))["任务"]
    assert page["H7"].value == "2024-06：=1+1" and page["H7"].data_type == "s"


def test_a_command_does_not_import_a_sheet(cast, helper_sheet, path):
    result = FeedbackSheetImporter(cast.alpha).run(filled(helper_sheet, path, {}))
    assert messages(result) == ["反馈表由有权限的人员在浏览器中导入。"]


def has_calc() -> bool:
    program = which("soffice")
    return bool(program) and Path(program).resolve().with_name("libsclo.so").exists()


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
def test_a_sheet_saved_by_libreoffice_is_read_alike(cast, helper_sheet, path, tmp_path):
    filled(helper_sheet, path, {"T2": {"本月进展": "第一行\n第二行", "完成量": 6.5}})
    out = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", out, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    result = imported(cast, out / "back.xlsx")
    assert (result.errors, result.warnings, result.created) == ([], [], 1)
    report = TaskProgress.objects.get()
    assert (report.text, report.done_quantity) == ("第一行\n第二行", Decimal("6.5"))


# The whole way


def uploaded(cast, path) -> ImportFile:
    file = SimpleUploadedFile("省帮扶厅反馈表.xlsx", path.read_bytes())
    importer = FeedbackSheetImporter(cast.alpha)
    record = store_upload(importer, file, by=cast.clerk)
    return check(importer, record.pk, by=cast.clerk)


def test_an_import_is_undone(cast, path):
    support(cast.help_task, cast.bureau_unit)
    sheet = sheet_of(cast, cast.bureau_unit)
    row = {"本月进展": "通车", "申请办结": "是", "办结成果": "路已通车"}
    filled(sheet, path, {"T1": row, "T2": {"本月进展": "已派人"}})
    record = uploaded(cast, path)
    confirm(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    assert (TaskProgress.objects.count(), TaskRequest.objects.count()) == (2, 1)
    assert Notice.objects.unread().exists()
    undo_import(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    left = [model.objects.count() for model in (TaskProgress, TaskRequest, TaskEvent)]
    assert left == [0, 0, 0]
    assert Task.objects.get(pk=cast.road_task.pk).state == "assigned"
    assert not Notice.objects.unread().exists()
    assert FeedbackSheet.objects.get().returned_on is None


def test_a_correction_is_undone(cast, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "表中进展", "完成量": 5}})
    given = {"month": JUNE, "unit": cast.helper_unit, "by": cast.helper, "on": DAY}
    report_progress(task=cast.help_task, version=0, text="本人填报", **given)
    record = uploaded(cast, path)
    choose_rows(record.pk, ["!7"], by=cast.clerk)
    importer = FeedbackSheetImporter(cast.alpha)
    check(importer, record.pk, by=cast.clerk)
    confirm(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    assert TaskProgress.objects.get().text == "表中进展"
    undo_import(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    report = TaskProgress.objects.get()
    assert (report.text, report.done_quantity) == ("本人填报", None)
    assert Task.objects.get(pk=cast.help_task.pk).done_quantity is None


def test_a_closing_that_was_accepted_is_not_undone(cast, path):
    sheet = sheet_of(cast, cast.bureau_unit)
    row = {"本月进展": "通车", "申请办结": "是", "办结成果": "路已通车"}
    record = uploaded(cast, filled(sheet, path, {"T1": row}))
    confirm(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    request = TaskRequest.objects.get()
    accept_request(request, version=request.version, by=cast.approver, on=DAY)
    with pytest.raises(ValidationError, match="未作撤销"):
        undo_import(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)


def test_a_person_chooses_between_the_two_texts_in_the_preview(cast, as_, helper_sheet, path):
    filled(helper_sheet, path, {"T2": {"本月进展": "表中进展"}})
    given = {"month": JUNE, "unit": cast.helper_unit, "by": cast.helper, "on": DAY}
    report_progress(task=cast.help_task, version=0, text="本人填报", **given)
    client, address = as_("clerk"), reverse("import_upload", args=["feedback_sheets"])
    file = SimpleUploadedFile("back.xlsx", path.read_bytes())
    page = client.post(address, sent(file=file), follow=True).text
    assert "表中进展" in page and "本人填报" in page and "采用表中内容" in page
    record = ImportFile.objects.get()
    page = client.post(reverse("import_rows", args=[record.pk]), sent(row="!7"), follow=True).text
    assert 'value="!7"' in page and "checked" in page
    client.post(reverse("import_confirm", args=[record.pk]), sent())
    assert TaskProgress.objects.get().text == "表中进展"


def test_a_row_that_was_not_offered_cannot_be_chosen(cast, helper_sheet, path):
    record = uploaded(cast, filled(helper_sheet, path, {"T2": {"本月进展": "好"}}))
    with pytest.raises(ValidationError):
        choose_rows(record.pk, ["!7"], by=cast.clerk)


def test_a_month_is_closed_without_any_helper_signing_in(cast, path):
    for unit, number in ((cast.helper_unit, "T2"), (cast.helper2_unit, "T3")):
        record = uploaded(cast, filled(sheet_of(cast, unit), path, {number: {"本月进展": "已办"}}))
        confirm(FeedbackSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    close_month(programme=cast.alpha, month=JUNE, by=cast.clerk, at=timezone.now())
    reports = TaskProgress.objects.filter(month=JUNE.start)
    assert {(one.unit, one.on_behalf) for one in reports} == {
        (cast.helper_unit, True), (cast.helper2_unit, True),
    }  # fmt: skip
    assert (cast.helper.last_login, cast.helper2.last_login) == (None, None)
