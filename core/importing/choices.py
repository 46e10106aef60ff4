"""Suggestions for words that a column cannot read: the user chooses one, which is then read as if
it stood in the cell."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.importing.words import nearest, plain

Suggest = Callable[[str], Sequence[str]]
Reader = Callable[[Any, str], Any]

EMPTY = "—"  # the cell counts as empty
LONGEST = 120
YEAR = re.compile(r"(20\d{2})年?")
# Parts of a year, with their first and last month.
PARTS = (
    (re.compile("上半年"), 1, 6),
    (re.compile("下半年"), 7, 12),
    *(
        (re.compile(rf"(?:第?[{number}{digit}]季度?|Q{digit})"), 3 * digit - 2, 3 * digit)
        for digit, number in enumerate("一二三四", 1)
    ),
    (re.compile("年初"), 1, 3),
    (re.compile("年中"), 5, 8),
)
UNSETTLED = re.compile("(?:时间)?(?:待定|未定|待明确|待确定|未确定|另行确定|不详|未知)")


def suggest_labels(labels: Mapping[str, Any], *, or_empty: bool = True) -> Suggest:
    """The first label of each value, those nearest to the cell's words before the others."""
    firsts = list({value: word for word, value in reversed(list(labels.items()))}.values())[::-1]

    def suggest(words: str) -> list[str]:
        near = nearest(plain(words), firsts)
        empty = [EMPTY] if or_empty else []
        return [*near, *(word for word in firsts if word not in near), *empty]

    return suggest


def suggest_months(words: str) -> list[str]:
    """2024年三季度: September, August, July; 2024年内: all its months from the last; 待定: empty.

    Nothing for words without a year: next year they would mean another month.
    """
    text = plain(words)
    match = YEAR.search(text)
    if not match:
        return [EMPTY] if UNSETTLED.fullmatch(text) else []
    first, last = next(((a, b) for part, a, b in PARTS if part.search(text)), (1, 12))
    return [*(f"{match[1]}-{month:02d}" for month in range(last, first - 1, -1)), EMPTY]


def with_replacements(read: Reader, replacements: Mapping[str, str]) -> Reader:
    """A reader that replaces a cell's plain words before it reads them."""

    def read_replaced(value: Any, unit: str) -> Any:
        replaced = replacements.get(plain(value)) if isinstance(value, str) else None
        return read(value if replaced is None else replaced, unit)

    return read_replaced
