"""Which of our words may be meant by words that a column does not know: asked of whoever imports,
and read as if they stood in the cell."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.importing.words import nearest, plain

Asks = Callable[[str], Sequence[str]]
Reader = Callable[[Any, str], Any]

NOTHING = "—"  # the cell counts as empty
LONGEST = 120
YEAR = re.compile(r"(20\d{2})年?")
# Of words about a part of a year: its first and its last month.
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


def one_of(labels: Mapping[str, Any], *, or_nothing: bool = True) -> Asks:
    """The first word for each value, those most like what stands there before the others."""
    firsts = list({value: word for word, value in reversed(list(labels.items()))}.values())[::-1]

    def meant(words: str) -> list[str]:
        near = nearest(plain(words), firsts)
        nothing = [NOTHING] if or_nothing else []
        return [*near, *(word for word in firsts if word not in near), *nothing]

    return meant


def months(words: str) -> list[str]:
    """2024年三季度: September, then August and July; 2024年内: all its months from the last; 待定:
    nothing. No month of words that say no year: next year they would mean another."""
    said = plain(words)
    match = YEAR.search(said)
    if not match:
        return [NOTHING] if UNSETTLED.fullmatch(said) else []
    first, last = next(((a, b) for kind, a, b in PARTS if kind.search(said)), (1, 12))
    return [*(f"{match[1]}-{month:02d}" for month in range(last, first - 1, -1)), NOTHING]


def standing_for(read: Reader, known: Mapping[str, str]) -> Reader:
    """Reads a cell that holds the plain words as if it held what they stand for."""

    def instead(value: Any, unit: str) -> Any:
        meant = known.get(plain(value)) if isinstance(value, str) else None
        return read(value if meant is None else meant, unit)

    return instead
