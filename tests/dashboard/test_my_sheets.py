"""A sheet is on the page of whoever must act on it, until it is done."""

import pytest
from django.utils import timezone

from projects.services.sheets import return_sheet, review_sheet, submit_sheet
from tests.making import JUNE, closed, person, submitted

PAGE = "/my/"
SHEETS = 'id="sheets"'


@pytest.fixture
def sheet(cast):
    return submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)


def sent_back(cast, sheet):
    given = {"version": sheet.version, "by": cast.clerk, "at": timezone.now()}
    return return_sheet(sheet=sheet, reason="数字有误", **given)


def holders(cast, as_) -> list[str]:
    people = ("clerk", "approver", "bureau", "bureau2", "finance", "township", "helper")
    return [who for who in people if SHEETS in as_(who).get(PAGE).text]


def test_nobody_holds_a_sheet_that_is_being_filled_in(cast, as_):
    assert holders(cast, as_) == []


def test_a_submitted_sheet_is_the_task_forces(cast, as_, sheet):
    assert holders(cast, as_) == ["clerk", "approver"]
    page = as_("clerk").get(PAGE).text
    assert "交通局 2024年6月" in page
    assert "截止前核对" in page


def test_reading_it_does_not_take_it_off_the_page(cast, as_, sheet):
    client = as_("clerk")
    client.get(f"/projects/unit/{cast.bureau_unit.pk}/month/{JUNE}/")
    assert SHEETS in client.get(PAGE).text


def test_a_returned_sheet_is_its_units_with_the_reason_until_it_is_submitted_again(
    cast, as_, sheet
):
    back = sent_back(cast, sheet)
    assert holders(cast, as_) == ["bureau"]
    page = as_("bureau").get(PAGE).text
    assert "数字有误" in page
    assert "请修改后重新提交" in page
    given = {"programme": cast.alpha, "unit": cast.bureau_unit, "month": JUNE}
    submit_sheet(by=cast.bureau, at=timezone.now(), version=back.version, **given)
    assert holders(cast, as_) == ["clerk", "approver"]


def test_a_reviewer_holds_it_until_it_is_signed_off(cast, as_, sheet):
    cast.reviewer = person(cast.alpha, "alpha_reviewer", "unit_reviewer", cast.bureau_unit)
    assert "待审核" in as_("reviewer").get(PAGE).text
    given = {"version": sheet.version, "by": cast.reviewer, "at": timezone.now()}
    review_sheet(sheet=sheet, **given)
    assert SHEETS not in as_("reviewer").get(PAGE).text
    assert SHEETS in as_("clerk").get(PAGE).text


def test_closing_the_month_takes_it_off_every_page(cast, as_, sheet):
    closed(cast.alpha, JUNE, cast.clerk)
    assert holders(cast, as_) == []
