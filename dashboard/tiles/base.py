"""What a tile shows, and what all of them say alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.choices import Light
from core.money import DASH, format_share
from core.web.charts import Notes
from dashboard.figures import DashboardFigures
from dashboard.words import UNRECORDED


@dataclass(frozen=True)
class Part:
    """A sentence of a tile; ``link`` opens what it counts."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class LightCount:
    light: Light
    count: int
    link: str


@dataclass(frozen=True)
class Tile:
    """``value`` is exact (a share, a count, or None); ``text`` is its display."""

    name: str
    label: str
    value: Any
    text: str
    unit: str
    link: str
    parts: Sequence[Part]
    notes: Notes
    lights: Sequence[LightCount] = ()
    lights_of: Any = ""  # which light they are


def without_rows(figures: DashboardFigures, name: str) -> str:
    """In place of a figure: that no row is known on the day, or a dash where none is held."""
    return str(UNRECORDED) if figures.has_rows[name] else DASH


def first_step(figures: DashboardFigures, name: str, words: str) -> list[Part]:
    return [] if figures.has_rows[name] else [Part(words)]


def notes_of(figures: DashboardFigures, missing: str, *rows_of: str) -> Notes:
    marked = any(figures.marks[name] for name in rows_of)
    return Notes(figures.day_of(rows_of), missing, marked)


def percent(share, figures: DashboardFigures) -> str:
    return format_share(share, figures.programme.decimals).rstrip("%")
