"""What was exported is imported again, and every row is unchanged."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts.models import Unit
from core.audit.models import Event
from core.periods import Period
from programmes.management.commands.export_data import all_rows
from programmes.models import Membership
from projects.choices import EntryOrigin, OpeningKind, Stage
from projects.exporters import LedgerExporter
from projects.models import (
    Financing,
    FinancingSource,
    LateEntry,
    MonthEntry,
    OpeningEntry,
    Project,
    Sector,
    StageEvent,
    YearClass,
    YearPlan,
)
from tests.contents import everything
from tests.importing.books import LEDGER, imported

JUNE = Period.month(2024, 6)
BOTH = pytest.mark.parametrize("layout", LedgerExporter.layouts)


def exported(programme, path, layout, month=JUNE):
    with path.open("wb") as file:
        LedgerExporter(programme, all_rows, month, layout).write(file, "xlsx")
    return path


def unchanged(programme, path, count):
    before = everything()
    result = imported(programme, LEDGER, path)
    assert result.errors == []
    assert (result.created, result.updated, result.unchanged) == (0, 0, count)
    assert everything() == before


@BOTH
def test_the_sample_comes_back_without_a_difference(months, tmp_path, layout):
    unchanged(months, exported(months, tmp_path / "out.xlsx", layout), 139)


@BOTH
def test_so_it_does_before_the_months_came(ledger, tmp_path, layout):
    unchanged(ledger, exported(ledger, tmp_path / "out.xlsx", layout), 139)


@BOTH
def test_a_month_before_comes_back_too(months, tmp_path, layout):
    path = exported(months, tmp_path / "out.xlsx", layout, Period.month(2024, 4))
    unchanged(months, path, 139)


def test_the_imported_layout_is_the_county_s_own(months, tmp_path):
    ours = load_workbook(exported(months, tmp_path / "out.xlsx", "ledger")).active
    theirs = load_workbook(LEDGER.path).active
    for row in (3, 4):
        assert [c.value for c in ours[row]] == [c.value for c in theirs[row]]
    assert (ours["A1"].value, ours.max_row) == (theirs["A1"].value, theirs.max_row)
    assert ours["A156"].value == "合计"
    assert [c.value for c in ours[156]][7:12] == [c.value for c in theirs[156]][7:12]


@pytest.fixture
def odd(network):
    """A project of values that are seldom: to the cent, the longest, in no sector, of a former
    unit, corrected, made up late."""
    sector = Sector.objects.create(programme=network, name="合计算力", position=1)
    source = FinancingSource.objects.create(programme=network, name="东西部协作", position=1)
    former = Unit.objects.create(name="原县招商局")
    plain = Project.objects.create(
        programme=network, code="0012", name="=1+1 小计工程", signed=True
    )
    project = Project.objects.create(
        programme=network, code="XM/2024 第1号", name="荍坝“水厂”(二期)\n续建",
        sector=sector, total_investment=Decimal("9999999999999.99"), owner_unit=former,
        person="某人", contact="联系人甲", phone="0833-4511234", content="规模:\t3万吨",
        remark="待核实", source_note="公开报道:总投资3亿元", provenance="published",
        published_fields=[], first_year=2023, last_year=2026, planned_start=date(2024, 10, 1),
        actual_start=date(2024, 7, 1), planned_finish=date(2026, 1, 1), image_progress="旧文字",
        in_statistics=False,
    )  # fmt: skip
    project.supporting_units.set(Unit.objects.filter(memberships__tier="n")[:3])
    stage = {"programme": network, "project": project}
    StageEvent.objects.create(**stage, stage=Stage.BUILDING, on=date(2023, 1, 1))
    StageEvent.objects.create(**stage, stage=Stage.SUSPENDED, on=date(2024, 6, 2))
    YearPlan.objects.create(**stage, year=2024, amount=Decimal("0.01"), image_goal="—")
    YearClass.objects.create(**stage, year=2024, name="continued")
    Financing.objects.create(**stage, source=source, amount=Decimal("123456.78"))
    entry = {**stage, "origin": EntryOrigin.TYPED}
    OpeningEntry.objects.create(
        **stage, kind=OpeningKind.TO_LAST_YEAR, year=2024, through=date(2023, 12, 1), amount=1
    )
    MonthEntry.objects.create(**entry, month=date(2024, 2, 1), amount=Decimal("77.07"))
    MonthEntry.objects.create(
        **entry, month=date(2024, 6, 1), amount=Decimal("-3.33"), reason="更正", problems="缺资金",
        image_progress="新文字", coordination="协调用地", next_step="开工",
    )  # fmt: skip
    LateEntry.objects.create(
        **stage, month=date(2024, 1, 1), counted_in=date(2024, 3, 1), amount=5, reason="漏报"
    )
    assert plain.pk
    return network


@BOTH
def test_odd_values_come_back_as_they_are(odd, tmp_path, layout):
    assert not Membership.objects.filter(unit__name="原县招商局").exists()
    unchanged(odd, exported(odd, tmp_path / "out.xlsx", layout), 2)


@BOTH
def test_money_stands_as_numbers_at_full_precision(odd, tmp_path, layout):
    sheet = load_workbook(exported(odd, tmp_path / "out.xlsx", layout)).active
    numbers = {cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"}
    assert {999999999.999999, 0.000001, -0.000333} <= numbers


def test_the_canonical_layout_has_the_columns_of_the_design_in_their_order(odd, tmp_path):
    sheet = load_workbook(exported(odd, tmp_path / "out.xlsx", "canonical")).active
    heads = [sheet.cell(4, c.column).value or c.value for c in sheet[3]]
    assert heads == [
        "序号", "项目编码", "项目名称", "建设性质", "年度类别", "所属行业/领域",
        "所在乡镇", "建设规模及主要内容", "建设起止年限", "总投资(万元)", "东西部协作",
        "至上年底累计完成投资(万元)",
        "年度计划投资(万元)", "本月完成投资(万元)",
        "1-6月累计完成投资(万元)", "占年度计划(%)",
        "与序时进度差(百分点)", "开工以来累计完成投资(万元)", "占总投资(%)", "资金到位(万元)",
        "资金支付(万元)", "年度形象进度目标", "当前形象进度", "存在问题", "需协调解决事项",
        "下步计划", "计划开工", "实际开工", "计划竣工", "牵头(责任)领导", "责任单位", "责任人",
        "联系人/电话",
        "帮扶单位", "是否入库纳统", "预警", "备注",
    ]  # fmt: skip


def test_the_imported_layout_brings_the_stage_back(odd, tmp_path):
    path = exported(odd, tmp_path / "out.xlsx", "ledger")
    StageEvent.objects.all().delete()
    result = imported(odd, LEDGER, path)
    assert (result.errors, result.updated) == ([], 1)
    assert StageEvent.objects.get().stage == Stage.SUSPENDED


def test_new_projects_of_a_sheet_without_stages_are_refused_once(odd, tmp_path):
    path = exported(odd, tmp_path / "out.xlsx", "canonical")
    Project.objects.all().delete()
    errors = imported(odd, LEDGER, path).errors
    [error] = [error for error in errors if "项目阶段" in error.message]
    assert error.column == "项目名称"
    assert error.message == "有新项目，而本表没有“项目阶段”列：请加上此列。"
    assert not Project.objects.exists()


def test_the_canonical_layout_brings_financing_years_and_class(odd, tmp_path):
    path = exported(odd, tmp_path / "out.xlsx", "canonical")
    Financing.objects.all().delete()
    YearClass.objects.all().delete()
    Project.objects.update(content="", first_year=None, last_year=None, contact="", phone="")
    result = imported(odd, LEDGER, path)
    assert (result.errors, result.updated) == ([], 1)
    project = Project.objects.get(code="XM/2024 第1号")
    assert (project.first_year, project.last_year) == (2023, 2026)
    assert (project.content, project.contact, project.phone) == (
        "规模:\t3万吨",
        "联系人甲",
        "0833-4511234",
    )
    assert project.financing.get().amount == Decimal("123456.78")
    assert project.year_classes.get().name == "continued"


@BOTH
def test_the_command_writes_what_can_be_imported(months, tmp_path, layout):
    path = tmp_path / "ledger.xlsx"
    call_command("export_data", "projects", programme="mabian", to=path, layout=layout)
    unchanged(months, path, 139)
    told = Event.objects.filter(kind="export").get()
    assert (told.actor, told.about) == ("system:export", "ledger.xlsx")
    assert told.details["month"] == "2024-06"


@pytest.mark.parametrize("month", ["2024", "2024-13", "2031-01", "六月"])
def test_the_command_refuses_what_is_no_month_of_the_programme(network, tmp_path, month):
    with pytest.raises(CommandError):
        call_command(
            "export_data", "projects", programme="mabian", to=tmp_path / "x.xlsx", month=month
        )


def test_as_many_queries_for_few_projects_as_for_many(months, tmp_path, django_assert_num_queries):
    def one(model):
        return all_rows(model).filter(code="MB2024-003")

    exported(months, tmp_path / "first.xlsx", "canonical")  # what is cached is read
    for select in (one, all_rows):
        with django_assert_num_queries(7), (tmp_path / "out.xlsx").open("wb") as file:
            LedgerExporter(months, select, JUNE, "canonical").write(file, "xlsx")
