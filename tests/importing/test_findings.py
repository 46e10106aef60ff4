"""The county's ledger of findings as a workbook."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from core.actors import with_reason
from core.importing.undo import undo_import
from programmes.management.commands.export_data import all_rows
from programmes.models import Membership
from supervision.choices import DONE
from supervision.importers.findings import FindingExporter, FindingImporter
from supervision.models import Finding, FindingEvent, FindingSource, Order
from supervision.services.findings import delete_finding
from tests.contents import everything
from tests.importing.books import FINDINGS, changed, confirmed, imported, write
from tests.making import DAY, JUNE, finding_request, order, person, signed_in

FOUND, UNIT, DUE, RECTIFIED, CLOSED, STATE = 3, 6, 11, 12, 13, 14


@pytest.fixture
def ledger_of_findings(ledger):
    result = imported(ledger, FINDINGS)
    assert (result.errors, result.created) == ([], 24)
    return ledger


def test_the_ledger_has_the_states_and_days_of_the_county(ledger_of_findings):
    rows = Finding.objects.of(ledger_of_findings).as_of(DAY).with_ends(DAY).with_outcome()
    assert Counter(rows.values_list("state_then", flat=True)) == {
        "open": 2,
        "rectifying": 16,
        "rectified": 1,
        "closed": 5,
    }
    assert rows.to_rectify().due(DAY).count() == 9
    assert rows.filter(outcome="late").count() == 2
    assert (rows.filter(state_then__in=DONE).count(), rows.count()) == (6, 24)
    assert FindingSource.objects.of(ledger_of_findings).count() == 5


def test_it_comes_back_without_a_difference(ledger_of_findings, tmp_path):
    before = everything()
    path = tmp_path / "out.xlsx"
    with path.open("wb") as file:
        FindingExporter(ledger_of_findings, all_rows, JUNE).write(file, "xlsx")
    for again in (FINDINGS.path, path):
        result = imported(ledger_of_findings, FINDINGS, again)
        assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 24)
    assert everything() == before
    ours = [cell.value for cell in load_workbook(path).active[2]]
    theirs = [cell.value for cell in load_workbook(FINDINGS.path).active[3]]
    assert ours == theirs[1:]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ([(5, UNIT, "县外某局")], "责任单位", "没有"),
        ([(5, DUE, "2024-01-01")], "整改时限", "早于发现日期"),
        ([(5, RECTIFIED, "2024-06-30")], "完成日期", "尚未整改"),
        ([(6, CLOSED, "2024-07-01")], "销号日期", "尚未销号"),
        ([(4, STATE, "办结了")], "整改状态", "未整改"),
        ([(5, FOUND, "2024-07-09"), (5, DUE, "2024-08-01")], "发现日期", "晚于今天"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_cell(ledger, tmp_path, cells, column, message):
    [error] = imported(ledger, FINDINGS, changed(FINDINGS, tmp_path, *cells)).errors
    assert error.column == column
    assert message in error.message


def test_rectified_and_closed_on_days_in_the_future_are_errors_at_their_cells(ledger, tmp_path):
    days = (5, RECTIFIED, "2024-07-09"), (5, CLOSED, "2024-07-10"), (5, STATE, "已销号")
    errors = imported(ledger, FINDINGS, changed(FINDINGS, tmp_path, *days)).errors
    found = [(error.column, error.message) for error in errors]
    assert found == [("完成日期", "日期晚于今天。"), ("销号日期", "日期晚于今天。")]


def test_a_finding_is_not_known_before_it_was_found(ledger, tmp_path):
    cells = [(1, 0, "马边县督查问题整改台账"), (5, FOUND, "2024-06-20")]
    importer = FindingImporter(ledger)
    importer.on = date(2024, 6, 19)
    result = importer.run(changed(FINDINGS, tmp_path, *cells))
    words = "发现日期2024-06-20晚于状态截至日期2024-06-19。"
    assert (5, "发现日期", words) in [(one.row, one.column, one.message) for one in result.errors]
    assert not Finding.objects.of(ledger).exists()


def test_a_year_that_cannot_be_numbers_no_finding(ledger, tmp_path):
    title = (1, 0, "马边9999年督查问题整改台账")
    [error] = imported(ledger, FINDINGS, changed(FINDINGS, tmp_path, title)).errors
    assert "标题中的年份是9999年" in error.message


def test_a_helper_is_not_responsible_for_a_finding(ledger, tmp_path):
    helper = Membership.objects.of(ledger).helpers().first().unit.name
    [error] = imported(ledger, FINDINGS, changed(FINDINGS, tmp_path, (5, UNIT, helper))).errors
    assert (error.column, "只能填县内单位" in error.message) == ("责任单位", True)


def test_what_a_person_did_stays(ledger_of_findings, tmp_path):
    one = Finding.objects.get(number="DC2024-002")
    by = person(ledger_of_findings, "督查员", "clerk", ledger_of_findings.task_force)
    finding_request(one, by)
    result = imported(ledger_of_findings, FINDINGS)
    assert (result.errors, result.updated) == ([], 0)
    one.refresh_from_db()
    assert (one.state, one.rectified_on) == ("rectified", DAY)
    assert any("整改状态" in conflict.column for conflict in result.conflicts)


def test_a_sheet_without_numbers_knows_its_rows_by_text_and_unit(ledger_of_findings, tmp_path):
    grid = [row[:1] + row[2:] for row in FINDINGS.grid()]
    result = imported(ledger_of_findings, FINDINGS, write(grid, tmp_path / "plain.xlsx"))
    assert (result.errors, result.created, result.unchanged) == ([], 0, 24)
    assert Finding.objects.get(number="DC2024-005").closed_on == date(2024, 5, 29)


def test_a_sheet_without_days_reopens_what_it_brought_as_closed(ledger_of_findings, tmp_path):
    grid = [row[:12] + row[14:] for row in FINDINGS.grid()]
    closed = next(row for row in grid if row[1] == "DC2024-005")
    closed[12] = "整改中"
    result = imported(ledger_of_findings, FINDINGS, write(grid, tmp_path / "days.xlsx"))
    assert (result.errors, result.updated) == ([], 1)
    one = Finding.objects.get(number="DC2024-005")
    assert (one.state, one.rectified_on, one.closed_on) == ("rectifying", None, None)


def events_of(programme) -> list[tuple]:
    rows = FindingEvent.objects.of(programme).order_by("finding__number", "pk")
    names = ("finding__number", "kind", "on", "state_before", "state_after", "created_by")
    return list(rows.values_list(*names))


def test_each_finding_of_the_ledger_begins_with_its_import(ledger_of_findings, as_clerk_of):
    findings = Finding.objects.of(ledger_of_findings).order_by("number")
    assert events_of(ledger_of_findings) == [
        (one.number, "imported", one.known_on, one.state, one.state, None) for one in findings
    ]
    client = as_clerk_of(ledger_of_findings)
    page = client.get(reverse("finding", args=[findings[0].pk])).text
    assert "台账导入" in page.split('id="events"')[1]
    assert client.get(reverse("finding_events")).context["table"].paginator.count == 24


def test_the_event_of_an_import_names_the_file_and_says_once_what_it_is(ledger):
    with with_reason("导入：六月.xlsx"):
        assert imported(ledger, FINDINGS).errors == []
    events = FindingEvent.objects.of(ledger)
    assert {(one.get_kind_display(), one.account) for one in events} == {("台账导入", "六月.xlsx")}


@pytest.fixture
def as_clerk_of():
    return lambda programme: signed_in(person(programme, "台账员", "clerk", programme.task_force))


def test_a_sheet_that_changes_state_and_day_is_an_event_and_keeps_what_was_known(
    ledger_of_findings, tmp_path
):
    one = Finding.objects.get(number="DC2024-002")
    before, known_on = one.due_on, one.known_on
    after = before + timedelta(days=10)
    place = [row[1] for row in FINDINGS.grid()].index("DC2024-002") + 1
    cells = [(place, DUE, after.isoformat()), (place, STATE, "未整改")]
    path = changed(FINDINGS, tmp_path, *cells)
    result = imported(ledger_of_findings, FINDINGS, path)
    assert (result.errors, result.updated) == ([], 1)
    event = one.events.last()
    assert (event.kind, event.state_before, event.state_after) == ("imported", one.state, "open")
    assert (event.due_before, event.due_after) == (before, after)
    one.refresh_from_db()
    assert one.known_on == known_on
    assert imported(ledger_of_findings, FINDINGS, path).updated == 0
    assert one.events.count() == 2
    earlier = Finding.objects.as_of(event.on - timedelta(1)).filter(pk=one.pk).first()
    assert earlier is None or (earlier.state_then, earlier.due_then) == ("rectifying", before)


def test_a_finding_of_the_ledger_is_deleted_with_the_event_of_its_import(ledger_of_findings):
    one = Finding.objects.get(number="DC2024-002")
    delete_finding(one, version=one.version, reason="重复")
    assert not FindingEvent.objects.filter(finding=one.pk).exists()


def test_undoing_the_import_takes_its_events_too(ledger):
    by = person(ledger, "台账员", "clerk", ledger.task_force)
    record = confirmed(FindingImporter(ledger), FINDINGS.path, by=by)
    assert FindingEvent.objects.of(ledger).count() == 24
    undo_import(FindingImporter(ledger), record.pk, by=by)
    assert not FindingEvent.objects.of(ledger).exists()
    assert not Finding.objects.of(ledger).exists()


def test_an_import_gives_no_other_unit_to_what_a_signed_order_names(ledger_of_findings, tmp_path):
    one = Finding.objects.get(number="DC2024-002")
    sent_one = order(ledger_of_findings, one)
    signed = {"state": "signed", "number": "督办〔2024〕1号", "signed_on": DAY}
    Order.objects.filter(pk=sent_one.pk).update(**signed)
    row = next(n for n, cells in enumerate(FINDINGS.grid(), 1) if one.number in cells)
    other = next(
        cells[UNIT] for cells in FINDINGS.grid()[3:] if cells[UNIT] not in (one.unit.name, "", None)
    )
    path = changed(FINDINGS, tmp_path, (row, UNIT, other))
    [error] = imported(ledger_of_findings, FINDINGS, path).errors
    assert error.column == "责任单位"
    assert "已列入督办〔2024〕1号" in error.message
