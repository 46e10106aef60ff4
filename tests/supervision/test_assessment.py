"""The self-assessment: states, marks, the next year."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.records import StaleRecord
from supervision.figures.assessment import AssessmentSums, assessment_sums
from supervision.models import AssessmentItem
from supervision.services.assessment import check_item, copy_year, create_item, edit_item
from tests.making import assessment_item


def test_an_item_is_to_do_until_it_has_a_statement(cast):
    given = {"programme": cast.alpha, "by": cast.clerk, "year": 2024, "item": "就业"}
    one = create_item(**given)
    assert one.state == "to_do"
    edit_item(one, version=1, statement="已开展培训")
    one.refresh_from_db()
    assert one.state == "written"
    edit_item(one, version=2, statement="")
    one.refresh_from_db()
    assert one.state == "to_do"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"statement": "另一种说法"}, "written"),
        ({"own_mark": Decimal(3)}, "written"),
        ({"requirement": "另一要点", "statement": "已建园区"}, "checked"),
    ],
)
def test_what_changes_statement_or_mark_is_checked_again(cast, values, state):
    check_item(cast.assessed, version=1)
    edit_item(cast.assessed, version=2, **values)
    cast.assessed.refresh_from_db()
    assert cast.assessed.state == state


def test_what_is_not_written_is_not_checked(cast):
    one = assessment_item(cast.alpha, "空项", cast.bureau_unit)
    with pytest.raises(ValidationError, match="还没有填写"):
        check_item(one, version=1)
    with pytest.raises(StaleRecord):
        check_item(cast.assessed, version=9)


def test_the_own_mark_is_not_above_the_full_mark(cast):
    with pytest.raises(ValidationError, match="高于分值"):
        edit_item(cast.assessed, version=1, own_mark=Decimal("10.01"))
    edit_item(cast.assessed, version=1, own_mark=Decimal(10))


@pytest.mark.parametrize(
    "values",
    [
        {"own_mark": 11},
        {"own_mark": -1},
        {"full_mark": -1},
        {"state": "to_do"},  # it has a statement
        {"statement": ""},  # it is written
        {"item": " "},
        {"year": 1000},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentItem.objects.filter(pk=cast.assessed.pk).update(**values)


def test_a_helper_is_never_assessed(cast):
    with pytest.raises(ValidationError, match="县内单位"):
        assessment_item(cast.alpha, "帮扶", cast.helper_unit).full_clean()


def test_a_year_is_copied_without_what_was_stated(cast):
    assessment_item(cast.alpha, "已有", cast.bureau2_unit, year=2025)
    assessment_item(cast.alpha, "已有", cast.bureau_unit, statement="旧", own_mark=9)
    AssessmentItem.objects.filter(pk=cast.assessed.pk).update(position=4, own_mark=8)
    assert copy_year(programme=cast.alpha, year=2024, by=cast.clerk) == 1
    new = AssessmentItem.objects.get(year=2025, item="产业发展")
    kept = (new.requirement, new.full_mark, new.unit, new.position, new.created_by)
    assert kept == ("产业发展的要点", Decimal(10), cast.bureau_unit, 4, cast.clerk)
    assert (new.own_mark, new.statement, new.state) == (None, "", "to_do")
    assert AssessmentItem.objects.get(year=2025, item="已有").unit == cast.bureau2_unit
    with pytest.raises(ValidationError, match="2025年已有"):
        copy_year(programme=cast.alpha, year=2024, by=cast.clerk)


def test_the_sums_of_a_year(cast):
    check_item(cast.assessed, version=1)
    assessment_item(cast.alpha, "甲", None, own_mark=Decimal("4.25"), statement="有")
    assessment_item(cast.alpha, "乙", None, full_mark=None)
    assessment_item(cast.alpha, "去年", None, year=2023, own_mark=5)
    assert assessment_sums(AssessmentItem.objects.of(cast.alpha), 2024) == AssessmentSums(
        year=2024,
        items=3,
        to_do=1,
        written=1,
        checked=1,
        unmarked=2,
        full=Decimal(20),
        own=Decimal("4.25"),
    )
