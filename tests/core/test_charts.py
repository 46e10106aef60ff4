"""How a series turns exact values into what is drawn and read."""

from decimal import Decimal
from fractions import Fraction

import pytest

from core.web.charts import PERCENT, Series


@pytest.mark.parametrize(
    ("unit", "value", "number", "text"),
    [
        ("亿元", Decimal("1670223900"), 16.702239, "16.70"),
        ("万元", Decimal("90000000"), 9000.0, "9,000.00"),
        ("万元", Decimal("50"), 0.005, "0.01"),
        (PERCENT, Fraction(1, 3), 100 / 3, "33.33"),
        ("个", 1234, 1234.0, "1,234"),
        ("个", 0, 0.0, "0"),
        ("亿元", None, None, "—"),
    ],
)
def test_values_are_exact_until_they_are_shown(unit, value, number, text):
    series = Series("", [value], unit)

    assert series.numbers() == [number]
    assert series.texts(2) == [text]


def test_the_decimals_of_shares_are_the_programme_s():
    assert Series("", [Fraction(1, 3)], PERCENT).texts(1) == ["33.3"]
