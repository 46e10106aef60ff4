"""How a stored content is read: cells as text for eyes and as numbers for sheets."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.money import DASH, format_amount, format_points, round_half_up
from reports.content.parts import paragraph, sentence
from reports.content.words import day_words

# What XML cannot hold: a stray control character typed long ago.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNITS = {"amount": "万元", "share": "%", "points": "百分点"}
NUMBERS = ("count", "amount", "share", "points")


def notes(content: dict) -> list[dict]:
    """数据说明, the day of the data first."""
    day = day_words(date.fromisoformat(content["as_of"]))
    return [paragraph(sentence(f"数据截至{day}。")), *content["notes"]]


def tables(content: dict) -> list[dict]:
    return [
        block
        for section in content["sections"]
        for block in section["blocks"]
        if block["type"] == "table"
    ]


def head_of(column: dict) -> str:
    """The label with its unit: 年度计划（万元）."""
    unit = UNITS.get(column["kind"])
    return f"{column['label']}（{unit}）" if unit else column["label"]


def shown(value: Any, kind: str, places: int) -> str:
    """A cell for the eye, rounded once; “—” where there is no value."""
    if kind == "text":
        return clean(value or "")
    if value is None:
        return DASH
    if kind == "count":
        return str(value)
    if kind == "amount":
        return format_amount(Decimal(value))
    if kind == "points":
        return format_points(Fraction(value), places)
    return str(round_half_up(Fraction(value) * 100, places))


def clean(text: str) -> str:
    return ILLEGAL.sub("", text)


def number(value: Any, kind: str) -> float | int | None:
    """A cell for a sheet at full precision: 万元, per cent, 百分点; None stays empty."""
    if value is None or kind == "count":
        return value
    if kind == "amount":
        return float(Decimal(value).scaleb(-4))
    return float(Fraction(value) * 100)
