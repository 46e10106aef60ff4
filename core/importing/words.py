"""The words of cells: compared without widths, spaces and kinds of dashes; replaced by what a user
chose for them; read as the provenance of a row (docs/rules.md#provenance)."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from core.choices import ILLUSTRATIVE_WORDS, Provenance

UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
BETWEEN_MONTHS = re.compile(r"(?<=[\d月])[‐‑‒–—―−~至-]+(?=\d)")
UNIT = re.compile("[十百千万亿美欧日港]{0,3}元")
UNITS = f"{UNIT.pattern}(?:[、,;/和或及]{UNIT.pattern})*"
UNIT_BEHIND = re.compile(rf"(?:\((?:单位:)?({UNITS})\)|[/:,、]({UNITS}))$")
UNIT_LINE = re.compile(rf"单位:\(?(?:人民币)?({UNITS})")
YEAR_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
YEAR = re.compile(r"(\d{4})年")
# Of 2024—2025年 both.
YEARS = re.compile(r"(?<!\d)(\d{4})(?=年|[-—–~至到、/和及与]+\d{4}年)")


@lru_cache(maxsize=60_000)
def plain(text: str) -> str:
    """For comparison only: stored text keeps its characters. Cached, since codes and names are
    compared when a sheet is read, checked and written."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=10_000)
def plain_head(text: str) -> str:
    """A head without its unit, all dashes alike (1—6月, 1至6月: 1-6月). Cached, since each cell is
    matched six times while heads are searched."""
    return BETWEEN_MONTHS.sub("-", UNIT_BEHIND.sub("", plain(text)))


def unit_in_head(text: str) -> str:
    """The units in a head's brackets, 万元 in 总投资(万元); or empty."""
    match = UNIT_BEHIND.search(plain(text))
    return (match[1] or match[2]) if match else ""


def nearest(text: str, names: Iterable[str], count: int = 3) -> list[str]:
    """The known names most like the text, best first."""
    return get_close_matches(text, list(names), count, 0.4)


class Guesses:
    """The nearest names for the unknown names of a workbook. Comparing takes time that grows with
    both lists: after 50 names or 10,000 comparisons nothing is suggested."""

    def __init__(self, names: int = 50, comparisons: int = 10_000):
        self.names, self.comparisons = names, comparisons
        self.made: dict[tuple[int, str], list[str]] = {}

    def nearest(self, text: str, names: Collection[str]) -> list[str]:
        key = (id(names), text)
        if key not in self.made and self.names > 0 and self.comparisons > 0:
            self.names -= 1
            self.comparisons -= len(names)
            self.made[key] = nearest(text, names)
        return self.made.get(key, [])


# Choices: the user chooses a suggestion for words that a column cannot read; it is then read as if
# the cell contained it.

Suggest = Callable[[str], Sequence[str]]
Reader = Callable[[Any, str], Any]

EMPTY = "—"  # the cell counts as empty
LONGEST_CHOICE = 120
YEAR_ALONE = re.compile(r"(20\d{2})年?")
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
    match = YEAR_ALONE.search(text)
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


# Provenance

ILLUSTRATIVE, PLACEHOLDER = ILLUSTRATIVE_WORDS, "名称待补"
PUBLISHED = ("公开报道", "公开资料")
LONGEST_NOTE = 200


@dataclass(frozen=True)
class Marks:
    """The provenance of a row and (``others``) of its plans and entries."""

    provenance: str = Provenance.RECORDED
    published_fields: list[str] = field(default_factory=list)
    source_note: str = ""
    others: str = Provenance.RECORDED

    def values(self) -> dict:
        return {
            "provenance": self.provenance,
            "published_fields": list(self.published_fields),
            "source_note": self.source_note,
        }


def marks_of(remark: str | None, *, published: list[str]) -> Marks:
    """No remark: real data. ``published``: the fields that 公开报道 marks as published."""
    words = remark or ""
    others = Provenance.ILLUSTRATIVE if ILLUSTRATIVE in words else Provenance.RECORDED
    note = "" if words == ILLUSTRATIVE else words[:LONGEST_NOTE]
    if PLACEHOLDER in words:
        return Marks(Provenance.PLACEHOLDER, [], note, Provenance.PLACEHOLDER)
    if "名称为" + ILLUSTRATIVE in words:
        return Marks(Provenance.ILLUSTRATIVE, [], note, others)
    if any(word in words for word in PUBLISHED):
        return Marks(Provenance.PUBLISHED, published, note, others)
    return Marks(others, [], note, others)


def remark_of(record: Any) -> str:
    """The remark from which ``marks_of`` returns the record's provenance."""
    is_marked = record.provenance == Provenance.ILLUSTRATIVE
    return getattr(record, "source_note", "") or (ILLUSTRATIVE if is_marked else "")
