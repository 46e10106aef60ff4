"""An amount that is typed is stored to the 分, or refused with the number of decimals."""

from decimal import Decimal

import pytest
from django.urls import reverse

from core.money import rounding_note
from projects.models import MonthEntry, Project
from tests.making import JULY, JUNE, sent, wan


def entry_of(cast) -> MonthEntry:
    return cast.dam.entries.get(month=JUNE.start)


def test_more_decimals_than_a_list_shows_are_stored_and_said(as_, cast):
    client, address = as_("clerk"), reverse("project_entry", args=[cast.dam.pk, JUNE])
    page = client.post(address, sent(0, amount="12.345"), follow=True)
    assert entry_of(cast).amount == Decimal("123450.00")
    assert "按12.345万元存储；列表按两位小数显示为12.35万元。" in page.text
    assert 'value="12.345"' in page.text
    again = client.post(address, sent(1, amount="12.34"), follow=True)
    assert entry_of(cast).amount == wan("12.34") and "万元存储" not in again.text


@pytest.mark.parametrize("field", ["amount", "cumulative"])
@pytest.mark.parametrize("page", ["project_entry", "project_row"])
def test_more_decimals_than_fen_are_refused(as_, cast, page, field):
    address = reverse(page, args=[cast.dam.pk, JUNE])
    text = as_("clerk").post(address, sent(0, **{field: "12.3456789"})).text
    assert "“12.3456789”以万元计小数超过6位。" in text
    assert not cast.dam.entries.filter(month=JUNE.start).exists()


def test_a_row_of_the_grid_keeps_all_decimals(as_, cast):
    row = reverse("project_row", args=[cast.dam.pk, JUNE])
    page = as_("clerk").post(row, sent(0, amount="12.345678"), follow=True)
    assert entry_of(cast).amount == Decimal("123456.78")
    assert 'value="12.345678"' in page.text and not list(page.context["messages"])


@pytest.mark.parametrize(("amount", "is_noted"), [("12.35", False), ("12", False), ("0.001", True)])
def test_only_what_is_rounded_is_noted(amount, is_noted):
    assert bool(rounding_note(wan(amount))) is is_noted


@pytest.mark.parametrize("name", ["planned_start", "planned_finish"])
def test_a_month_outside_the_years_is_refused_as_such(as_, cast, name):
    address = reverse("edit_project", args=[cast.road.pk])
    given = {"name": cast.road.name, "code": cast.road.code, "kind": "construction"}
    text = as_("clerk").post(address, sent(1, **{**given, name: "1800-01"})).text
    assert "“1800-01”不在1990年至2100年之间，请核对年份。" in text
    assert Project.objects.get(pk=cast.road.pk).version == 1


def test_a_day_outside_the_years_is_refused_as_such(as_, cast):
    address = reverse("project_entry", args=[cast.dam.pk, JULY])
    assert as_("clerk").get(address).status_code == 200
    text = as_("clerk").post("/as-of/", {"day": "1800-01-01"}, follow=True).text
    assert "“1800-01-01”不在1990年至2100年之间" in text and "不是日期" not in text


def test_a_second_project_of_a_name_is_made_with_a_warning(as_, cast):
    said = sent(0, name=cast.road.name, kind="construction")
    page = as_("clerk").post(reverse("new_project"), said, follow=True)
    words = f"已有同名项目：{cast.road.code} {cast.road.name}，请核对是否重复。"
    assert words in page.text and "alert-warning" in page.text
    assert Project.objects.filter(name=cast.road.name).count() == 2


def test_a_project_that_is_renamed_to_another_is_warned_about(as_, cast):
    address = reverse("edit_project", args=[cast.road.pk])
    said = sent(1, name=cast.dam.name, code=cast.road.code, kind="construction")
    page = as_("clerk").post(address, said, follow=True)
    assert f"已有同名项目：{cast.dam.code} {cast.dam.name}" in page.text
    other = sent(2, name=cast.dam.name, code=cast.road.code, kind="construction", remark="x")
    assert "已有同名项目" not in as_("clerk").post(address, other, follow=True).text
