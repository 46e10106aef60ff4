"""The one base of all charts: a chart says a finding and gives labels and series; the page
draws it, repeats it as a table, and links each value to the list behind it.

It stands on django-chartjs's JSON view and mends three things of it: the answer holds no
``view``, amounts are numbers and not text, and the colours are ours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from chartjs.views.lines import BaseLineChartView

from core.money import DASH, UNITS, format_amount, round_half_up
from core.web.pages import PageMixin

PERCENT = "%"

# Told apart by lightness and pattern too, so that they hold on black and white paper and for
# the colour-blind. The last five are lights and nothing else.
TONES: dict[str, tuple[int, int, int]] = {
    "navy": (29, 63, 114),
    "blue": (86, 142, 201),
    "pale": (190, 212, 236),
    "purple": (122, 92, 160),
    "slate": (96, 108, 124),
    "grey": (200, 206, 214),
    "red": (181, 32, 42),
    "yellow": (240, 185, 40),
    "watch": (255, 246, 224),
    "green": (46, 125, 80),
    "unreported": (160, 168, 178),
}


# How many lines of bars each height of the style sheet holds.
HEIGHTS = (
    (6, "low"),
    (10, "middle"),
    (16, "high"),
    (22, "higher"),
    (30, "tall"),
    (44, "taller"),
    (64, "tallest"),
)


@dataclass(frozen=True)
class Series:
    """One value a label, exact: yuan where the unit is one of money, a share where it is %,
    else a count; None where there is none. ``links`` open the list behind each value;
    ``captions`` stand beside a bar instead of its value."""

    name: Any
    values: Sequence[Decimal | Fraction | int | None]
    unit: str
    links: Sequence[str] = ()
    captions: Sequence[str] = ()
    kind: str = "bar"
    tone: str = "navy"
    stack: str = ""
    second_axis: bool = False
    captioned: bool = True

    def numbers(self) -> list[float | None]:
        """The values in the unit, for drawing."""
        return [None if value is None else float(self._in_unit(value)) for value in self.values]

    def texts(self, places: int) -> list[str]:
        """The values as people read them, without the unit."""
        return [self._text(value, places) for value in self.values]

    def _in_unit(self, value: Any) -> Any:
        if self.unit == PERCENT:
            return value * 100
        return value.scaleb(-UNITS[self.unit]) if self.unit in UNITS else value

    def _text(self, value: Any, places: int) -> str:
        if value is None:
            return DASH
        if self.unit in UNITS:
            return format_amount(value, self.unit)
        return f"{round_half_up(value * 100, places):,}" if self.unit == PERCENT else f"{value:,}"


@dataclass(frozen=True)
class Cell:
    text: str
    link: str


@dataclass(frozen=True)
class Line:
    """A fixed line across the bars, such as 序时进度; ``value`` in the unit of the axis."""

    value: float
    label: str


@dataclass(frozen=True)
class Notes:
    """What stands under every chart and figure: the day, who is missing, whether it mixes in
    illustrative rows."""

    as_of: Any
    missing: str = ""
    is_marked: bool = False
    more: Sequence[str] = field(default_factory=tuple)


class Chart(PageMixin, BaseLineChartView):
    """A chart states its ``name`` (part of its address), its ``subject``, and three questions:
    the finding, the labels and the series. Where all is empty ``empty`` says what to do."""

    name = ""
    subject: Any = ""
    empty: Any = ""
    horizontal = False
    stacked = False
    bars_per_label = 1
    part = "core/chart.html"

    @classmethod
    def of(cls, request: Any, **given: Any) -> "Chart":
        """The chart as a page embeds it, asked by the same person as the page."""
        chart = cls(**given)
        chart.setup(request)
        return chart

    def get_finding(self) -> str:
        raise NotImplementedError

    def get_series(self) -> list[Series]:
        raise NotImplementedError

    def get_notes(self) -> Notes:
        raise NotImplementedError

    def get_line(self) -> Line | None:
        return None

    def get_title(self) -> str:
        return str(self.empty) if self.is_empty else self.get_finding()

    @cached_property
    def series(self) -> list[Series]:
        return self.get_series()

    @cached_property
    def labels(self) -> list[str]:
        return [str(label) for label in self.get_labels()]

    @property
    def data_id(self) -> str:
        """The id of the element that holds the data in a page."""
        return f"chart-{self.name}-data"

    @property
    def is_empty(self) -> bool:
        return not any(value for series in self.series for value in series.values)

    @property
    def axes(self) -> list[dict[str, Any]]:
        """The first axis, and the second where a series stands on it."""
        found = {series.second_axis: series.unit for series in reversed(self.series)}
        return [
            {"unit": str(found[second]), "whole": found[second] not in (PERCENT, *UNITS)}
            for second in sorted(found)
        ]

    @property
    def height(self) -> str:
        """Which of the heights of the style sheet holds the labels without crowding."""
        bars = (1 + 0.55 * (self.bars_per_label - 1)) * len(self.labels)
        lines = bars if self.horizontal else 0
        return next((name for most, name in HEIGHTS if lines <= most), HEIGHTS[-1][1])

    @property
    def places(self) -> int:
        return self.request.programme.decimals

    def rows(self) -> list[tuple[str, list[Cell]]]:
        """The same data as a table: for each label its values with their links."""
        columns = [self._cells(series) for series in self.series]
        return [
            (label, [column[number] for column in columns])
            for number, label in enumerate(self.labels)
        ]

    def _cells(self, series: Series) -> list[Cell]:
        links = series.links or [""] * len(series.values)
        return [Cell(*pair) for pair in zip(series.texts(self.places), links, strict=True)]

    @cached_property
    def payload(self) -> dict[str, Any]:
        """What is drawn, as plain JSON values."""
        notes, line = self.get_notes(), self.get_line()
        return {
            "name": self.name,
            "title": self.get_title(),
            "as_of": str(notes.as_of),
            "missing": str(notes.missing),
            "is_marked": notes.is_marked,
            "horizontal": self.horizontal,
            "stacked": self.stacked,
            "axes": self.axes,
            "line": line and {"value": line.value, "label": str(line.label)},
            "labels": self.labels,
            "datasets": self.get_datasets(),
        }

    # The questions that django-chartjs asks.

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return self.payload

    def get_data(self) -> list[list[float | None]]:
        return [series.numbers() for series in self.series]

    def get_providers(self) -> list[str]:
        return [str(series.name) for series in self.series]

    def get_colors(self) -> Iterator[tuple[int, int, int]]:
        return (TONES[series.tone] for series in self.series)

    def get_dataset_options(self, index: int, color: tuple[int, int, int]) -> dict[str, Any]:
        series = self.series[index]
        return {
            "type": series.kind,
            "tone": series.tone,
            "color": f"rgb{color}",
            "unit": str(series.unit),
            "texts": series.texts(self.places),
            "captions": self._captions(series),
            "links": list(series.links),
            "stack": series.stack or None,
            "axis": "second" if series.second_axis else "first",
        }

    def _captions(self, series: Series) -> list[str]:
        """A bar without a value has no caption; nor have series that say so."""
        if not series.captioned:
            return []
        captions = series.captions or series.texts(self.places)
        return [
            caption if value else "" for caption, value in zip(captions, series.values, strict=True)
        ]
