"""Rows as CSV for Excel. Text that a spreadsheet would take for a formula gets an apostrophe; a
share, the only float there is, is written as percent."""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from core.money import round_half_up

# What a spreadsheet takes for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads the file in another encoding
LINES = 500  # that are sent together


class Line:
    """Returns each line to whoever calls ``writerow``."""

    def write(self, line: str) -> str:
        return line


def csv_pieces(rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """The file piece by piece; the first row, the heads, is sent alone."""
    write = csv.writer(Line()).writerow
    heads = write(list(map(csv_text, next(rows))))
    yield f"{BYTE_ORDER_MARK}{heads}".encode()
    while lines := [write(list(map(csv_text, row))) for row in islice(rows, LINES)]:
        yield "".join(lines).encode()


def csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return f"{round_half_up(Decimal(repr(value)) * 100, 2)}%"
    text = str(value)
    is_safe = isinstance(value, int) or not text.startswith(FORMULA_STARTS)
    return text if is_safe else f"'{text}"
