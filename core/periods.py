"""One value object for month, quarter, half year and year."""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
PATTERNS = {
    "month": re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"([0-9]{4})-Q([1-4])"),
    "half": re.compile(r"([0-9]{4})-H([12])"),
    "year": re.compile(r"([0-9]{4})()"),
}
LABELS = {
    "month": [gettext_lazy("%(year)s-%(month)02d")] * 12,
    "quarter": [
        gettext_lazy("first quarter of %(year)s"),
        gettext_lazy("second quarter of %(year)s"),
        gettext_lazy("third quarter of %(year)s"),
        gettext_lazy("fourth quarter of %(year)s"),
    ],
    "half": [gettext_lazy("first half of %(year)s"), gettext_lazy("second half of %(year)s")],
    "year": [gettext_lazy("year %(year)s")],
}


@dataclass(frozen=True, order=True)
class Period:
    """A calendar period, half open: includes ``start``, excludes ``next().start``."""

    start: date
    kind: str = "month"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Parses ``2024-06``, ``2024-Q2``, ``2024-H1`` or ``2024``; raises ValueError otherwise."""
        for kind, pattern in PATTERNS.items():
            if match := pattern.fullmatch(text):
                year, number = int(match[1]), int(match[2] or 1)
                if MINYEAR < year < MAXYEAR:  # a previous and a next period exist
                    return cls(date(year, (number - 1) * MONTHS[kind] + 1, 1), kind)
        raise ValueError(
            _("“%(text)s” is no period: write 2024-06, 2024-Q2, 2024-H1 or 2024.") % {"text": text}
        )

    @classmethod
    def month(cls, year: int, month: int) -> "Period":
        return cls(date(year, month, 1))

    @classmethod
    def containing(cls, day: date, kind: str = "month") -> "Period":
        size = MONTHS[kind]
        return cls(date(day.year, (day.month - 1) // size * size + 1, 1), kind)

    @classmethod
    def last_ended(cls, day: date, kind: str = "month") -> "Period":
        """The latest period of this kind that ended before ``day``."""
        return cls.containing(day, kind).previous()

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def number(self) -> int:
        """The number of the month, quarter or half within its year, from 1."""
        return (self.start.month - 1) // MONTHS[self.kind] + 1

    @property
    def last_day(self) -> date:
        return self.next().start - timedelta(days=1)

    @property
    def last_month(self) -> int:
        """The number of the last month, 1 to 12."""
        return self.last_day.month

    @property
    def time_share(self) -> Fraction:
        """序时进度 at the end of the period: elapsed months ÷ 12, as a share."""
        return Fraction(self.last_month, 12)

    def as_of(self, day: date) -> date:
        """The day of the period's facts, seen on ``day``: its last day, or ``day`` while it
        runs (docs/rules.md#as-of-day)."""
        return min(day, self.last_day)

    def has_ended(self, day: date) -> bool:
        """Whether the period has ended by the day: not on its last day, but on the next."""
        return self.next().start <= day

    def months(self) -> list["Period"]:
        first = self.start.month
        return [Period.month(self.year, first + i) for i in range(MONTHS[self.kind])]

    def previous(self) -> "Period":
        return Period.containing(self.start - timedelta(days=1), self.kind)

    def next(self) -> "Period":
        month = self.start.month + MONTHS[self.kind]
        return Period(date(self.year + (month - 1) // 12, (month - 1) % 12 + 1, 1), self.kind)

    def label(self) -> str:
        """The label for display: 2024年6月, 2024年第二季度, 2024年上半年, 2024年度."""
        return str(LABELS[self.kind][self.number - 1]) % {"year": self.year, "month": self.number}

    def __str__(self) -> str:
        suffix = {
            "month": f"-{self.start.month:02d}",
            "quarter": f"-Q{self.number}",
            "half": f"-H{self.number}",
            "year": "",
        }
        return f"{self.year}{suffix[self.kind]}"


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
