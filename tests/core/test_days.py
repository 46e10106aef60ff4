"""Days and months as they are typed."""

from datetime import date

import pytest

from core.days import parse_day, parse_month

SAME_DAY = [
    "2024-07-08", "2024-7-8", "2024.7.8", "2024/07/08", "2024年7月8日", "20240708",
    " ２０２４－０７－０８ ",
]  # fmt: skip
NO_DAY = [
    "", "2024-07", "2024-78", "2024708", "07/08/2024", "8.7.2024", "2024-02-30", "2024-13-01",
    "0024-07-08", "1989-12-31", "2101-01-01", "2024-07-08 10:00", "明天",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME_DAY)
def test_a_day_is_typed_in_any_usual_way(text):
    assert parse_day(text) == date(2024, 7, 8)


@pytest.mark.parametrize("text", NO_DAY)
def test_anything_else_is_no_day(text):
    with pytest.raises(ValueError):
        parse_day(text)


@pytest.mark.parametrize("text", ["2024-07", "2024.7", "2024年7月", "2024/07"])
def test_a_month_is_its_first_day(text):
    assert parse_month(text) == date(2024, 7, 1)


@pytest.mark.parametrize("text", ["", "2024", "2024-13", "1989-12", "2101-01", "2024-07-08"])
def test_anything_else_is_no_month(text):
    with pytest.raises(ValueError):
        parse_month(text)
