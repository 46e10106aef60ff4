"""Base of all charts: title, labels and series, drawn by the page, repeated as a table and linked
to the lists behind the values.

Extends django-chartjs's JSON view: no ``view`` in the response, amounts as numbers, own colours.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from chartjs.views.lines import BaseLineChartView
from django.utils.html import conditional_escape, format_html

from core.money import DASH, UNITS, format_amount, round_half_up
from core.web.pages import PageMixin

PERCENT = "%"

# Distinct in lightness and pattern too, for black-and-white print and colour blindness. The last
# five are reserved for lights.
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


# The number of bars that fit into each height class of the style sheet.
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
    """One exact value per label: yuan for a unit of money, a share for %, else a count; or None.
    ``links`` open the list behind each value; ``captions`` replace the values beside the bars."""

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
        """The values in the unit."""
        return [None if value is None else float(self._in_unit(value)) for value in self.values]

    def texts(self, places: int) -> list[str]:
        """The formatted values, without unit."""
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

    def __str__(self) -> str:
        if not self.link:
            return conditional_escape(self.text)
        return format_html('<a href="{}">{}</a>', self.link, self.text)


@dataclass(frozen=True)
class Line:
    """A reference line such as 序时进度; ``value`` in the unit of the axis."""

    value: float
    label: str


@dataclass(frozen=True)
class Notes:
    """Notes under a chart or figure: as-of day, missing units, whether it includes illustrative
    rows."""

    as_of: Any
    missing: str = ""
    is_marked: bool = False
    more: Sequence[str] = field(default_factory=tuple)


class Chart(PageMixin, BaseLineChartView):
    """A chart defines ``name`` (part of its URL), ``subject``, finding, labels and series;
    ``empty`` is the title of a chart without values."""

    name = ""
    subject: Any = ""
    empty: Any = ""
    horizontal = False
    stacked = False
    bars_per_label = 1
    part = "core/chart.html"

    @classmethod
    def of(cls, request: Any, **given: Any) -> "Chart":
        """The chart as embedded in a page, for the same request."""
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
    def texts(self) -> list[list[str]]:
        """The values of each series as people read them."""
        return [series.texts(self.places) for series in self.series]

    @cached_property
    def labels(self) -> list[str]:
        return [str(label) for label in self.get_labels()]

    @property
    def named(self) -> list[int]:
        """The bars that the title names, which are marked."""
        title = self.get_title()
        if not self.horizontal:
            return []
        return [number for number, label in enumerate(self.labels) if label in title]

    @property
    def data_id(self) -> str:
        """The id of the element that holds the data in a page."""
        return f"chart-{self.name}-data"

    @cached_property
    def is_empty(self) -> bool:
        return not any(value for series in self.series for value in series.values)

    @property
    def axes(self) -> list[dict[str, Any]]:
        """The first axis, and the second if a series uses it."""
        found = {series.second_axis: series.unit for series in reversed(self.series)}
        return [
            {"unit": str(found[second]), "whole": found[second] not in (PERCENT, *UNITS)}
            for second in sorted(found)
        ]

    @property
    def height(self) -> str:
        """The height class of the style sheet that fits the labels."""
        bars = (1 + 0.55 * (self.bars_per_label - 1)) * len(self.labels)
        lines = bars if self.horizontal else 0
        return next((name for most, name in HEIGHTS if lines <= most), HEIGHTS[-1][1])

    @property
    def places(self) -> int:
        return self.request.programme.decimals

    def rows(self) -> list[tuple[str, list[Cell]]]:
        """The data as a table: label, and values with links."""
        columns = [self._cells(*pair) for pair in zip(self.series, self.texts, strict=True)]
        return [
            (label, [column[number] for column in columns])
            for number, label in enumerate(self.labels)
        ]

    def _cells(self, series: Series, texts: list[str]) -> list[Cell]:
        """A value of 0 opens no list: it would be empty."""
        links = series.links or [""] * len(series.values)
        values = zip(texts, links, series.values, strict=True)
        return [Cell(text, link if value else "") for text, link, value in values]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The data of the chart as JSON values: what the JSON view of django-chartjs returns, and
        what a page embeds."""
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
            "named": self.named,
            "datasets": self.get_datasets(),
        }

    # What get_datasets of django-chartjs calls.

    def get_data(self) -> list[list[float | None]]:
        return [series.numbers() for series in self.series]

    def get_providers(self) -> list[str]:
        return [str(series.name) for series in self.series]

    def get_colors(self) -> Iterator[tuple[int, int, int]]:
        return (TONES[series.tone] for series in self.series)

    def get_dataset_options(self, index: int, color: tuple[int, int, int]) -> dict[str, Any]:
        series, texts = self.series[index], self.texts[index]
        return {
            "type": series.kind,
            "tone": series.tone,
            "color": f"rgb{color}",
            "unit": str(series.unit),
            "texts": texts,
            "captions": self._captions(series, texts),
            "links": list(series.links),
            "stack": series.stack or None,
            "axis": "second" if series.second_axis else "first",
        }

    def _captions(self, series: Series, texts: list[str]) -> list[str]:
        """Bars without a value have no caption."""
        if not series.captioned:
            return []
        captions = series.captions or texts
        return [
            caption if value else "" for caption, value in zip(captions, series.values, strict=True)
        ]
