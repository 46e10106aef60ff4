"""Days and months as people write them."""

import re
import unicodedata
from datetime import date

FIRST_YEAR, LAST_YEAR = 1990, 2100  # any other year is a slip of the pen
DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)")
MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")


def parse_day(text: str) -> date:
    """2024-07-08, 2024.7.8, 2024/7/8, 2024年7月8日 or 20240708. Raises ValueError for anything
    else, and for a year that is not from FIRST_YEAR to LAST_YEAR."""
    return _date(DAY.fullmatch(_plain(text)), text)


def parse_month(text: str) -> date:
    """2024-07, 2024.7 or 2024年7月, as its first day. Raises ValueError as ``parse_day``."""
    return _date(MONTH.fullmatch(_plain(text)), text)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _date(match: re.Match[str] | None, text: str) -> date:
    year, month, day = ([int(n) for n in match.groups() if n] + [1])[:3] if match else (0, 0, 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(text)
    return date(year, month, day)
