"""Normalised words for comparison: widths, spaces and kinds of dashes do not count."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache

UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
BETWEEN_MONTHS = re.compile(r"(?<=[\d月])[‐‑‒–—―−~至-]+(?=\d)")
UNIT_BEHIND = re.compile(r"(?:\((?:单位:)?(亿元|万元|元)\)|[/:,、](亿元|万元|元))$")
UNIT_LINE = re.compile(r"单位:\(?(亿元|万元|元)")
YEAR_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
YEAR = re.compile(r"(\d{4})年")


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
    """The unit in a head's brackets, 万元 in 总投资(万元); or empty."""
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
