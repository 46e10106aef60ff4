"""The tiles: each a figure, its sentences, and the link to the list that proves it."""

from dataclasses import replace

from core.money import DASH
from core.web.charts import Notes
from dashboard.figures import DashboardFigures
from dashboard.tiles.base import Tile
from dashboard.tiles.findings import findings_open
from dashboard.tiles.money import arrived
from dashboard.tiles.projects import begun, building, invested
from dashboard.tiles.tasks import needs_stated, tasks_done
from dashboard.words import UNRECORDED

TILES = (invested, begun, building, arrived, tasks_done, needs_stated, findings_open)


def all_tiles(figures: DashboardFigures) -> list[Tile]:
    return [
        _without_unit(tile) if tile.text in (DASH, UNRECORDED) else tile
        for tile in (function(figures) for function in TILES)
    ]


def _without_unit(tile: Tile) -> Tile:
    """A tile without a figure has no unit and no note on missing rows."""
    return replace(tile, unit="", notes=Notes(tile.notes.as_of))
