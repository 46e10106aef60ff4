"""The findings in the feedback sheet of a unit: sent, stored, kept, refused and undone."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.importing.models import ImportFile
from core.importing.rows import Result
from core.importing.undo import undo_import
from core.importing.uploads import confirm
from notifications.models import Notice
from programmes.exporters.feedback_book import write_book
from programmes.importers import FeedbackSheetImporter
from programmes.models import FeedbackSheet, TaskProgress
from supervision.importers.finding_sheets import FindingSheetImporter
from supervision.models import Finding, FindingEvent, FindingRequest, RectificationReport
from supervision.services.finding_events import report_rectification
from supervision.services.finding_requests import accept_request, refuse_request
from tests.importing.test_feedback_sheets import sheet_of
from tests.making import DAY, JULY, finding, sent, signed_in, task

HEADS = 6
PART = "问题整改"
CLOSING = {"整改情况": "已征地", "申请销号": "是"}


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "back.xlsx"


@pytest.fixture
def sheet(cast) -> FeedbackSheet:
    return sheet_of(cast, cast.bureau_unit)


def filled(sheet, path: Path, rows: dict[str, dict[str, object]]) -> Path:
    """The sheet as its unit filled it in: by the number of the finding and the head."""
    workbook = load_workbook(BytesIO(write_book(sheet)))
    page = workbook[PART]
    heads = {cell.value: cell.column for cell in page[HEADS]}
    for line in page.iter_rows(min_row=HEADS + 1):
        for head, value in rows.get(str(line[1].value), {}).items():
            line[heads[head] - 1].value = value
    workbook.save(path)
    return path


def imported(cast, path: Path, *, chosen=(), dry_run=False, kind=FindingSheetImporter) -> Result:
    importer = kind(cast.alpha)
    importer.by, importer.chosen = cast.clerk, frozenset(chosen)
    return importer.run(path, dry_run=dry_run)


def now(one: Finding) -> Finding:
    return Finding.objects.get(pk=one.pk)


def test_the_part_lists_what_the_unit_has_to_rectify(cast, sheet):
    finding(cast.alpha, "F1", cast.bureau2_unit)
    for number, state in enumerate(("rectifying", "rectified", "closed")):
        finding(cast.alpha, f"G{number}", cast.bureau_unit, state=state)
    merged = finding(cast.alpha, "G9", cast.bureau_unit)
    Finding.objects.filter(pk=merged.pk).update(merged_into=cast.finding)
    page = load_workbook(BytesIO(write_book(sheet)))[PART]
    rows = [[cell.value for cell in line] for line in page.iter_rows(min_row=HEADS)]
    assert rows[0][1:] == [
        "问题编号",
        "问题内容",
        "整改时限",
        "上次整改情况",
        "整改情况",
        "申请销号",
    ]
    assert [row[1:4] for row in rows[1:]] == [
        ["D1", "征地滞后", "2024-07-31"],
        ["G0", "G0号问题", "2024-07-31"],
    ]
    assert page.protection.sheet
    assert [page.cell(HEADS + 1, n).protection.locked for n in range(2, 8)] == [True] * 4 + [
        False
    ] * 2


def test_a_helper_gets_no_part_and_a_unit_without_findings_none(cast):
    task(cast.alpha, "B2", cast.bureau2_unit, state="in_progress")
    Finding.objects.bulk_create(
        [
            Finding(
                programme=cast.alpha, number="H1", unit=cast.helper_unit, text="错录",
                source=cast.finding.source, found_on=DAY,
            )
        ]
    )  # fmt: skip
    for unit in (cast.helper_unit, cast.bureau2_unit):
        book = load_workbook(BytesIO(write_book(sheet_of(cast, unit))))
        assert PART not in book.sheetnames
        words = [str(cell.value) for page in book for line in page.iter_rows() for cell in line]
        assert not any("错录" in one or "督查" in one or "销号" in one for one in words)


def test_what_the_unit_reports_is_stored_on_its_behalf(cast, sheet, path):
    result = imported(cast, filled(sheet, path, {"D1": {"整改情况": "已进场"}}))
    assert (result.errors, result.updated) == ([], 1)
    report = RectificationReport.objects.get()
    assert (report.text, report.unit, report.on_behalf) == ("已进场", cast.bureau_unit, True)
    assert report.created_by == cast.clerk
    one = now(cast.finding)
    assert (one.state, one.situation) == ("rectifying", "已进场")
    assert FindingEvent.objects.get().kind == "begun"
    assert FeedbackSheet.objects.get().returned_on == DAY


def test_a_request_for_the_verification_waits_for_a_second_person(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已征地", "申请销号": "是"}})
    assert imported(cast, path).errors == []
    request = FindingRequest.objects.get()
    assert (request.text, request.unit, request.on_behalf) == ("已征地", cast.bureau_unit, True)
    assert now(cast.finding).state == "rectified"
    given = {"version": request.version, "by": cast.approver, "on": DAY}
    accept_request(request, verification="papers", **given)
    again = imported(cast, path)
    assert (again.errors, again.conflicts, again.unchanged) == ([], [], 1)


def test_the_same_file_changes_nothing_a_second_time(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已进场"}})
    imported(cast, path)
    before = [*Finding.objects.values()], [*RectificationReport.objects.values()]
    result = imported(cast, path)
    assert (result.created, result.updated, result.unchanged) == (0, 0, 1)
    assert (result.conflicts, result.errors) == ([], [])
    assert ([*Finding.objects.values()], [*RectificationReport.objects.values()]) == before


def refused(cast, sheet, path) -> FindingRequest:
    """The request of the sheet, which the task force refused."""
    filled(sheet, path, {"D1": CLOSING})
    assert imported(cast, path).errors == []
    request = FindingRequest.objects.get()
    refuse_request(request, version=1, by=cast.approver, on=DAY, answer="不实")
    return request


def test_a_request_that_was_refused_is_made_again_by_the_next_sheet(cast, sheet, path):
    first = refused(cast, sheet, path)
    filled(sheet_of(cast, cast.bureau_unit, month=JULY), path, {"D1": CLOSING})
    result = imported(cast, path)
    assert (result.errors, result.conflicts, result.updated) == ([], [], 1)
    request = FindingRequest.objects.exclude(pk=first.pk).get()
    assert (request.text, request.state) == ("已征地", "pending")
    assert now(cast.finding).state == "rectified"


def test_a_request_that_was_refused_is_made_again_by_its_own_sheet(cast, sheet, path):
    refused(cast, sheet, path)
    result = imported(cast, path)
    assert (result.errors, result.conflicts, result.updated) == ([], [], 1)
    assert FindingRequest.objects.pending().count() == 1
    assert imported(cast, path).unchanged == 1
    assert FindingRequest.objects.count() == 2


def test_the_same_words_on_the_next_sheet_are_a_new_report(cast, sheet, path, tmp_path):
    """Also where it was made before the first one came back."""
    late, words = tmp_path / "july.xlsx", {"D1": {"整改情况": "正在推进"}}
    filled(sheet, path, words)
    filled(sheet_of(cast, cast.bureau_unit, month=JULY), late, words)
    assert imported(cast, path).updated == 1
    FeedbackSheet.objects.filter(pk=sheet.pk).update(returned_on=DAY - timedelta(1))
    RectificationReport.objects.update(on=DAY - timedelta(1))
    result = imported(cast, late)
    assert (result.errors, result.conflicts, result.updated) == ([], [], 1)
    assert [imported(cast, one).unchanged for one in (path, late)] == [1, 1]
    assert RectificationReport.objects.count() == 2


def test_findings_that_came_back_before_are_named_with_their_day(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已进场"}})
    assert len(imported(cast, path).notes) == 1
    filled(sheet, path, {"D1": {"整改情况": "已完成征地"}})
    notes = imported(cast, path, dry_run=True).notes
    assert notes[1] == "交通局本月已于2024-07-08反馈过，与已存内容不同的行已标出。"


def test_the_tasks_of_a_sheet_whose_findings_came_back_are_no_second_feedback(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已进场"}})
    imported(cast, path)
    assert len(imported(cast, path, dry_run=True, kind=FeedbackSheetImporter).notes) == 1


def test_a_preview_writes_nothing(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已征地", "申请销号": "是"}})
    result = imported(cast, path, dry_run=True)
    assert (result.errors, result.updated) == ([], 1)
    assert not FindingRequest.objects.exists() and not FindingEvent.objects.exists()
    assert now(cast.finding).state == "open"


def test_the_preview_shows_that_the_verification_is_requested(cast, sheet, path, as_):
    filled(sheet, path, {"D1": CLOSING})
    client, address = as_("clerk"), reverse("import_upload", args=["finding_sheets"])
    file = SimpleUploadedFile("back.xlsx", path.read_bytes())
    page = client.post(address, sent(file=file), follow=True)
    [row] = page.context["rows"]
    assert row["changes"] == [
        {"field": "整改情况", "before": "", "after": "已征地"},
        {"field": "申请销号", "before": "未整改", "after": "已整改待核"},
    ]


def test_what_was_reported_since_stays_unless_the_sheet_is_chosen(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "表中所写"}})
    given = {"version": 1, "by": cast.bureau, "on": DAY}
    report_rectification(now(cast.finding), text="单位自报", **given)
    result = imported(cast, path)
    [conflict] = result.conflicts
    assert (conflict.kept, now(cast.finding).situation) == ("单位自报", "单位自报")
    imported(cast, path, chosen=[conflict.key])
    assert now(cast.finding).situation == "表中所写"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"unit": "bureau2_unit"}, "已不是此问题的责任单位"),
        ({"state": "closed"}, "已销号"),
        ({"merged_into": "another"}, "已并入其他问题"),
    ],
)
def test_what_is_no_longer_the_units_is_kept_with_its_reason(cast, sheet, path, values, words):
    filled(sheet, path, {"D1": {"整改情况": "已进场"}})
    records = {
        "bureau2_unit": cast.bureau2_unit,
        "another": finding(cast.alpha, "M1", cast.bureau_unit),
    }
    changed = {name: records.get(value, value) for name, value in values.items()}
    Finding.objects.filter(pk=cast.finding.pk).update(**changed)
    [conflict] = imported(cast, path).conflicts
    assert words in conflict.kept
    assert not RectificationReport.objects.exists()


def test_wrong_rows_are_refused_by_cell(cast, sheet, path):
    result = imported(cast, filled(sheet, path, {"D1": {"申请销号": "是"}}))
    assert [one.message for one in result.errors] == ["申请销号须写明整改情况。"]
    result = imported(cast, filled(sheet, path, {"D1": {"识别码": "假的", "整改情况": "好"}}))
    assert "不是本平台发出" in result.errors[0].message
    other = Finding.objects.filter(pk=cast.finding.pk)
    filled(sheet, path, {"D1": {"整改情况": "好"}})
    other.delete()
    assert "已不存在" in imported(cast, path).errors[0].message


def test_the_code_of_a_finding_names_no_task_and_the_other_way_round(cast, sheet, path):
    book = load_workbook(BytesIO(write_book(sheet)))
    tasks, findings = book["任务"], book[PART]
    code, other = tasks.cell(HEADS + 1, 1).value, findings.cell(HEADS + 1, 1).value
    filled(sheet, path, {"D1": {"识别码": code, "整改情况": "好"}})
    assert "不是本平台发出" in imported(cast, path).errors[0].message
    tasks.cell(HEADS + 1, 1).value = other
    heads = {cell.value: cell.column for cell in tasks[HEADS]}
    tasks.cell(HEADS + 1, heads["本月进展"]).value = "好"
    book.save(path)
    result = imported(cast, path, kind=FeedbackSheetImporter)
    assert "不是本平台发出" in result.errors[0].message
    assert not TaskProgress.objects.exists()


def test_both_kinds_read_their_part_of_one_file(cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已进场"}})
    book = load_workbook(path)
    page = book["任务"]
    heads = {cell.value: cell.column for cell in page[HEADS]}
    page.cell(HEADS + 1, heads["本月进展"]).value = "路基完成"
    book.save(path)
    assert imported(cast, path, kind=FeedbackSheetImporter).errors == []
    assert imported(cast, path).errors == []
    assert TaskProgress.objects.get().text == "路基完成"
    assert RectificationReport.objects.get().text == "已进场"


def test_a_sheet_of_the_other_county_is_refused(cast, path):
    beta = cast.beta
    task(beta.programme, "Z1", beta.unit, state="in_progress")
    theirs = sheet_of(cast, beta.unit, beta.programme)
    filled(theirs, path, {beta.finding.number: {"整改情况": "好"}})
    assert "另一工作平台" in imported(cast, path).errors[0].message
    assert not RectificationReport.objects.exists()


def test_an_import_is_undone_with_what_it_made(as_, cast, sheet, path):
    filled(sheet, path, {"D1": {"整改情况": "已征地", "申请销号": "是"}})
    client, address = as_("clerk"), reverse("import_upload", args=["finding_sheets"])
    file = SimpleUploadedFile("back.xlsx", path.read_bytes())
    page = client.post(address, sent(file=file), follow=True)
    assert "已征地" in page.text and not FindingRequest.objects.exists()
    record = ImportFile.objects.get()
    confirm(FindingSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    assert (FindingRequest.objects.count(), now(cast.finding).state) == (1, "rectified")
    assert Notice.objects.unread().exists()
    undo_import(FindingSheetImporter(cast.alpha), record.pk, by=cast.clerk)
    assert not FindingRequest.objects.exists() and not FindingEvent.objects.exists()
    one = now(cast.finding)
    assert (one.state, one.rectified_on, one.situation) == ("open", None, "")
    assert not Notice.objects.unread().exists()
    assert FeedbackSheet.objects.get().returned_on is None


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("bureau", 403), ("helper", 403)])
def test_the_task_force_alone_imports_it(cast, who, status):
    client = signed_in(getattr(cast, who))
    assert client.get(reverse("import_upload", args=["finding_sheets"])).status_code == status
