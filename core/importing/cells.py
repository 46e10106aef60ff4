"""Readers of cells. Each takes the cell's value and the money unit of its column; it returns the
value read, None for an empty cell, or raises CellError with what was found and is expected."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from core.days import require_years
from core.importing.formats import other_reading, percentage_of
from core.importing.words import plain
from core.importing.workbook import FormattedNumber, Unreadable, Value
from core.money import AmountError, parse_amount
from core.periods import month_end
from core.text import BLANK, is_blank, is_forbidden_character

Reader = Callable[[Value, str], Any]

MONTH = re.compile(r"(\d{4})(?:[-./年])(\d{1,2})月?份?(?:底|末|初|[上中下]旬)?前?|(\d{4})(\d{2})")
YEAR = re.compile(r"20\d{2}年?(?:度)?")
YEAR_END = re.compile(r"(\d{4})年?(?:年?底|年?末)前?")
PART_END = re.compile(r"(\d{4})年?(?:(上|下)半年|第?([一二三四1-4])季度?)(?:底|末)前?")
LAST_MONTHS = dict(zip("上下一二三四1234", (6, 12, 3, 6, 9, 12, 3, 6, 9, 12), strict=True))
DASHES = re.compile(r"[-‐‑‒–—―−/\\]{1,3}")  # an empty cell
NONE = {"无", "暂无"}
SAME = {"同上", "同前", "〃", "′′", "”", '"', "''"}  # as in the row above; ″ is plainly ′′
INEXACT = re.compile("约|大约|近|逾|超|不足|余|多|左右|以上|以内|以下|上下|[<>≥≤~]")
NOTED = re.compile(r"([^()]+)\([^()]*\)")
RANGE = re.compile(r"[\d.,]+(?:万|亿)?元?[-–—~至]+[\d.,]+(?:万|亿)?元?")
DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
MONTH_END = re.compile(r"(?:(\d{4})[-./年])?(1[0-2]|0?[1-9])月(?:底|末)前?")
MONTH_DAY = re.compile(r"(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号]前?")
QUANTITY = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
SHORT_UNIT = re.compile(r"[\d.,，．]+\s*[万亿]")
LARGEST_QUANTITY = Decimal(10) ** 12
YES = {"是", "√", "✓", "有", "y", "yes", "true"}
NO = {"否", "×", "✗", "无", "n", "no", "false"}
CERTAIN_DIGITS = 15
LONGEST_NUMBER = 40


class CellError(ValueError):
    """The cell does not hold a value of its column."""

    @classmethod
    def of(cls, words: str, message: str) -> "CellError":
        """``message`` names the words as ``text``."""
        return cls(message % {"text": words[:40]})


def shown(value: Value) -> str:
    """The value as the sheet shows it, for messages."""
    if value is None or isinstance(value, Unreadable):
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    words = str(value).strip(" \u3000")
    # Most texts begin with a visible character.
    is_seen = words[:1].isalnum() and words[0] not in BLANK
    return words if is_seen or not is_blank(words) else ""


def text_of(value: Value) -> str:
    """The plain words; empty for a dash, a stroke or 无."""
    words = plain(shown(readable(value)))
    return "" if DASHES.fullmatch(words) or words in NONE else words


def readable(value: Value) -> Value:
    if isinstance(value, Unreadable):
        raise CellError(str(value.reason))
    return value


def text(longest: int) -> Reader:
    def read(value: Value, unit: str) -> str | None:
        words = shown(readable(value))
        if not words.isprintable() and any(map(is_forbidden_character, words)):
            raise CellError(_("The text holds a character that cannot be stored."))
        if len(words) > longest:
            raise CellError(
                _("The text is longer than %(longest)s characters.") % {"longest": longest}
            )
        return words or None

    return read


def name(longest: int) -> Reader:
    """The name of a unit, a place, a kind; a dash is none."""
    as_text = text(longest)

    def read(value: Value, unit: str) -> str | None:
        return as_text(value, unit) if text_of(value) else None

    return read


def number(value: Value, unit: str) -> str | None:
    """The number or code of a record; Excel has already rounded one of more than 15 digits."""
    if isinstance(value, Decimal) and abs(value) >= 10**CERTAIN_DIGITS:
        raise CellError(
            _("Excel keeps only 15 digits of a number: write it as text, digit by digit.")
        )
    return text(LONGEST_NUMBER)(value, unit)


def amount(value: Value, unit: str, *, signed: bool = False) -> Decimal | None:
    """Yuan. A unit after the number takes precedence over the column's: 1.2亿元, 300万."""
    words = shown(readable(value))
    if not text_of(value):
        return None
    if isinstance(value, date | bool):
        raise CellError.of(words, _("“%(text)s” is not a number."))
    if isinstance(value, FormattedNumber) and (message := format_advice(value, unit)):
        raise CellError(message)
    try:
        whole = f"{words}元" if SHORT_UNIT.fullmatch(words) else words
        return parse_amount(whole, unit, signed=signed)
    except AmountError as error:
        raise CellError(amount_advice(words, unit) or str(error)) from error


signed_amount = partial(amount, signed=True)  # also below zero, for corrections


