"""Months and ledgers in any order; what a person typed; what is closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from core.importing.rows import Conflict, Problem
from core.periods import Period
from funds.choices import PostingKind
from funds.models import FundLine, Posting
from programmes.choices import PeriodState, TaskState
from programmes.models import ReportingPeriod, Task
from projects.choices import EntryOrigin, OpeningKind
from projects.models import MonthEntry, OpeningEntry, Project
from tests.importing import books
from tests.importing.books import FUNDS, LEDGER, MONTHS, TASKS, changed, imported
from tests.importing.messy import Mess, save
from tests.making import JULY, JUNE, MAY, building, late, progress, wan


def totals() -> tuple[Decimal, Decimal, Decimal]:
    projects = list(Project.objects.with_month(JUNE))
    return (
        sum(p.month_amount or 0 for p in projects),
        sum(p.year_amount for p in projects),
        sum(p.ever_amount for p in projects),
    )


def close(*months: int) -> None:
    days = [date(2024, month, 1) for month in months]
    rows = ReportingPeriod.objects.filter(month__in=days)
    rows.update(state=PeriodState.CLOSED, closed_at=timezone.now())


@pytest.mark.parametrize("order", [(LEDGER, MONTHS), (MONTHS, LEDGER), (MONTHS, LEDGER, MONTHS)])
def test_both_orders_give_the_same_totals(network, order):
    for book in order:
        assert imported(network, book).errors == []
    assert totals() == (Decimal("280828600.00"), Decimal("1670223900.00"), Decimal("4749723900.00"))
    assert MonthEntry.objects.count() == 363


def test_months_that_come_in_part_leave_the_rest_in_the_opening(ledger, tmp_path):
    grid = [row[:3] + row[7:9] + row[10:] for row in MONTHS.grid()]
    assert imported(ledger, MONTHS, books.write(grid, tmp_path / "may.xlsx")).errors == []
    opening = OpeningEntry.objects.get(project__code="MB2024-003", kind=OpeningKind.EARLIER_MONTHS)
    assert (opening.through, opening.amount) == (date(2024, 4, 1), Decimal("193033800.00"))
    assert totals()[1] == Decimal("1670223900.00")
    assert imported(ledger, LEDGER).unchanged == 139
    assert imported(ledger, MONTHS).errors == []
    assert not OpeningEntry.objects.filter(kind=OpeningKind.EARLIER_MONTHS).exists()
    assert totals()[1] == Decimal("1670223900.00")


def test_what_a_person_corrected_stays_and_is_a_conflict(months):
    entry = MonthEntry.objects.get(project__code="MB2024-003", month=JUNE.start)
    entry.amount, entry.origin = Decimal("67000000"), EntryOrigin.TYPED
    entry.save()
    for book, row in ((LEDGER, 8), (MONTHS, 4)):
        result = imported(months, book)
        column = "6月完成投资" if book is LEDGER else "6月"
        assert result.conflicts == [Conflict(row, column, "6771.29", "6700")]
        assert (result.skipped, result.unchanged, result.errors) == (1, book.rows, [])
    entry.refresh_from_db()
    assert entry.amount == Decimal("67000000")


def test_a_typed_month_that_the_sheet_leaves_empty_is_no_conflict(months):
    project = Project.objects.get(code="MB2024-047")
    MonthEntry.objects.create(
        programme=months, project=project, month=JUNE.start, amount=Decimal("1000000")
    )
    result = imported(months, LEDGER)
    assert (result.conflicts, result.skipped, result.unchanged) == ([], 0, 139)
    assert project.entries.get(month=JUNE.start).amount == Decimal("1000000")


def test_a_closed_month_takes_what_is_the_same_and_refuses_a_change(months, tmp_path):
    close(1, 2, 3, 4, 5)
    assert imported(months, MONTHS).unchanged == 61
    cells = [(4, 4, 7240.33), (4, 9, 34121.41), (65, 4, 30218.02), (65, 9, 167022.4)]
    assert imported(months, MONTHS, changed(MONTHS, tmp_path, *cells)).errors == [
        Problem(4, "2月", "7240.33", "2024年2月已截止，不能更改。")
    ]
    assert MonthEntry.objects.get(project__code="MB2024-003", month="2024-02-01").amount == Decimal(
        "72403200"
    )


def one_row(folder, until: str, head: str, *cells):
    """A ledger until then of one project: code, name, stage and the amount under the head."""
    mess = Mess(above=[[f"重点项目台账(截至{until})"], ["单位:万元"]])
    mess.heads, mess.rows = [["序号", "项目编码", "项目名称", "项目阶段", head]], [[1, *cells]]
    return save(folder / "one.xlsx", mess)


def test_nothing_done_before_the_year_is_no_opening(network, tmp_path):
    sheet = one_row(tmp_path, "2024年6月底", "至2023年底累计完成投资", "N-1", "新桥", "在建", 0)
    result = imported(network, LEDGER, sheet)
    assert (result.errors, result.created) == ([], 1)
    assert not OpeningEntry.objects.exists()


def test_what_was_made_up_this_january_is_none_of_last_year(network, tmp_path):
    network.as_of = date(2025, 2, 8)
    network.save()
    bridge = building(network, "N-1", None, name="新桥")
    december, january = Period.month(2024, 12), Period.month(2025, 1)
    late(bridge, december, january, 5)
    sheet = one_row(tmp_path, "2025年1月底", "至2024年底累计完成投资", "N-1", "新桥", "在建", 80)
    assert imported(network, LEDGER, sheet).errors == []
    assert OpeningEntry.objects.get().amount == wan(80)


def test_a_month_is_imported_from_its_first_day_on(network, tmp_path):
    network.as_of = JULY.start
    network.save()
    bridge = building(network, "N-1", None, name="新桥")
    mess = Mess(above=[["2024年分月完成投资"], ["单位:万元"]])
    mess.heads, mess.rows = [["项目编码", "项目名称", "7月"]], [["N-1", "新桥", 5]]
    assert imported(network, MONTHS, save(tmp_path / "july.xlsx", mess)).errors == []
    assert bridge.entries.get().month == JULY.start


def test_a_closed_month_keeps_where_its_figures_come_from(months, tmp_path):
    close(1, 2, 3, 4, 5, 6)
    assert imported(months, MONTHS, changed(MONTHS, tmp_path, (4, 10, ""))).errors == []
    rows = MonthEntry.objects.filter(project__code="MB2024-003")
    assert set(rows.values_list("provenance", flat=True)) == {"illustrative"}


def test_what_was_made_up_in_the_month_is_part_of_its_cumulative(months, tmp_path):
    late(Project.objects.get(code="MB2024-003"), MAY, JUNE, "1.01")
    cells = [(8, 11, 34122.41), (5, 11, 65414.91), (156, 11, 167023.4)]
    assert imported(months, LEDGER, changed(LEDGER, tmp_path, *cells)).errors == []
    assert not OpeningEntry.objects.filter(kind=OpeningKind.EARLIER_MONTHS).exists()


def test_a_sheet_of_before_does_not_change_what_a_later_one_settled(ledger, tmp_path):
    held = OpeningEntry.objects.filter(kind=OpeningKind.EARLIER_MONTHS).order_by("pk")
    before = list(held.values_list("through", "amount"))
    iron = ("MB2024-003", "黄家坪磷矿开发", "在建")
    sheet = one_row(tmp_path, "2024年5月底", "1-5月累计完成投资", *iron, 20000)
    assert imported(ledger, LEDGER, sheet).errors == []
    assert list(held.values_list("through", "amount")) == before
    assert before[0][0] == MAY.start


def test_a_closed_month_takes_no_new_entry(ledger):
    close(1)
    errors = imported(ledger, MONTHS).errors
    assert {(error.column, error.message) for error in errors} >= {
        ("1月", "2024年1月已截止，不能更改。")
    }
    assert not MonthEntry.objects.filter(month="2024-01-01").exists()


def test_an_opening_of_closed_months_is_refused_with_the_way_out(ledger, tmp_path):
    close(5)
    cells = [(8, 11, 34122.41), (5, 11, 65414.91), (156, 11, 167023.4)]
    (error,) = imported(ledger, LEDGER, changed(LEDGER, tmp_path, *cells)).errors
    assert (
        error.message
        == "2024年5月已截止，不能更改。累计中请只导入此后完成的部分，其余在导入后用补报填写。"
    )


def test_a_correction_by_a_later_sheet_updates_what_an_import_brought(months, tmp_path):
    cells = [
        (8, 10, 6771.3),
        (8, 11, 34121.41),
        (5, 10, 10476.34),
        (5, 11, 65413.91),
        (156, 10, 28082.87),
        (156, 11, 167022.4),
    ]
    result = imported(months, LEDGER, changed(LEDGER, tmp_path, *cells))
    assert (result.errors, result.updated, result.unchanged) == ([], 1, 138)
    assert totals()[1] == Decimal("1670224000.00")


def test_a_task_that_somebody_reported_keeps_state_and_quantity(network):
    imported(network, TASKS)
    task = Task.objects.get(number="RW2024-012")
    person = User.objects.create_user("helper", name="帮扶", unit=task.lead_unit, password="x")
    progress(task, created_by=person)
    Task.objects.filter(pk=task.pk).update(done_quantity=200, state=TaskState.CLOSED)
    result = imported(network, TASKS)
    assert result.conflicts == [
        Conflict(15, "进展状态", "推进中", "已销号"),
        Conflict(15, "已完成量", "150", "200.00"),
    ]
    assert result.unchanged == 111


@pytest.fixture
def funds(ledger):
    assert imported(ledger, FUNDS).is_good
    return ledger


def posted(number: str, kind: PostingKind) -> list[tuple[str, Decimal]]:
    rows = Posting.objects.filter(line__number=number, kind=kind).order_by("pk")
    return [(p.on.isoformat(), p.amount) for p in rows]


def test_a_rise_posts_the_difference(funds, tmp_path):
    path = changed(FUNDS, tmp_path, (4, 10, 3200.5), (4, 13, "2024-06-28"))
    assert imported(funds, FUNDS, path).updated == 1
    assert posted("ZJ2024-001", PostingKind.PAID) == [
        ("2024-06-12", Decimal("31505000")),
        ("2024-06-28", Decimal("500000")),
    ]


def test_a_fall_reverses_the_newest_whole_and_posts_the_rest(funds, tmp_path):
    imported(funds, FUNDS, changed(FUNDS, tmp_path, (4, 10, 3200.5), (4, 13, "2024-06-28")))
    back = changed(FUNDS, tmp_path, (4, 10, 3180.5), (4, 13, "2024-06-20"))
    assert imported(funds, FUNDS, back).errors == []
    assert posted("ZJ2024-001", PostingKind.PAID) == [
        ("2024-06-12", Decimal("31505000")),
        ("2024-06-28", Decimal("500000")),
        ("2024-06-28", Decimal("-500000")),
        ("2024-06-20", Decimal("300000")),
    ]
    assert imported(funds, FUNDS, back).unchanged == 40
    line = FundLine.objects.with_amounts(on=JUNE.last_day).get(number="ZJ2024-001")
    assert line.paid == Decimal("31805000")


def test_nothing_is_posted_into_a_closed_month(funds, tmp_path):
    close(3)
    path = changed(FUNDS, tmp_path, (8, 9, 400))
    assert imported(funds, FUNDS, path).errors == [
        Problem(8, "最近拨付日期", "2024-03-28", "2024年3月已截止，不能更改。")
    ]


def test_nothing_is_reversed_in_a_closed_month(funds, tmp_path):
    close(6)
    path = changed(FUNDS, tmp_path, (4, 10, 3100), (4, 13, "2024-05-20"))
    assert imported(funds, FUNDS, path).errors == [
        Problem(4, "最近支付日期", "2024-05-20", "2024年6月已截止，不能更改。")
    ]
