"""Money is Decimal in yuan with two places: one strict parser, one formatter."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

UNITS = {"元": 0, "万元": 4, "亿元": 8}
CENT = Decimal("0.01")
LIMIT = Decimal(10) ** 13  # numeric(16, 2) holds it; 1468亿元 in one field fits
MONEY_DIGITS = 16  # of a field of money; other decimals are quantities
DASH = "—"
OTHER_UNIT = re.compile(r"[+-]?[\d.,]*\d([a-zA-Z\u4e00-\u9fff]+)", re.ASCII)
NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")


class AmountError(ValueError):
    """The text is not a valid amount; the message names the fault."""


def parse_amount(text: str, unit: str = "万元", *, signed: bool = False) -> Decimal:
    """Parses an amount typed or read from a sheet; returns yuan.

    Accepts full-width digits, thousands commas, a leading ￥ and a unit after the number
    (which overrides ``unit``). At most 2 decimals in 元, 6 in 万元, 10 in 亿元.
    Raises AmountError otherwise: exponents, other scripts, too many decimals, too large.
    """
    plain = "".join(map(_to_half_width, str(text))).replace(" ", "").lstrip("¥")
    other = OTHER_UNIT.fullmatch(plain)
    for name in ("亿元", "万元", "元"):
        if plain.endswith(name):
            plain, unit = plain[: -len(name)], name
            break
    match = NUMBER.fullmatch(plain) if plain.isascii() else None
    if not match:
        raise AmountError(_fault_of(str(text)[:40], other[1] if other else ""))
    sign, whole = match[1], match[2].replace(",", "").lstrip("0") or "0"
    decimals = (match[3] or "").rstrip("0")
    if len(decimals) > UNITS[unit] + 2:
        raise AmountError(
            _("“%(text)s” has more than %(places)s decimals in %(unit)s.")
            % {"text": str(text)[:40], "places": UNITS[unit] + 2, "unit": unit}
        )
    if sign == "-" and not signed:
        raise AmountError(_("“%(text)s” is below zero.") % {"text": str(text)[:40]})
    amount = Decimal(f"{sign}{whole}.{decimals or 0}")
    if abs(amount) >= LIMIT.scaleb(-UNITS[unit]):
        raise AmountError(_("“%(text)s” is too large.") % {"text": str(text)[:40]})
    return amount.scaleb(UNITS[unit]).quantize(CENT) + 0  # no negative zero


def _fault_of(text: str, unit: str) -> str:
    """``unit``: the words after the number."""
    if unit and unit not in UNITS:
        message = _("“%(text)s” is in “%(unit)s”: write the amount in one of %(units)s.")
        return message % {"text": text, "unit": unit, "units": "、".join(UNITS)}
    return _("“%(text)s” is not a number: write it like 1234.5.") % {"text": text}


def _to_half_width(character: str) -> str:
    """Maps full-width characters and non-breaking spaces to plain ones; 10² is left unchanged."""
    if unicodedata.decomposition(character).startswith(("<wide>", "<noBreak>")):
        return unicodedata.normalize("NFKC", character)
    return character


def round_half_up(value: Decimal | Fraction | int, places: int) -> Decimal:
    """Rounds half away from zero; used once, for display."""
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def format_amount(yuan: Decimal | None, unit: str = "万元", places: int = 2) -> str:
    """``12,345.60`` in the unit, without its name; “—” for None."""
    if yuan is None:
        return DASH
    return f"{round_half_up(Decimal(yuan).scaleb(-UNITS[unit]), places):,}"


def rounding_note(yuan: Decimal) -> str:
    """Says that pages show the stored amount rounded; empty where they show all of it."""
    if in_wan(yuan) == round_half_up(yuan.scaleb(-4), 2):
        return ""
    message = _("%(exact)s万元 is stored; lists show it rounded to 2 decimals, %(shown)s万元.")
    return message % {"exact": plain_amount(yuan), "shown": format_amount(yuan)}


def in_wan(yuan: Decimal | None) -> Decimal | None:
    """Yuan in 万元, at full precision."""
    return None if yuan is None else Decimal(yuan).scaleb(-UNITS["万元"]).normalize() + 0


def plain_amount(yuan: Decimal | None, unit: str = "万元") -> str:
    """The amount at full precision, without separators, for form fields."""
    if yuan is None:
        return ""
    text = f"{Decimal(yuan).scaleb(-UNITS[unit]):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share_of(part: Decimal | None, whole: Decimal | None) -> Fraction | None:
    """``part`` ÷ ``whole`` unrounded; None where the whole is missing or zero."""
    if part is None or not whole:
        return None
    (a, b), (c, d) = part.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(a * d, b * c)


def format_share(share: Fraction | None, places: int = 2) -> str:
    """``41.64%``; “—” for None."""
    return DASH if share is None else f"{round_half_up(share * 100, places)}%"


def round_points(difference: Fraction, places: int) -> Decimal:
    """A difference of shares in 百分点, rounded for display."""
    return round_half_up(difference * 100, places)


def format_points(difference: Fraction | None, places: int = 2) -> str:
    """A difference of shares in 百分点 with its sign: ``-8.36``; 持平 where none of it is left."""
    if difference is None:
        return DASH
    points = round_points(difference, places)
    return f"{points:+}" if points else _("even")
