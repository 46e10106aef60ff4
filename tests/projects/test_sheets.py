"""A unit's sheet of a month: submitted, signed off, returned, taken back."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.records import StaleRecord
from notifications.models import Notice
from projects.figures.reporting import sheet_status_by_unit
from projects.models import MonthEntry
from projects.services.months import record_month, record_no_change, take_back
from projects.services.sheets import (
    SheetSubmitted,
    return_sheet,
    review_sheet,
    sheet_of,
    submit_sheet,
    take_back_submission,
)
from tests.making import JUNE, closed, person, submitted, wan


@pytest.fixture
def reviewer(cast):
    return person(cast.alpha, "alpha_reviewer", "unit_reviewer", cast.bureau_unit)


@pytest.fixture
def sheet(cast, reviewer):
    return submitted(cast.alpha, cast.bureau_unit, JUNE, cast.bureau)


def review(sheet, by, version=1):
    return review_sheet(sheet=sheet, version=version, by=by, at=timezone.now())


def give_back(sheet, by, reason="数字有误"):
    return return_sheet(sheet=sheet, version=sheet.version, reason=reason, by=by, at=timezone.now())


def told(who) -> list[str]:
    return [notice.text for notice in Notice.objects.visible_to(who).unread()]


def statuses(cast) -> dict[int, str]:
    return sheet_status_by_unit(cast.alpha, JUNE, is_closed=False)


def change_road(cast, by):
    return record_month(project=cast.road, month=JUNE, by=by, amount=wan(120), version=1)


def test_nothing_is_submitted_at_first(cast):
    sheet = sheet_of(cast.alpha, cast.bureau_unit, JUNE)
    assert (sheet.state, sheet.pk) == ("typing", None)


def test_the_reviewer_is_told_and_signs_off(cast, sheet, reviewer):
    assert told(reviewer) == ["交通局已提交2024年6月填报表，请审核。"]
    assert statuses(cast) == {cast.bureau_unit.pk: "待审核"}
    review(sheet, reviewer)
    assert (sheet.state, told(reviewer)) == ("reviewed", [])
    assert statuses(cast) == {cast.bureau_unit.pk: "已审核"}


def test_where_a_unit_has_no_reviewer_submitted_is_enough(cast):
    submitted(cast.alpha, cast.bureau2_unit, JUNE, cast.bureau2)
    assert statuses(cast) == {cast.bureau2_unit.pk: "已提交"}


def test_who_submitted_does_not_sign_off(cast, sheet):
    with pytest.raises(ValidationError, match="另一人"):
        review(sheet, cast.bureau)


def test_what_is_not_reported_is_submitted_only_knowingly(cast):
    given = {"programme": cast.alpha, "unit": cast.bureau2_unit, "month": JUNE, "by": cast.bureau2}
    with pytest.raises(ValidationError, match="还有1个项目未报"):
        submit_sheet(**given, at=timezone.now())
    assert submit_sheet(**given, at=timezone.now(), confirmed=True).submitted_at
    record_no_change(project=cast.dam, month=JUNE, by=cast.clerk)


def test_while_it_is_submitted_the_unit_changes_nothing_and_the_task_force_may(cast, sheet):
    with pytest.raises(SheetSubmitted):
        change_road(cast, cast.bureau)
    MonthEntry.objects.filter(pk=cast.road_june.pk).update(created_by=cast.bureau)
    cast.road_june.refresh_from_db()
    with pytest.raises(SheetSubmitted):
        take_back(entry=cast.road_june, version=1, by=cast.bureau)
    assert change_road(cast, cast.clerk).amount == wan(120)


def test_another_unit_and_another_month_stay_open(cast, sheet):
    assert record_month(project=cast.dam, month=JUNE, by=cast.bureau2, amount=wan(1))
    assert record_month(project=cast.road, month=JUNE.next(), by=cast.bureau, amount=wan(1))


def test_taken_back_it_is_filled_in_again_and_submitted_again(cast, sheet, reviewer):
    take_back_submission(sheet=sheet, version=1)
    assert (sheet.state, told(reviewer)) == ("typing", [])
    assert change_road(cast, cast.bureau).amount == wan(120)
    again = submit_sheet(
        programme=cast.alpha, unit=cast.bureau_unit, month=JUNE, by=cast.bureau,
        at=timezone.now(), version=2,
    )  # fmt: skip
    assert (again.pk, again.state, len(told(reviewer))) == (sheet.pk, "submitted", 1)


def test_what_is_signed_off_is_not_taken_back_but_returned(cast, sheet, reviewer):
    review(sheet, reviewer)
    with pytest.raises(StaleRecord):
        take_back_submission(sheet=sheet, version=2)
    give_back(sheet, cast.clerk)
    assert (sheet.state, sheet.reviewed_by, sheet.return_reason) == ("returned", None, "数字有误")


def test_the_unit_is_told_why_it_came_back_and_can_mend_it(cast, sheet):
    give_back(sheet, cast.clerk)
    assert told(cast.bureau) == ["2024年6月填报表被退回：数字有误"]
    assert change_road(cast, cast.bureau).amount == wan(120)


@pytest.mark.parametrize("reason", ["", " "])
def test_nothing_comes_back_without_a_reason(cast, sheet, reason):
    with pytest.raises(ValidationError, match="退回原因"):
        give_back(sheet, cast.clerk, reason)


def test_a_month_is_closed_whatever_its_sheets_and_signed_off_afterwards(cast, sheet, reviewer):
    closed(cast.alpha, JUNE, cast.clerk)
    with pytest.raises(ValidationError, match="已截止"):
        give_back(sheet, cast.clerk)
    assert review(sheet, reviewer).state == "reviewed"


def test_who_may_do_what(cast, sheet, reviewer):
    may = {
        right: [
            who.username
            for who in (cast.clerk, cast.approver, cast.bureau, reviewer, cast.bureau2, cast.leader)
            if who.has_perm(f"projects.{right}_sheet", sheet)
        ]
        for right in ("submit", "review", "return")
    }
    assert may == {
        "submit": ["alpha_bureau"],
        "review": ["alpha_reviewer"],
        "return": ["alpha_clerk", "alpha_approver", "alpha_reviewer"],
    }
