"""Days and months as people write them."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

FIRST_YEAR, LAST_YEAR = 1990, 2100  # any other year is a slip of the pen
DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d\d)(\d\d)")
MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")
LONGEST_SHOWN = 20


def parse_day(text: str) -> date:
    """2024-07-08, 2024.7.8, 2024/7/8, 2024年7月8日 or 20240708. Raises ValueError with a sentence
    for anything else, and for a year that is not from FIRST_YEAR to LAST_YEAR."""
    if found := _date(DAY.fullmatch(_plain(text)), text):
        return found
    raise ValueError(_("“%(text)s” is no day: write 2024-07-08.") % {"text": text[:LONGEST_SHOWN]})


def parse_month(text: str) -> date:
    """2024-07, 2024.7 or 2024年7月, as its first day. Raises ValueError as ``parse_day``."""
    if found := _date(MONTH.fullmatch(_plain(text)), text):
        return found
    raise ValueError(_("This is no month: write it like 2024-06."))


def require_years(found: date, text: str) -> date:
    """The day; raises ValueError with a sentence outside FIRST_YEAR to LAST_YEAR."""
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    message = _("“%(text)s” does not lie between %(first)s and %(last)s: check the year.")
    years = {"first": FIRST_YEAR, "last": LAST_YEAR}
    raise ValueError(message % {"text": text[:LONGEST_SHOWN], **years})


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _date(match: re.Match[str] | None, text: str) -> date | None:
    """None for what is no day of the calendar."""
    try:
        year, month, day = ([int(n) for n in match.groups() if n] + [1])[:3] if match else (0, 0, 0)
        found = date(year, month, day)
    except ValueError:
        return None
    return require_years(found, text)
