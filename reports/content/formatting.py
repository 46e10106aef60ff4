"""Formats a stored content: cells as text for pages and as numbers for sheets."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.money import DASH, format_amount, round_half_up, round_points
from reports.content.parts import paragraph, sentence
from reports.content.words import day_words

# Control characters that XML does not allow.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNITS = {"amount": "万元", "share": "%", "points": "百分点"}
EVEN = "持平"  # reports are written in Chinese
NUMBERS = ("count", "amount", "share", "points")


def notes(content: dict) -> list[dict]:
    """数据说明, starting with the day of the data."""
    day = day_words(date.fromisoformat(content["as_of"]))
    return [paragraph(sentence(f"数据截至{day}。")), *content["notes"]]


def tables(content: dict) -> list[dict]:
    return [
        block
        for section in content["sections"]
        for block in section["blocks"]
        if block["type"] == "table"
    ]


def heading_of(column: dict) -> str:
    """The label with its unit: 年度计划（万元）."""
    unit = UNITS.get(column["kind"])
    return f"{column['label']}（{unit}）" if unit else column["label"]


def format_cell(value: Any, kind: str, places: int) -> str:
    """A cell as text, rounded once; “—” without a value."""
    if kind == "text":
        return clean(value or "")
    if value is None:
        return DASH
    if kind == "count":
        return str(value)
    if kind == "amount":
        return format_amount(Decimal(value))
    if kind == "points":
        points = round_points(Fraction(value), places)
        return f"{points:+}" if points else EVEN
    return str(round_half_up(Fraction(value) * 100, places))


def clean(text: str) -> str:
    return ILLEGAL.sub("", text)


def cell_number(value: Any, kind: str) -> float | int | None:
    """A cell as an unrounded number: 万元, per cent, 百分点; None for an empty cell."""
    if value is None or kind == "count":
        return value
    if kind == "amount":
        return float(Decimal(value).scaleb(-4))
    return float(Fraction(value) * 100)
