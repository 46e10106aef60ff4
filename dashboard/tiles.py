"""The six tiles: each a figure, its sentences, and the link to the list that proves it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from core.money import DASH, format_share
from core.web.charts import Notes
from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.words import NEEDS, PROJECTS, TASKS, against_schedule, missing_text, not_reported, yi
from projects.choices import BEGUN, Light, LightKind, Stage
from projects.figures.lights import warned
from projects.lights import SELDOM, WARNINGS


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


def six_tiles(figures: DashboardFigures) -> list[Tile]:
    tile_functions = (invested, begun, building, arrived, tasks_done, needs_stated)
    return [
        _without_unit(tile) if tile.text == DASH else tile
        for tile in (function(figures) for function in tile_functions)
    ]


def _without_unit(tile: Tile) -> Tile:
    """A tile without a figure has no unit and no note on missing rows."""
    return replace(tile, unit="", notes=Notes(tile.notes.as_of))


def _notes(figures: DashboardFigures, missing: str, *rows_of: str) -> Notes:
    return Notes(figures.day, missing, any(figures.marks[name] for name in rows_of))


def _percent(share, figures: DashboardFigures) -> str:
    return format_share(share, figures.programme.decimals).rstrip("%")


def invested(figures: DashboardFigures) -> Tile:
    """Figure 1: the year's investment against its plan and 序时进度."""
    investment, month = figures.investment, figures.month
    link = list_address("projects", month=month, planned="yes")
    parts = [Part(_("No plan of this year yet: import the projects."))]
    if investment.share is not None:
        reported = list_address("projects", month=month, planned="yes", reported="yes")
        parts = [
            Part(against_schedule(investment.difference, figures.programme.decimals)),
            Part(
                _("%(done)s of %(plan)s 亿元")
                % {"done": yi(investment.done), "plan": yi(investment.plan)}
            ),
            Part(
                _("%(reported)s reported (%(due)s due)")
                % {"reported": investment.reported, "due": investment.due},
                reported,
            ),
        ]
    return Tile(
        "invested",
        _("Year's investment done"),
        investment.share,
        _percent(investment.share, figures),
        "%",
        link,
        parts,
        _notes(figures, not_reported(investment), "projects", "entries"),
    )


def begun(figures: DashboardFigures) -> Tile:
    """Figure 2: the projects begun, of the pipeline."""
    missing = figures.pipeline.count - figures.staged.count
    return Tile(
        "begun",
        _("Begun"),
        figures.begun.count,
        str(figures.begun.count) if figures.pipeline.count else DASH,
        str(PROJECTS),
        list_address("projects", stage=[stage.value for stage in BEGUN]),
        [
            Part(_("%(total)s 亿元") % {"total": yi(figures.begun.total)}),
            Part(
                _("of %(count)s in the pipeline, %(total)s 亿元")
                % {"count": figures.pipeline.count, "total": yi(figures.pipeline.total)},
                list_address("projects"),
            ),
        ]
        if figures.pipeline.count
        else [Part(_("No project yet: import the project ledger."))],
        _notes(figures, missing_text(_("%(count)s without a stage"), missing), "projects"),
    )


def building(figures: DashboardFigures) -> Tile:
    """Figure 3: the projects in construction and the lights of their progress."""
    lights = [
        LightCount(light, count, list_address("projects", month=figures.month, light=light.value))
        for light, count in figures.lights.items()
        if count or light not in SELDOM
    ]
    count = sum(figures.lights.values())
    unreported = figures.lights[Light.UNREPORTED]
    return Tile(
        "building",
        _("In construction"),
        count,
        str(count) if figures.pipeline.count else DASH,
        str(PROJECTS),
        list_address("projects", month=figures.month, stage=Stage.BUILDING.value),
        [
            *([] if count else [Part(_("No project in construction: nothing to warn of."))]),
            *_other_warnings(figures),
        ],
        _notes(
            figures, missing_text(_("%(count)s not reported"), unreported), "projects", "entries"
        ),
        lights if count else (),
        LightKind.PROGRESS.label,
    )


def _other_warnings(figures: DashboardFigures) -> list[Part]:
    """The numbers of overdue starts and of projects missing in the statistics, if not zero."""
    words = {
        LightKind.START: _("Start light: %(count)s starts overdue"),
        LightKind.STATISTICS: _("Statistics light: %(count)s not in the statistics"),
    }
    lights = [light.value for light in WARNINGS]
    counts = {kind: warned(figures.counts_of_lights, kind) for kind in words}
    return [
        Part(
            words[kind] % {"count": count},
            list_address("projects", month=figures.month, **{kind.value: lights}),
        )
        for kind, count in counts.items()
        if count
    ]


def arrived(figures: DashboardFigures) -> Tile:
    """Figure 4: money arrived of what is planned, paid of what arrived."""
    chain = figures.funds
    parts = [Part(_("No fund line yet: import the ledger of funds."))]
    if chain.count:
        paid = format_share(chain.paid_share, figures.programme.decimals)
        parts = [
            Part(_("%(share)s of that paid") % {"share": paid}),
            Part(
                _("%(arrived)s of %(planned)s 亿元")
                % {"arrived": yi(chain.arrived), "planned": yi(chain.planned)}
            ),
        ]
    return Tile(
        "arrived",
        _("Money arrived"),
        chain.arrived_share,
        _percent(chain.arrived_share, figures),
        "%",
        list_address("funds", assistance="yes"),
        parts,
        _notes(
            figures, missing_text(_("%(count)s lines without a plan"), chain.unplanned), "lines"
        ),
    )


def tasks_done(figures: DashboardFigures) -> Tile:
    """Figure 5: tasks done; those due, and of these the undone."""
    tasks = figures.tasks
    late = list_address("tasks", due="yes", done="no")
    return Tile(
        "tasks",
        _("Tasks done"),
        tasks.closed,
        str(tasks.closed) if tasks.total else DASH,
        str(TASKS),
        list_address("tasks", state="closed"),
        [
            Part(_("of %(total)s tasks") % {"total": tasks.total}, list_address("tasks")),
            Part(_("%(due)s due") % {"due": tasks.due}, list_address("tasks", due="yes")),
            Part(_("of these %(count)s not done") % {"count": tasks.due_not_done}, late),
        ]
        if tasks.total
        else [Part(_("No task yet: import the task lists."))],
        _notes(figures, missing_text(_("%(count)s without a deadline"), tasks.undated), "tasks"),
    )


def needs_stated(figures: DashboardFigures) -> Tile:
    """Figure 6: needs, the urgent ones, and those that something answers."""
    counts = figures.needs.counts
    return Tile(
        "needs",
        _("Needs of the townships"),
        counts.total,
        str(counts.total) if counts.total else DASH,
        str(NEEDS),
        list_address("needs"),
        [
            Part(
                _("%(count)s urgent") % {"count": counts.urgent}, list_address("needs", urgency=1)
            ),
            Part(
                _("%(count)s answered") % {"count": counts.answered},
                list_address("needs", answered="yes"),
            ),
        ]
        if counts.total
        else [Part(_("No need yet: import the needs of the townships."))],
        _notes(figures, missing_text(_("%(count)s without an amount"), counts.unstated), "needs"),
    )
