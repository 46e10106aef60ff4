"""What a number format shows in place of the stored number: 0.35 as 35%, 12345 as 1.2万."""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from operator import eq, ge, gt, le, lt, ne

from django.utils.translation import gettext as _

from core.importing.workbook import FormattedNumber
from core.money import UNITS, plain_amount, round_half_up

# A literal in quotes or behind a stroke; a condition; what only takes place or colours; or one
# character.
PART = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[(?P<condition>[<>=]+-?[\d.]+)\]|'
    r"\[\$(?P<currency>[^\]-]*)[^\]]*\]|_.|\*.|\[[^\]]*\]|(?P<plain>.)"
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
THOUSANDS = re.compile(r"(?<=[0#?]),+(?![,0#?])")
DIGITS_BEHIND = re.compile(r"[.·]([0#?]*)")
UNIT = re.compile("[十百千万亿]+元?(?!分)|元")
ZEROS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "元": 0}
COMPARISONS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
MOST_PLACES, LONGEST = 30, 400  # decimals, and digits, of a number as shown
POINT = "·"  # a literal dot between the digits: 0!.0, shows 12345 as 1.2


@dataclass(frozen=True)
class Shape:
    """The digits of one part of a format as characters, its words and its condition (>=10000)."""

    digits: str = ""
    words: str = ""
    condition: str = ""

    @property
    def is_percentage(self) -> bool:
        return "%" in self.digits + self.words

    @property
    def unit(self) -> str:
        match = UNIT.search(self.words)
        return match[0] if match else ""

    @property
    def places(self) -> int:
        match = DIGITS_BEHIND.search(self.digits)
        return min(len(match[1]), MOST_PLACES) if match else 0

    @property
    def misleads(self) -> bool:
        """It shows nothing, or digits that are not the number's."""
        return not (self.digits or self.words) or any(map(str.isdigit, self.words))

    def is_for(self, number: Decimal) -> bool:
        match = CONDITION.fullmatch(self.condition)
        return not match or COMPARISONS[match[1]](number, Decimal(match[2]))

    def text(self, stored: Decimal) -> str:
        """The digits as shown; all of them for the format 常规."""
        value = self.value(stored)
        has_digits = any(one in self.digits for one in "0#?")
        return f"{rounded(value, self.places) if has_digits else value:f}"

    def value(self, stored: Decimal) -> Decimal:
        """The number that it shows, unrounded."""
        zeros = 3 * sum(map(len, THOUSANDS.findall(self.digits)))
        return stored.scaleb(-zeros - (self.places if POINT in self.digits else 0))


def shape_of(number: FormattedNumber) -> Shape:
    """The part of its format by which the number is shown: the first whose condition it meets, or
    the second of several for a number below zero."""
    parts = parts_of(number.number_format)
    if any(part.condition for part in parts):
        return next((part for part in parts if part.is_for(number)), parts[-1])
    return parts[1] if number < 0 and len(parts) > 1 else parts[0]


def parts_of(code: str) -> list[Shape]:
    parts = [Shape()]
    for match in PART.finditer(code):
        if match["plain"] == ";":
            parts.append(Shape())
        else:
            parts[-1] = with_piece(parts[-1], match)
    return parts


def with_piece(part: Shape, match: re.Match) -> Shape:
    literal = match["quoted"] or match["escaped"] or match["currency"] or ""
    plain = match["plain"] or ""
    is_digit = plain and plain in "0#?.,%"
    digits = plain if is_digit else POINT if literal == "." else ""
    words = "" if is_digit else literal + plain
    condition = match["condition"] or part.condition
    return Shape(part.digits + digits, part.words + words, condition)


def percentage_of(number: FormattedNumber) -> str:
    """35% for 0.35; empty where it is not shown as one."""
    shape = shape_of(number)
    if not shape.is_percentage:
        return ""
    value = number * 100 if "%" in shape.digits else Decimal(number)
    return f"{rounded(value, shape.places):f}%"


def rounded(value: Decimal, places: int) -> Decimal:
    """Of any number that a workbook holds, up to 1e308."""
    with localcontext(prec=LONGEST):
        return round_half_up(value, places)


def other_reading(number: FormattedNumber, unit: str) -> str:
    """The sentence about a number that is shown as another one, in a column of amounts of the unit
    or, with an empty unit, of quantities; empty where both are the same."""
    shape = shape_of(number)
    shown, zeros = shape.value(number), sum(ZEROS[one] for one in shape.unit)
    power = UNITS.get(unit, 0)
    as_shown = shown.scaleb(zeros if shape.unit else power)
    if as_shown == Decimal(number).scaleb(power) and not shape.misleads:
        return ""
    message = _(
        "The cell holds %(stored)s, that is %(stored)s%(unit)s; its number format “%(format)s” "
        "shows %(shown)s: write the number as it is meant, in the format 常规."
    )
    values = {"stored": plain_amount(number, "元"), "unit": unit, "format": number.number_format}
    words = f"{shape.words}{shape.text(number)}" if shape.misleads else shape.text(number)
    words += "" if shape.misleads else shape.unit or unit
    return message % {**values, "shown": words}
