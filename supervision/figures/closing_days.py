"""How long findings took from the day they were found to their closing, as of a day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any

from django.db.models import Count

from core.bands import band_key, band_label

# Calendar days, both included; the last has no end. Default: docs/rules.md#days-to-closing.
BANDS = ((0, 15), (16, 30), (31, 60), (61, 90), (91, None))


def closing_bands() -> list[tuple[str, Any]]:
    """The choices of a filter: the key and words of each band."""
    return [(band_key(*band), band_label(*band)) for band in BANDS]


@dataclass(frozen=True)
class ClosingBand:
    """The number of findings closed ``low`` to ``high`` days (None: no end) after they were
    found."""

    low: int
    high: int | None
    count: int

    @property
    def key(self) -> str:
        return band_key(self.low, self.high)

    @property
    def label(self) -> Any:
        return band_label(self.low, self.high)


@dataclass(frozen=True)
class ClosingDays:
    """The closed findings by the number of days that they took; ``undated`` ones were closed on an
    unknown day."""

    numbers: Counter[int]
    undated: int

    @property
    def count(self) -> int:
        return self.numbers.total()

    @property
    def median(self) -> Fraction | None:
        """In days, exact; None without any."""
        days = [Fraction(each) for each in self.numbers.elements()]
        return median(days) if days else None

    @property
    def bands(self) -> list[ClosingBand]:
        return [ClosingBand(low, high, self._within(low, high)) for low, high in BANDS]

    def _within(self, low: int, high: int | None) -> int:
        found = (n for days, n in self.numbers.items() if low <= days and days <= (high or days))
        return sum(found)


def closing_days(findings, on: date) -> ClosingDays:
    """Of those of the findings that were closed on the day, in one statement; merged ones are left
    out."""
    rows = findings.counted().as_of(on).closed().with_ends(on).with_days_to_closing()
    found = rows.order_by().values_list("days_to_closing").annotate(Count("pk"))
    numbers = Counter(dict(found))
    undated = numbers.pop(None, 0)
    return ClosingDays(numbers, undated)
