"""Working days of the country and of a county, over years with and without an arrangement."""

from datetime import date, timedelta

import pytest

from core.workdays import ARRANGED, Workdays, holiday_name, is_arranged, is_national_workday

COUNTRY = Workdays()
COUNTY = Workdays({date(2024, 11, 20): False, date(2024, 11, 23): True})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 10, 1), False),  # 国庆节, a Tuesday
        (date(2024, 10, 12), True),  # a Saturday that makes up for it
        (date(2024, 10, 13), False),
        (date(2026, 10, 10), True),
        (date(2031, 1, 1), True),  # a Wednesday of a year without an arrangement
        (date(2031, 1, 4), False),
    ],
)
def test_the_country_works_by_its_arrangement_else_by_the_weekday(day, works):
    assert is_national_workday(day) == works
    assert is_arranged(day.year) == (day.year != 2031)


def test_the_county_differs_on_its_own_days():
    week = [date(2024, 11, 18) + timedelta(n) for n in range(7)]
    assert [COUNTY.is_workday(day) for day in week] == [True, True, False, True, True, True, False]


def test_a_holiday_has_a_name():
    assert holiday_name(date(2024, 10, 1)) == "国庆节"
    assert holiday_name(date(2024, 7, 8)) == holiday_name(date(2031, 1, 1)) == ""


@pytest.mark.parametrize("year", [2024, 2026, max(ARRANGED) + 1])
@pytest.mark.parametrize("calendar", [COUNTRY, COUNTY])
def test_counting_on_and_counting_between_agree(year, calendar):
    first = date(year, 9, 20)
    for count in range(40):
        last = calendar.after(first, count)
        assert calendar.from_to(first, last) == count
        assert calendar.from_to(last, first) == -count
        assert count == 0 or calendar.is_workday(last)


def test_ten_working_days_pass_over_the_national_day():
    assert COUNTRY.after(date(2024, 9, 27), 10) == date(2024, 10, 16)
