"""A whole import is taken back, or nothing of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.utils import timezone

from accounts.models import Unit, User
from core.audit.models import AuditRow
from core.choices import ImportState
from core.importing import undo, uploads
from core.importing.models import ImportFile
from funds.models import FundLine, FundSource, Posting
from programmes.choices import PeriodState
from programmes.models import ReportingPeriod
from projects.models import MonthEntry, OpeningEntry, Project, Sector
from tests.contents import everything
from tests.database import ask
from tests.importing import books
from tests.importing.books import DOCUMENTS, FUNDS, LEDGER, MONTHS, NEEDS, TASKS, imported


@pytest.fixture
def clerk(network):
    unit = Unit.objects.get(name="县级工作专班")
    return User.objects.create_user("clerk", name="办事员", unit=unit, password="x")


def by_browser(programme, book, clerk, path=None) -> ImportFile:
    upload = SimpleUploadedFile("台账.xlsx", (path or book.path).read_bytes())
    importer = book.importer(programme)
    record = books.uploaded(importer, upload, by=clerk)
    return uploads.confirm(book.importer(programme), record.pk, by=clerk)


def taken_back(programme, book, record, clerk) -> ImportFile:
    return undo.undo_import(book.importer(programme), record.pk, by=clerk)


def refusal(programme, book, record, clerk) -> list[str]:
    before = everything()
    with pytest.raises(ValidationError) as error:
        taken_back(programme, book, record, clerk)
    assert everything() == before
    return error.value.messages


def test_a_first_import_leaves_nothing_behind(network, clerk):
    before = everything()
    record = by_browser(network, LEDGER, clerk)
    assert Project.objects.count() == 139
    done = taken_back(network, LEDGER, record, clerk)
    assert everything() == before
    assert (done.state, done.undone_by, done.undone_at is not None) == (
        ImportState.UNDONE,
        clerk,
        True,
    )
    assert not Sector.objects.exists()


@pytest.mark.parametrize(
    "book", [MONTHS, TASKS, NEEDS, DOCUMENTS], ids=lambda book: book.importer.name
)
def test_an_import_of_another_kind_leaves_nothing_behind_either(ledger, clerk, book):
    before = everything()
    record = by_browser(ledger, book, clerk)
    assert (record.preview["errors"], record.created_rows) == ([], book.rows)
    taken_back(ledger, book, record, clerk)
    assert everything() == before


@pytest.mark.parametrize(
    ("book", "column", "value"), [(TASKS, 6, "李四 13900000000"), (NEEDS, 7, "高")]
)
def test_changed_tasks_and_needs_get_their_former_values(
    ledger, clerk, tmp_path, book, column, value
):
    imported(ledger, book)
    before = everything()
    grid = book.grid()
    grid[4][column] = value
    record = by_browser(ledger, book, clerk, books.write(grid, tmp_path / "changed.xlsx"))
    assert (record.preview["errors"], record.changed_rows) == ([], 1)
    assert record.preview["outcomes"][1]["changes"] != []
    taken_back(ledger, book, record, clerk)
    assert everything() == before


def sums() -> dict:
    """The amounts of each line by step and day."""
    postings = Posting.objects.values_list("line__number", "kind", "on").order_by()
    totals = postings.annotate(total=Sum("amount"))
    return {(line, kind, on): total for line, kind, on, total in totals if total}


def test_postings_are_reversed_on_their_days_and_their_lines_stay(ledger, clerk, tmp_path):
    grid = FUNDS.grid()
    grid[3][6:11] = [None] * 5  # a line without any amount
    record = by_browser(ledger, FUNDS, clerk, books.write(grid, tmp_path / "funds.xlsx"))
    assert record.created_rows == 40
    posted = list(Posting.objects.all())
    taken_back(ledger, FUNDS, record, clerk)
    reversals = Posting.objects.filter(reverses__isnull=False)
    assert sorted((r.reverses_id, r.on, -r.amount) for r in reversals) == sorted(
        (p.pk, p.on, p.amount) for p in posted
    )
    assert (sums(), FundLine.objects.count()) == ({}, 39)
    assert not FundSource.objects.filter(lines=None).exists()
    assert by_browser(ledger, FUNDS, clerk).preview["errors"] == []


def test_what_an_import_of_funds_reversed_is_posted_again(ledger, clerk, tmp_path):
    imported(ledger, FUNDS)
    before, days = everything(), sums()
    grid = FUNDS.grid()
    row = next(row for row in grid[3:] if row[10] and row[10] > 1)
    row[10] = 1
    record = by_browser(ledger, FUNDS, clerk, books.write(grid, tmp_path / "less.xlsx"))
    assert (record.preview["errors"], record.changed_rows) == ([], 1)
    assert sums() != days
    taken_back(ledger, FUNDS, record, clerk)
    assert sums() == days
    assert everything()["FundLine"] == before["FundLine"]


def test_a_later_posting_to_a_line_keeps_the_import_of_funds(ledger, clerk, tmp_path):
    first, later = FUNDS.grid(), FUNDS.grid()
    row = next(row for row in first[3:] if row[10])
    number, row[10] = row[1], None
    imported(ledger, FUNDS, books.write(first, tmp_path / "first.xlsx"))
    row[10] = 1
    record = by_browser(ledger, FUNDS, clerk, books.write(first, tmp_path / "second.xlsx"))
    imported(ledger, FUNDS, books.write(later, tmp_path / "later.xlsx"))
    assert refusal(ledger, FUNDS, record, clerk) == [
        "未作撤销：",
        f"资金{number}在导入后又有入账。",
    ]


def test_rows_that_were_changed_get_their_former_values(ledger, clerk, tmp_path):
    before = everything()
    grid = LEDGER.grid()
    grid[7][5], grid[7][7], grid[7][6] = "劳动镇", 130000, "投产"
    grid[4][7], grid[-1][7] = 2912200, 14685000
    grid[8][19], grid[8][21] = "县领导09", "责任人99 13900000000"
    path = books.write(grid, tmp_path / "changed.xlsx")
    record = by_browser(ledger, LEDGER, clerk, path)
    assert (record.preview["errors"], record.preview["updated"]) == ([], 2)
    assert everything() != before
    taken_back(ledger, LEDGER, record, clerk)
    assert everything() == before


def test_opening_entries_that_months_replaced_come_back(ledger, clerk):
    before = everything()
    record = by_browser(ledger, MONTHS, clerk)
    assert everything() != before
    taken_back(ledger, MONTHS, record, clerk)
    assert everything() == before


def stored(table: str) -> list:
    """The rows as the database has them, without what each save counts up."""
    return ask(f"SELECT to_jsonb(r) - '{{version,updated_at}}'::text[] FROM {table} r ORDER BY id")


def test_rows_come_back_byte_by_byte(ledger, clerk, tmp_path):
    """What was deleted comes back with the time at which it was made."""
    opened = timezone.now() - timedelta(days=40)
    OpeningEntry.objects.update(created_at=opened, updated_at=opened)
    kept, whole = stored("projects_project"), ask("SELECT * FROM projects_openingentry ORDER BY id")
    assert len(whole) > 10
    record = by_browser(ledger, MONTHS, clerk)
    assert len(ask("SELECT * FROM projects_openingentry")) < len(whole)
    taken_back(ledger, MONTHS, record, clerk)
    assert ask("SELECT * FROM projects_openingentry ORDER BY id") == whole
    grid = LEDGER.grid()
    grid[7][5] = "劳动镇"
    record = by_browser(ledger, LEDGER, clerk, books.write(grid, tmp_path / "changed.xlsx"))
    assert stored("projects_project") != kept
    taken_back(ledger, LEDGER, record, clerk)
    assert stored("projects_project") == kept


def test_one_import_after_another_is_taken_back_in_turn(network, clerk):
    ledger = by_browser(network, LEDGER, clerk)
    after_ledger = everything()
    months = by_browser(network, MONTHS, clerk)
    sentences = refusal(network, LEDGER, ledger, clerk)
    assert sentences[0] == "未作撤销："
    assert len(sentences) > 2
    taken_back(network, MONTHS, months, clerk)
    assert everything() == after_ledger


def test_a_row_changed_since_keeps_the_whole_import(network, clerk):
    record = by_browser(network, LEDGER, clerk)
    Project.objects.filter(code="MB2024-003").update(lead_official="县领导09")
    assert refusal(network, LEDGER, record, clerk) == [
        "未作撤销：",
        "项目“黄家坪磷矿开发”在导入后已被修改。",
    ]


def test_what_hangs_on_a_new_row_keeps_the_whole_import(network, clerk):
    record = by_browser(network, LEDGER, clerk)
    project = Project.objects.get(code="MB2024-003")
    MonthEntry.objects.create(programme=network, project=project, month="2024-05-01", amount=1)
    assert refusal(network, LEDGER, record, clerk) == [
        "未作撤销：",
        "项目“黄家坪磷矿开发”下已有月度填报（1条）。",
    ]


def test_a_closed_month_keeps_the_whole_import(network, clerk):
    record = by_browser(network, LEDGER, clerk)
    june = ReportingPeriod.objects.get(programme=network, month="2024-06-01")
    june.state, june.closed_at = PeriodState.CLOSED, timezone.now()
    june.save()
    [sentence] = refusal(network, LEDGER, record, clerk)
    assert sentence.startswith("未作撤销：这次导入涉及的月份已截止")


def test_a_second_time_does_nothing_and_what_was_not_imported_cannot_be_undone(network, clerk):
    record = by_browser(network, LEDGER, clerk)
    first = taken_back(network, LEDGER, record, clerk).undone_at
    assert taken_back(network, LEDGER, record, clerk).undone_at == first
    upload = SimpleUploadedFile("台账.xlsx", LEDGER.path.read_bytes())
    other = books.uploaded(LEDGER.importer(network), upload, by=clerk)
    assert refusal(network, LEDGER, other, clerk) == ["这次导入无法撤销。"]


def test_it_can_be_imported_again_afterwards(network, clerk):
    record = by_browser(network, LEDGER, clerk)
    once = everything()
    taken_back(network, LEDGER, record, clerk)
    by_browser(network, LEDGER, clerk)
    assert everything() == once


def test_the_record_says_why(network, clerk):
    record = by_browser(network, LEDGER, clerk)
    taken_back(network, LEDGER, record, clerk)
    rows = AuditRow.objects.filter(table_name="projects_project")
    reasons = rows.order_by("pk").values_list("action", "reason")
    assert reasons.first() == ("insert", "导入：台账.xlsx")
    assert reasons.last() == ("delete", "撤销导入：台账.xlsx")
