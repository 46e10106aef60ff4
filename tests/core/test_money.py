"""Money: what is taken for an amount, and how amounts are shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import (
    DASH,
    AmountError,
    format_amount,
    format_points,
    format_share,
    parse_amount,
    plain_amount,
    round_half_up,
    share_of,
)

UNITS = ["元", "万元", "亿元"]
amounts = st.decimals(min_value="-9999999999999.99", max_value="9999999999999.99", places=2)


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("12", "120000"),
        ("12.345678", "123456.78"),
        ("1,234.5", "12345000"),
        ("0", "0"),
        ("+3", "30000"),
        ("１２．５", "125000"),
        ("１，２３４", "12340000"),
        (" 12 ", "120000"),
        ("\u300012\u3000", "120000"),
        ("1 234", "12340000"),
        ("1\u00a0234", "12340000"),
        ("00012", "120000"),
        ("￥12", "120000"),
        ("¥12", "120000"),
        ("12万元", "120000"),
        ("1.5亿元", "150000000"),
        ("12 元", "12"),
        ("12.34元", "12.34"),
        ("0.0000000001亿元", "0.01"),
        ("5.10000000000", "51000"),
    ],
)
def test_what_people_type_is_read_as_yuan(text, yuan):
    assert parse_amount(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "万元",
        "abc",
        "十二",
        "1e3",
        "1E3",
        "1_000",
        "0x1F",
        "NaN",
        "Infinity",
        "-Infinity",
        "١٢",
        "१२",
        "1,23",
        "1234,567",
        ",123",
        "1,,234",
        ".5",
        "5.",
        "1.2.3",
        "--1",
        "+-1",
        "1-",
        "12%",
        "12\x00",
        "12\n",
        "1/2",
        "10²",
        "①",
        "½",
        "𝟏",
        "=1+1",
        "12万",
        "12万元万元",
        "1\u200b2",
        "\ud800",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(AmountError):
        parse_amount(text, signed=True)


def test_a_negative_amount_is_taken_where_corrections_are_allowed():
    assert parse_amount("-12.5", signed=True) == Decimal(-125000)
    with pytest.raises(AmountError, match="小于"):
        parse_amount("-12.5")


def test_no_amount_is_a_negative_zero():
    assert str(parse_amount("-0", signed=True)) == "0.00"
    assert not parse_amount("-0.00", signed=True).is_signed()


@pytest.mark.parametrize(
    ("text", "unit"), [("0.001", "元"), ("0.0000001", "万元"), ("0.00000000001", "亿元")]
)
def test_more_decimals_than_a_cent_holds_are_refused(text, unit):
    with pytest.raises(AmountError, match=f"{unit}.*小数|小数.*{unit}|{unit}.*位"):
        parse_amount(text, unit)


def test_the_largest_amount_is_a_cent_below_ten_trillion():
    assert parse_amount("9999999999999.99", "元") == Decimal("9999999999999.99")
    for text, unit in [("10000000000000", "元"), ("1000000000", "万元"), ("100000", "亿元")]:
        with pytest.raises(AmountError):
            parse_amount(text, unit)
    with pytest.raises(AmountError):
        parse_amount("9" * 5000, "元")


def test_the_message_names_what_was_found_and_no_more_than_forty_characters_of_it():
    with pytest.raises(AmountError) as found:
        parse_amount("x" * 500)
    assert "x" * 40 in str(found.value)
    assert "x" * 41 not in str(found.value)


@given(amounts, st.sampled_from(UNITS))
def test_every_amount_survives_being_written_and_read(yuan, unit):
    assert parse_amount(plain_amount(yuan, unit), unit, signed=True) == yuan


@given(st.text())
def test_any_text_gives_an_amount_or_says_that_it_is_none(text):
    try:
        amount = parse_amount(text, signed=True)
    except AmountError:
        return
    assert amount.is_finite()
    assert amount == amount.quantize(Decimal("0.01"))


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        ("0.005", 2, "0.01"),
        ("-0.005", 2, "-0.01"),
        ("0.0049", 2, "0.00"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1.445", 2, "1.45"),
        ("-0.001", 2, "0.00"),
    ],
)
def test_half_is_rounded_away_from_zero(value, places, shown):
    assert str(round_half_up(Decimal(value), places)) == shown


def test_fractions_are_rounded_from_their_exact_value():
    assert str(round_half_up(Fraction(1, 3), 2)) == "0.33"
    assert str(round_half_up(Fraction(1, 8), 2)) == "0.13"
    assert str(round_half_up(Fraction(-1, 8), 2)) == "-0.13"


@pytest.mark.parametrize(
    ("yuan", "unit", "shown"),
    [
        ("123456789.50", "元", "123,456,789.50"),
        ("123456789.50", "万元", "12,345.68"),
        ("123450000", "万元", "12,345.00"),
        ("146800000000", "亿元", "1,468.00"),
        ("50", "万元", "0.01"),
        ("49.99", "万元", "0.00"),
        ("-50", "万元", "-0.01"),
        ("-49.99", "万元", "0.00"),
        ("0", "万元", "0.00"),
    ],
)
def test_an_amount_is_shown_in_its_unit(yuan, unit, shown):
    assert format_amount(Decimal(yuan), unit) == shown


def test_nothing_is_shown_as_a_dash():
    assert (format_amount(None), format_share(None), format_points(None)) == (DASH,) * 3
    assert plain_amount(None) == ""


def test_a_form_field_keeps_the_zeros_of_a_whole_number():
    assert plain_amount(Decimal(100), "元") == "100"
    assert plain_amount(Decimal("100.50"), "元") == "100.5"


def test_a_share_of_nothing_is_no_share():
    assert share_of(Decimal(1), Decimal(0)) is None
    assert share_of(Decimal(1), None) is None
    assert share_of(None, Decimal(1)) is None
    assert share_of(Decimal(0), Decimal(4)) == 0
    assert share_of(Decimal(1), Decimal(3)) == Fraction(1, 3)


def test_shares_and_points_are_shown_with_the_wanted_decimals():
    share = share_of(Decimal("167022.39"), Decimal(401080))
    assert format_share(share) == "41.64%"
    assert format_share(share, 1) == "41.6%"
    assert format_points(share - Fraction(1, 2)) == "-8.36"
    assert format_points(Fraction(1, 1000)) == "+0.10"
