"""The six workbooks as the county sends them."""

import pytest
from django.db.models import Count, Sum

from funds.models import FundLine, FundSource
from programmes.choices import TaskState, Tier
from programmes.models import Membership, Need, Task, TaskPlace
from projects.choices import OpeningKind, Stage
from projects.models import MonthEntry, OpeningEntry, Project, StageEvent
from tests.importing import books
from tests.importing.books import FUNDS, LEDGER, NEEDS, TASKS, imported
from tests.making import JUNE, wan


def test_a_dry_run_says_the_same_and_writes_nothing(network):
    result = imported(network, LEDGER, dry_run=True)
    assert (result.created, result.errors) == (139, [])
    assert not Project.objects.exists()


def test_the_network_has_its_five_kinds_of_place(network):
    tiers = Membership.objects.order_by().values_list("tier").annotate(Count("pk"))
    assert dict(tiers) == {
        Tier.ONE: 1,
        Tier.FIVE: 5,
        Tier.N: 42,
        Tier.MEMBER: 28,
        Tier.TOWNSHIP: 15,
    }


def test_the_ledger_holds_the_published_sums_exactly(ledger):
    everything = Project.objects.aggregate(n=Count("pk"), total=Sum("total_investment"))
    signed = Project.objects.filter(signed=True)
    assert everything == {"n": 139, "total": wan("14680000")}
    assert signed.aggregate(n=Count("pk"), total=Sum("total_investment")) == {
        "n": 11,
        "total": wan("1033000"),
    }
    assert Project.objects.in_construction(on=ledger.today()).count() == 30


def test_three_projects_have_texts_but_no_entry_of_june(months):
    silent = Project.objects.not_reported(JUNE).order_by("code")
    assert [project.name for project in silent] == [
        "下溪至劳动产业路",
        "彝族特色村寨保护利用项目",
        "乡镇污水处理设施建设",
    ]
    assert silent[0].image_progress == "路基工程完成六成"
    assert MonthEntry.objects.filter(month=JUNE.start).count() == 58


def test_the_months_replace_the_opening_of_the_ledger(months):
    projects = Project.objects.with_month(JUNE)
    assert sum(project.year_amount for project in projects) == wan("167022.39")
    assert sum(project.plan or 0 for project in projects) == wan("401080")
    assert not OpeningEntry.objects.filter(kind=OpeningKind.EARLIER_MONTHS).exists()
    openings = OpeningEntry.objects.aggregate(total=Sum("amount"))
    assert openings == {"total": wan("307950")}


def test_before_the_months_come_the_opening_stands_for_them(ledger):
    projects = Project.objects.with_month(JUNE)
    assert sum(project.year_amount for project in projects) == wan("167022.39")
    assert OpeningEntry.objects.filter(kind=OpeningKind.EARLIER_MONTHS).count() == 55


def test_a_stage_is_dated_by_the_start_the_finish_or_the_sheet(ledger):
    days = {
        event.project.code: (event.stage, event.on.isoformat())
        for event in StageEvent.objects.select_related("project")
    }
    assert days["MB2024-003"] == (Stage.BUILDING, "2024-02-01")
    assert days["MB2024-004"] == (Stage.TRIAL, "2023-07-01")
    assert days["MB2024-001"] == (Stage.EARLY, "2024-06-30")


def test_tasks_stand_in_their_lists_with_states_and_supporting_units(network):
    imported(network, TASKS)
    states = Task.objects.order_by().values_list("state").annotate(Count("pk"))
    task = Task.objects.get(number="RW2024-002")
    assert dict(states) == {TaskState.ASSIGNED: 15, TaskState.IN_PROGRESS: 66, TaskState.CLOSED: 30}
    assert [unit.name for unit in task.supporting_units.order_by("pk")] == [
        "县农业农村局",
        "县商务局",
    ]
    assert (task.state, task.closed_on) == (TaskState.CLOSED, None)
    assert TaskPlace.objects.values("list").distinct().count() == 10


def test_needs_have_four_categories_and_an_empty_amount_is_not_zero(network):
    imported(network, NEEDS)
    assert Need.objects.values("category").distinct().count() == 4
    assert Need.objects.get(number="XQ2024-004").amount is None
    assert Need.objects.get(number="XQ2024-001").amount == wan("120")


def test_the_working_fund_has_a_purpose_and_is_no_assistance(ledger):
    imported(ledger, FUNDS)
    line = FundLine.objects.get(number="ZJ2024-002")
    assert (line.project, line.purpose) == (None, "县级工作专班运行")
    assert [s.name for s in FundSource.objects.filter(family="working")] == ["专班工作经费"]
    outside = FundLine.objects.get(number="ZJ2024-001")
    assert (outside.payer_unit, outside.payer_name) == (None, "国家发展改革委")


# As other hands would lay them out


@pytest.mark.parametrize(
    ("book", "column"),
    [(LEDGER, "项目编码"), (TASKS, "任务编号"), (NEEDS, "需求编号")],
    ids=["projects", "tasks", "needs"],
)
def test_without_a_column_of_numbers_the_words_are_the_key(network, book, column, tmp_path):
    grid = book.grid()
    at = grid[book.heads[0] - 1].index(column)
    path = books.write([row[:at] + row[at + 1 :] for row in grid], tmp_path / "words.xlsx")
    first, second = imported(network, book, path), imported(network, book, path)
    assert (first.errors, first.created) == ([], book.rows)
    assert (second.created, second.unchanged) == (0, book.rows)
    assert imported(network, book).errors == []


@pytest.mark.parametrize("words", ["1—6月累计", "1至6月累计完成投资", "1月-6月累计完成投资"])
def test_kinds_of_dashes_in_a_head_are_one(network, words, tmp_path):
    grid = LEDGER.grid()
    grid[3][11] = words
    assert imported(network, LEDGER, books.write(grid, tmp_path / "dash.xlsx")).created == 139
