"""Words compared as people mean them: widths, spaces and kinds of dashes do not count."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

BETWEEN_MONTHS = re.compile(r"(?<=[\d月])[‐‑‒–—―−~至-]+(?=\d)")
UNIT_BEHIND = re.compile(r"(?:\((?:单位:)?(亿元|万元|元)\)|[/:,、](亿元|万元|元))$")
UNIT_LINE = re.compile(r"单位:\(?(亿元|万元|元)")
YEAR_MONTH = re.compile(r"(\d{4})年(\d{1,2})月")
YEAR = re.compile(r"(\d{4})年")


def plain(text: str) -> str:
    """For comparison only: what is stored keeps the characters that were typed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def plain_head(text: str) -> str:
    """A head without its unit, all dashes alike (1—6月, 1至6月: 1-6月)."""
    return BETWEEN_MONTHS.sub("-", UNIT_BEHIND.sub("", plain(text)))


def unit_in_head(text: str) -> str:
    """The unit in a head's brackets, 万元 in 总投资(万元); empty where none stands there."""
    match = UNIT_BEHIND.search(plain(text))
    return (match[1] or match[2]) if match else ""


def nearest(text: str, names: Iterable[str], count: int = 3) -> list[str]:
    """The known names most like the text, best first, for an error's sentence."""
    return get_close_matches(text, list(names), count, 0.4)
