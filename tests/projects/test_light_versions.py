"""The versions of the rules for lights: from an open month on, never over a closed one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.records import StaleRecord
from projects.models import LightRule
from projects.services.lights import (
    add_rules,
    end_exemption,
    grant_exemption,
    open_months,
    sentences_of,
    withdraw_rules,
)
from tests.making import exemption, light_versions, settle

JULY, AUGUST = date(2024, 7, 1), date(2024, 8, 1)
THRESHOLDS: dict[str, Any] = {
    "yellow_points": Decimal(5),
    "red_points": Decimal(20),
    "repeated_yellow_is_red": True,
    "rates_start": True,
    "start_red_months": 3,
    "rates_statistics": False,
    "statistics_yellow_months": 1,
    "statistics_red_months": 2,
    "basis": "县专班会议",
}
QUARTERS = {f"quarter_{n}": Decimal(share) for n, share in enumerate((20, 50, 75, 100), 1)}


def rules(cast, valid_from=AUGUST, **values) -> LightRule:
    said = {**THRESHOLDS, **values}
    return add_rules(cast.alpha, valid_from=valid_from, by=cast.approver, **said)


def test_the_version_before_ends_where_the_new_one_begins(cast):
    before = light_versions(cast.alpha)
    made = rules(cast)
    before.refresh_from_db()
    assert (before.valid_until, made.valid_from, made.valid_until) == (AUGUST, AUGUST, None)
    assert [*cast.alpha.light_rules.all()][:2] == [made, before]


@pytest.mark.parametrize("month", [date(2024, 1, 1), JULY, date(2024, 6, 1), date(2023, 1, 1)])
def test_no_version_begins_in_a_closed_month_or_before_the_last_one(cast, month):
    light_versions(cast.alpha)
    with pytest.raises(ValidationError):
        rules(cast, month)
    assert cast.alpha.light_rules.all().count() == 2


def test_the_first_months_offered_are_those_after_the_last_closed_one(cast):
    LightRule.objects.filter(programme=cast.alpha).delete()
    assert open_months(cast.alpha)[0] == date(2024, 2, 1)
    light_versions(cast.alpha)
    assert open_months(cast.alpha)[0] == AUGUST


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"red_points": Decimal(5)}, "red_points"),
        ({"statistics_red_months": 1}, "statistics_red_months"),
        ({"start_red_months": 0}, "start_red_months"),
        ({"quarter_1": Decimal(20)}, "quarter_4"),
        ({**QUARTERS, "quarter_4": Decimal(90)}, "quarter_4"),
        ({**QUARTERS, "quarter_2": Decimal(10)}, "quarter_4"),
    ],
)
def test_thresholds_that_contradict_each_other_are_refused_at_their_field(cast, values, field):
    with pytest.raises(ValidationError) as error:
        rules(cast, **values)
    assert set(error.value.message_dict) == {field}


def test_the_last_version_is_taken_back_and_the_one_before_holds_on(cast):
    first, last = light_versions(cast.alpha), rules(cast)
    settle()
    with pytest.raises(StaleRecord):
        withdraw_rules(rule=first, version=1)
    with pytest.raises(StaleRecord):
        withdraw_rules(rule=last, version=7)
    withdraw_rules(rule=last, version=1)
    first.refresh_from_db()
    assert first.valid_until is None


def test_the_only_version_is_not_taken_back(cast):
    LightRule.objects.filter(programme=cast.alpha).delete()
    with pytest.raises(ValidationError):
        withdraw_rules(rule=rules(cast), version=1)


def test_a_version_says_what_it_holds_in_sentences(cast):
    assert sentences_of(rules(cast, **QUARTERS)) == [
        "进度：低于应完成进度5个百分点及以上亮黄灯，低于20个百分点以上亮红灯。"
        "连续两个月黄灯转为红灯。",
        "应完成进度：各季度末为年度计划的20% / 50% / 75% / 100%。",
        "开工：超过计划开工月份亮黄灯，满3个月亮红灯。",
        "入库纳统：不评。",
    ]


def granted(cast, **values):
    given = {"rule": "progress", "reason": "汛期", "approver": "专班领导", "by": cast.approver}
    given |= {"valid_from": JULY, "until": date(2024, 8, 31)}
    return grant_exemption(cast.road, **(given | values))


def test_an_exemption_says_why_who_and_until_when(cast):
    made = granted(cast)
    assert (made.reason, made.approver, made.valid_until) == ("汛期", "专班领导", date(2024, 8, 31))
    with pytest.raises(ValidationError):
        granted(cast, reason=" ")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"valid_from": date(2024, 1, 31)}, "valid_from"),
        ({"valid_from": AUGUST}, "valid_from"),
        ({"until": date(2024, 6, 30)}, "valid_until"),
    ],
)
def test_an_exemption_begins_in_an_open_month_and_ends_after_it(cast, values, field):
    with pytest.raises(ValidationError) as error:
        granted(cast, **values)
    assert set(error.value.message_dict) == {field}


def test_an_exemption_ends_early_once(cast):
    made = exemption(cast.road)
    end_exemption(exemption=made, on=cast.day, version=1)
    assert made.valid_until == cast.day
    with pytest.raises(ValidationError):
        end_exemption(exemption=made, on=cast.day, version=2)


@pytest.mark.parametrize(
    ("first", "until"),
    [(JULY, date(2024, 8, 31)), (JULY, date(2024, 7, 15)), (date(2024, 7, 15), date(2024, 9, 30))],
)
def test_nobody_is_exempt_twice_on_a_day(cast, first, until):
    exemption(cast.road, valid_from=date(2024, 7, 15), valid_until=date(2024, 8, 1))
    with pytest.raises(ValidationError) as error:
        granted(cast, valid_from=first, until=until)
    assert error.value.message_dict == {
        "valid_from": [
            "该项目2024-07-15至2024-08-01已免予“进度”预警（批准人：专班领导）。"
            "请先终止该免责，或改选其他日期。"
        ]
    }


def test_the_day_after_another_rule_and_another_project_are_free(cast):
    exemption(cast.road, valid_from=date(2024, 6, 1), valid_until=date(2024, 6, 30))
    assert granted(cast).valid_from == JULY
    assert granted(cast, rule="start").rule == "start"
    assert exemption(cast.dam, valid_from=JULY).project == cast.dam
