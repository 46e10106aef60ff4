"""Periods: months, quarters, half years and years."""

from datetime import date
from fractions import Fraction

import pytest

from core.periods import Period, month_end

KINDS = [
    ("2024-06", "month", date(2024, 6, 1), "2024年6月"),
    ("2024-12", "month", date(2024, 12, 1), "2024年12月"),
    ("2024-Q1", "quarter", date(2024, 1, 1), "2024年第一季度"),
    ("2024-Q2", "quarter", date(2024, 4, 1), "2024年第二季度"),
    ("2024-Q3", "quarter", date(2024, 7, 1), "2024年第三季度"),
    ("2024-Q4", "quarter", date(2024, 10, 1), "2024年第四季度"),
    ("2024-H1", "half", date(2024, 1, 1), "2024年上半年"),
    ("2024-H2", "half", date(2024, 7, 1), "2024年下半年"),
    ("2024", "year", date(2024, 1, 1), "2024年度"),
]


@pytest.mark.parametrize(("text", "kind", "start", "label"), KINDS)
def test_a_period_is_read_written_and_named(text, kind, start, label):
    period = Period.parse(text)
    assert period == Period(start, kind)
    assert str(period) == text
    assert period.label() == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-0",
        "2024-00",
        "2024-13",
        "2024-6",
        "2024-Q0",
        "2024-Q5",
        "2024-H3",
        "24-06",
        "0000",
        "0000-01",
        "0001-01",
        "9999-12",
        "9999",
        "2024-06-01",
        " 2024-06",
        "2024-06\n",
        "2024-06\x00",
        "2024_06",
        "x" * 500,
        "2024-q2",
    ],
)
def test_what_is_no_period_is_refused_with_the_text_found(text):
    with pytest.raises(ValueError, match="2024-Q2"):
        Period.parse(text)


def test_digits_of_other_scripts_make_no_period():
    with pytest.raises(ValueError, match="2024-Q2"):
        Period.parse("٢٠٢٤-٠٦")


@pytest.mark.parametrize(
    ("text", "previous", "after"),
    [
        ("2024-01", "2023-12", "2024-02"),
        ("2024-12", "2024-11", "2025-01"),
        ("2024-Q1", "2023-Q4", "2024-Q2"),
        ("2024-Q4", "2024-Q3", "2025-Q1"),
        ("2024-H1", "2023-H2", "2024-H2"),
        ("2024", "2023", "2025"),
    ],
)
def test_periods_follow_each_other_across_years(text, previous, after):
    period = Period.parse(text)
    assert str(period.previous()) == previous
    assert str(period.next()) == after


@pytest.mark.parametrize(
    ("day", "kind", "last"),
    [
        (date(2024, 7, 1), "month", "2024-06"),
        (date(2024, 6, 30), "month", "2024-05"),
        (date(2024, 1, 1), "month", "2023-12"),
        (date(2024, 7, 1), "quarter", "2024-Q2"),
        (date(2024, 6, 30), "quarter", "2024-Q1"),
        (date(2024, 7, 1), "half", "2024-H1"),
        (date(2024, 6, 30), "half", "2023-H2"),
        (date(2025, 1, 1), "year", "2024"),
        (date(2024, 12, 31), "year", "2023"),
    ],
)
def test_a_period_has_ended_from_the_day_after_its_last(day, kind, last):
    assert str(Period.last_ended(day, kind)) == last


@pytest.mark.parametrize(
    ("text", "last_day", "share"),
    [
        ("2024-01", date(2024, 1, 31), Fraction(1, 12)),
        ("2024-02", date(2024, 2, 29), Fraction(1, 6)),
        ("2023-02", date(2023, 2, 28), Fraction(1, 6)),
        ("2024-06", date(2024, 6, 30), Fraction(1, 2)),
        ("2024-Q3", date(2024, 9, 30), Fraction(3, 4)),
        ("2024-H1", date(2024, 6, 30), Fraction(1, 2)),
        ("2024", date(2024, 12, 31), Fraction(1)),
    ],
)
def test_the_time_schedule_is_months_gone_by_twelve(text, last_day, share):
    period = Period.parse(text)
    assert (period.last_day, period.time_share) == (last_day, share)


def test_a_period_knows_its_months():
    months = [str(month) for month in Period.parse("2024-Q2").months()]
    assert months == ["2024-04", "2024-05", "2024-06"]
    assert len(Period.parse("2024").months()) == 12


@pytest.mark.parametrize(
    ("day", "kind", "text"),
    [
        (date(2024, 3, 31), "quarter", "2024-Q1"),
        (date(2024, 4, 1), "quarter", "2024-Q2"),
        (date(2024, 6, 30), "half", "2024-H1"),
        (date(2024, 12, 31), "year", "2024"),
    ],
)
def test_a_day_lies_in_one_period_of_each_kind(day, kind, text):
    assert str(Period.containing(day, kind)) == text


def test_a_month_ends_on_its_last_day():
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "day", "shown"),
    [
        ("2024-05", date(2024, 7, 8), date(2024, 5, 31)),
        ("2024-06", date(2024, 6, 30), date(2024, 6, 30)),
        ("2024-06", date(2024, 6, 8), date(2024, 6, 8)),
        ("2024-06", date(2024, 7, 31), date(2024, 6, 30)),
        ("2024-06", date(2024, 8, 1), date(2024, 6, 30)),
        ("2024-07", date(2024, 7, 8), date(2024, 7, 8)),
        ("2023-12", date(2024, 1, 31), date(2023, 12, 31)),
        ("2024-Q1", date(2024, 7, 1), date(2024, 3, 31)),
        ("2024-Q2", date(2024, 7, 1), date(2024, 6, 30)),
    ],
)
def test_a_period_is_read_at_its_last_day_and_at_the_day_while_it_runs(text, day, shown):
    assert Period.parse(text).as_of(day) == shown