def amount_advice(words: str, unit: str) -> str:
    """Which words beside the number are in the way, and how to write it; empty if unknown."""
    found, plainly = {"text": words[:40]}, plain(words)
    if plainly.endswith("%"):
        return share_advice(words)
    if RANGE.fullmatch(plainly):
        return _("“%(text)s” is a range: write one number, and the range in the remark.") % found
    if match := NOTED.fullmatch(plainly):
        try:
            parse_amount(match[1], unit or "万元", signed=True)
        except AmountError:
            return ""
        message = _("“%(text)s” holds a note: write %(number)s here, and the note in the remark.")
        return message % {**found, "number": match[1]}
    if INEXACT.search(plainly) and any(map(str.isdigit, plainly)):
        return _("“%(text)s” is not exact: write the number, and the rest in the remark.") % found
    return ""


def share_advice(words: str) -> str:
    return _("“%(text)s” is a share, no amount: write the amount.") % {"text": words[:40]}


def format_advice(number: FormattedNumber, unit: str) -> str:
    """Why the number is not the amount that the sheet shows; empty if it is."""
    share = percentage_of(number)
    return share_advice(share) if share else other_reading(number, unit)


def quantity(value: Value, unit: str) -> Decimal | None:
    words = text_of(value)
    if isinstance(value, FormattedNumber):
        share = percentage_of(value)
        if not share and (advice := other_reading(value, "")):
            raise CellError(advice)
        words = share or words
    if not words:
        return None
    if isinstance(value, date | bool) or not QUANTITY.fullmatch(words):
        raise CellError.of(words, _("“%(text)s” is not a number with at most two decimals."))
    found = Decimal(words.replace(",", ""))
    if found >= LARGEST_QUANTITY:
        raise CellError.of(words, _("“%(text)s” is too large."))
    return found


def year(value: Value, unit: str) -> int | None:
    """2024, 2024年."""
    words = text_of(value)
    if words and not YEAR.fullmatch(words):
        raise CellError.of(words, _("“%(text)s” is not a year: write 2024."))
    return int(words[:4]) if words else None


def month(value: Value, unit: str, refusal: str = "") -> date | None:
    """The first day of the month: 2024-06, 2024年6月, 2024.6 or a date; 2024年底 is December,
    2024年三季度末 September. ``refusal`` of a cell that is none."""
    words = text_of(value)
    if not words:
        return None
    if isinstance(value, date):
        return within_years(value, words).replace(day=1)
    if isinstance(value, Decimal) and words.endswith(".1"):
        # As a number, October (2024.10) and January (2024.1) are the same.
        raise CellError.of(words, _("“%(text)s” may be January or October: write it as text."))
    if match := MONTH.fullmatch(words):
        year, of_year = int(match[1] or match[3]), int(match[2] or match[4])
        if year and 1 <= of_year <= 12:
            return within_years(date(year, of_year, 1), words)
    if last := last_month(words):
        return within_years(last, words)
    if match := DAY.fullmatch(words):
        return day(words, unit).replace(day=1)  # type: ignore[union-attr]
    raise CellError.of(words, refusal or _("“%(text)s” is not a month: write 2024-06."))


def last_month(words: str) -> date | None:
    """2024年底: December; 2024年三季度末: September."""
    for kind in (YEAR_END, PART_END):
        if (match := kind.fullmatch(words)) and int(match[1]):
            part = "".join(filter(None, match.groups()[1:]))
            return date(int(match[1]), LAST_MONTHS[part] if part else 12, 1)
    return None


def day(value: Value, unit: str) -> date | None:
    words = text_of(value)
    if not words:
        return None
    if isinstance(value, date):
        return within_years(value, words)
    if match := DAY.fullmatch(words):
        try:
            found = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            found = None  # 2024-02-30
        if found:
            return within_years(found, words)
    if (match := MONTH_END.fullmatch(words)) and int(match[1] or 0):
        return within_years(month_end(date(int(match[1]), int(match[2]), 1)), words)
    raise CellError.of(words, _("“%(text)s” is not a day: write 2024-06-30."))


def within_years(found: date, words: str) -> date:
    """Excel shows a number that is no day as one of 1900."""
    try:
        return require_years(found, words)
    except ValueError as error:
        raise CellError(str(error)) from error


def deadline(value: Value, unit: str) -> date | int | tuple[int, int] | None:
    """A day, or a month, which then means its last day (2024年6月底); the number of the month for
    6月底, and month and day for 8月15日, of which the importer knows the year."""
    words = text_of(value)
    if match := MONTH_DAY.fullmatch(words):
        return int(match[1]), int(match[2])
    if (match := MONTH_END.fullmatch(words)) and not match[1]:
        return int(match[2])
    if isinstance(value, date) or not words or DAY.fullmatch(words):
        return day(value, unit)
    refusal = _("“%(text)s” is no deadline: write 2024-08-31, 2024-08 or 8月底.")
    first = month(value, unit, refusal)
    return first and month_end(first)


def yes_or_no(value: Value, unit: str) -> bool | None:
    words = plain(shown(readable(value))).lower()
    if DASHES.fullmatch(words) or not words:
        return None
    if words in YES or words in NO:
        return words in YES
    raise CellError.of(words, _("“%(text)s” is neither 是 nor 否."))


def choice(labels: Mapping[str, Any], also: Mapping[str, Any] | None = None) -> Reader:
    """One of the labels, as its value; ``also``: synonyms."""
    known = {**(also or {}), **labels}

    def read(value: Value, unit: str) -> Any:
        words = text_of(value)
        if not words:
            return None
        if words in known:
            return known[words]
        raise CellError(
            _("“%(text)s” is not one of %(labels)s.")
            % {"text": words[:40], "labels": "、".join(labels)}
        )

    return read
