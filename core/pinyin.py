"""Search by the first letters of pinyin: 玄武岩拉丝 is found as xwyls."""

import os
import re
from collections import defaultdict
from functools import cache

# Single characters are read: without the phrases pypinyin takes a tenth of the memory.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, pinyin  # noqa: E402

INITIALS = re.compile(r"[A-Za-z]{2,12}")


def initials_pattern(word: str) -> str:
    """A regular expression for Chinese text whose characters begin with these letters in pinyin, in
    any reading; empty for a word that is not of 2 to 12 letters, or has one that begins none."""
    letters = word.lower()
    if not INITIALS.fullmatch(word) or not all(letter in characters() for letter in letters):
        return ""
    return "".join(f"[{letter}{characters()[letter]}]" for letter in letters)


@cache
def characters() -> dict[str, str]:
    """The characters of GB 2312 by the letters with which they begin."""
    found: dict[str, str] = defaultdict(str)
    for character in gb2312():
        readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=True)[0]
        for letter in sorted(set(readings)):
            found[letter] += character
    return dict(found)


def gb2312() -> list[str]:
    pairs = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return [text for pair in pairs if (text := pair.decode("gb2312", errors="ignore"))]
