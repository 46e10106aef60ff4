"""The register of agreements as a workbook."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from programmes.importers.agreements import AgreementExporter, AgreementImporter
from programmes.management.commands.export_data import all_rows
from programmes.models import Agreement, AgreementDelivery
from tests.contents import everything
from tests.importing.books import AGREEMENTS, changed
from tests.making import JUNE, delivery, wan

NAME, PARTNER, SIGNED, AMOUNT, BROUGHT, TERM, DELIVERED, REMARK = 1, 2, 3, 4, 5, 7, 8, 10
TEA, BUYING = 4, 7  # rows of the sheet
SHEET_DAY = date(2024, 6, 30)


def run(programme, path=AGREEMENTS.path, on=SHEET_DAY):
    importer = AgreementImporter(programme)
    importer.on = on
    return importer.run(path)


@pytest.fixture
def agreements(network):
    result = run(network)
    assert (result.errors, result.warnings, result.created) == ([], [], 6)
    return network


@pytest.fixture
def tea(agreements):
    return Agreement.objects.get(name="星农大宗茶叶合作协议")


def deliveries(of: Agreement) -> list:
    return list(of.deliveries.order_by("day").values_list("day", "amount", "provenance"))


def test_a_row_is_read_whole(tea):
    assert (tea.partner, tea.partner_unit, tea.amount) == (
        "绍兴御茶村茶业有限公司", None, Decimal(30_000_000),
    )  # fmt: skip
    assert (tea.brought_by.name, tea.unit.name) == ("四川省经济合作局", "县农业农村局")
    assert (tea.term, tea.valid_until) == ("2024—2026年", date(2026, 12, 31))
    assert (tea.signed_on, tea.progress) == (date(2024, 3, 20), "首批干茶已交付")
    labour = Agreement.objects.get(name="劳务协作协议")
    assert (labour.partner_unit.name, labour.amount) == ("浙江省绍兴市越城区", None)


def test_the_remark_names_what_is_published(agreements):
    rows = Agreement.objects.filter(provenance="published").order_by("name")
    assert [one.published_fields for one in rows] == [
        ["name", "partner", "amount", "brought_by"],
        ["name", "partner", "brought_by"],
    ]
    assert Agreement.objects.filter(provenance="illustrative").count() == 4


def test_the_amount_delivered_is_one_delivery_on_the_day_of_the_sheet(agreements, tea):
    assert AgreementDelivery.objects.count() == 2  # 0 is none
    assert deliveries(tea) == [(SHEET_DAY, Decimal(8_600_000), "illustrative")]


@pytest.mark.parametrize("on", [SHEET_DAY, date(2024, 7, 8), date(2024, 5, 31)])
def test_a_second_import_changes_nothing_on_any_day(agreements, on):
    before = everything()
    result = run(agreements, on=on)
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 6)
    assert everything() == before


def test_a_later_sheet_adds_the_difference(agreements, tea, tmp_path):
    path = changed(AGREEMENTS, tmp_path, (TEA, DELIVERED, 1000))
    result = run(agreements, path, on=date(2024, 7, 8))
    assert (result.errors, result.updated) == ([], 1)
    assert deliveries(tea) == [
        (SHEET_DAY, Decimal(8_600_000), "illustrative"),
        (date(2024, 7, 8), Decimal(1_400_000), "illustrative"),
    ]
    # The former sheet still has the values of its day.
    assert run(agreements).unchanged == 6


def test_the_month_of_the_title_is_the_day(network, tmp_path):
    title = (1, 0, "马边县托底性帮扶合作协议台账(截至2024年5月底)")
    assert run(network, changed(AGREEMENTS, tmp_path, title)).errors == []
    assert set(AgreementDelivery.objects.values_list("day", flat=True)) == {date(2024, 5, 31)}


@pytest.mark.parametrize(
    ("on", "amount", "words"),
    [
        (SHEET_DAY, 800, "截至2024-06-30已登记履约860万元：请先更正履约记录。"),
        (date(2024, 6, 29), 900, "该表日期2024-06-29之后已有履约记录：请在协议页面补记。"),
    ],
)
def test_what_does_not_add_up_is_an_error_at_its_cell(agreements, tmp_path, on, amount, words):
    path = changed(AGREEMENTS, tmp_path, (TEA, DELIVERED, amount))
    [error] = run(agreements, path, on=on).errors
    assert (error.row, error.column, error.message) == (TEA, "履约金额(万元)", words)


def test_nothing_is_delivered_before_the_signing(network, tmp_path):
    [error, *_others] = run(network, on=date(2024, 3, 19)).errors
    assert (error.row, error.message) == (TEA, "协议于2024-03-20签订，晚于该表的日期。")


def test_an_export_has_the_columns_of_the_workbook(agreements, tmp_path):
    path = tmp_path / "out.xlsx"
    with path.open("wb") as file:
        AgreementExporter(agreements, all_rows, JUNE).write(file, "xlsx")
    rows = [list(row) for row in load_workbook(path).active.values]
    assert [[str(c) if c is not None else None for c in row] for row in rows[1:]] == [
        [str(c) if c is not None else None for c in row[1:]] for row in AGREEMENTS.grid()[2:]
    ]
    result = run(agreements, path)
    assert (result.errors, result.created, result.updated, result.unchanged) == ([], 0, 0, 6)


def test_an_end_that_somebody_entered_stays_with_the_term(agreements, tea, tmp_path):
    Agreement.objects.filter(pk=tea.pk).update(valid_until=date(2026, 6, 30))
    assert run(agreements).updated == 0
    path = changed(AGREEMENTS, tmp_path, (TEA, TERM, "2024—2025年"))
    assert run(agreements, path).updated == 1
    tea.refresh_from_db()
    assert tea.valid_until == date(2025, 12, 31)


def test_deliveries_that_somebody_entered_count(agreements, tea, tmp_path):
    delivery(tea, 40, date(2024, 6, 15))
    path = changed(AGREEMENTS, tmp_path, (TEA, DELIVERED, 900))
    assert (run(agreements, path).errors, len(deliveries(tea))) == ([], 2)
    assert Agreement.objects.with_delivered(SHEET_DAY).get(pk=tea.pk).delivered == wan(900)


@pytest.mark.parametrize(
    ("column", "value", "head", "words"),
    [
        (NAME, None, "协议名称", "缺少协议名称。"),
        (PARTNER, None, "合作方", "缺少合作方。"),
        (SIGNED, "2031-01-01", "签订日期", "日期晚于今天。"),
        (AMOUNT, "约3000", "协议金额(万元)", "约3000"),
        (BROUGHT, "县外某局", "促成单位", "县外某局"),
        (TERM, "2023年", "期限", "到期早于签订日期。"),
    ],
)
def test_what_cannot_be_is_an_error(network, tmp_path, column, value, head, words):
    errors = run(network, changed(AGREEMENTS, tmp_path, (TEA, column, value))).errors
    assert (errors[0].row, errors[0].column) == (TEA, head)
    assert words in errors[0].message
    assert Agreement.objects.count() == 0
