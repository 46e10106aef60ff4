"""The six figures: each a number, the sentences around it, and the list that proves it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from core.money import DASH, format_share
from core.web.charts import Notes
from core.web.links import list_address
from dashboard.figures import Facts
from dashboard.words import NEEDS, PROJECTS, TASKS, against_schedule, lacking, not_reported, yi
from projects.choices import BEGUN, Light, Stage
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
    """``value`` is exact (a share, a count, or None); ``text`` is what is shown of it."""

    name: str
    label: str
    value: Any
    text: str
    unit: str
    link: str
    parts: Sequence[Part]
    notes: Notes
    lights: Sequence[LightCount] = ()


def six(facts: Facts) -> list[Tile]:
    makers = (invested, begun, building, arrived, tasks_done, needs_stated)
    return [_bare(tile) if tile.text == DASH else tile for tile in (make(facts) for make in makers)]


def _bare(tile: Tile) -> Tile:
    """Without a figure there is no unit, and nothing to be missing."""
    return replace(tile, unit="", notes=Notes(tile.notes.as_of))


def _notes(facts: Facts, missing: str, *rows_of: str) -> Notes:
    return Notes(facts.day, missing, any(facts.marks[name] for name in rows_of))


def _percent(share, facts: Facts) -> str:
    return format_share(share, facts.programme.decimals).rstrip("%")


def invested(facts: Facts) -> Tile:
    """Figure 1: the year's investment against its plan and 序时进度."""
    investment, month = facts.investment, facts.month
    link = list_address("projects", month=month, planned="yes")
    parts = [Part(_("No plan of this year yet: import the projects."))]
    if investment.share is not None:
        reported = list_address("projects", month=month, planned="yes", reported="yes")
        parts = [
            Part(against_schedule(investment.difference, facts.programme.decimals)),
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
        _percent(investment.share, facts),
        "%",
        link,
        parts,
        _notes(facts, not_reported(investment), "projects", "entries"),
    )


def begun(facts: Facts) -> Tile:
    """Figure 2: the projects begun, of the pipeline."""
    missing = facts.pipeline.count - facts.staged.count
    return Tile(
        "begun",
        _("Begun"),
        facts.begun.count,
        str(facts.begun.count) if facts.pipeline.count else DASH,
        str(PROJECTS),
        list_address("projects", stage=[stage.value for stage in BEGUN]),
        [
            Part(_("%(total)s 亿元") % {"total": yi(facts.begun.total)}),
            Part(
                _("of %(count)s in the pipeline, %(total)s 亿元")
                % {"count": facts.pipeline.count, "total": yi(facts.pipeline.total)},
                list_address("projects"),
            ),
        ]
        if facts.pipeline.count
        else [Part(_("No project yet: import the project ledger."))],
        _notes(facts, lacking(_("%(count)s without a stage"), missing), "projects"),
    )


def building(facts: Facts) -> Tile:
    """Figure 3: the projects in construction and their lights."""
    lights = [
        LightCount(light, count, list_address("projects", month=facts.month, light=light.value))
        for light, count in facts.lights.items()
        if count or light not in SELDOM
    ]
    count = sum(facts.lights.values())
    unreported = facts.lights[Light.UNREPORTED]
    return Tile(
        "building",
        _("In construction"),
        count,
        str(count) if facts.pipeline.count else DASH,
        str(PROJECTS),
        list_address("projects", month=facts.month, stage=Stage.BUILDING.value),
        [
            *([] if count else [Part(_("No project in construction: nothing to warn of."))]),
            *_other_warnings(facts),
        ],
        _notes(
            facts,
            lacking(_("%(count)s not reported"), unreported),
            "projects",
            "entries",
        ),
        lights if count else (),
    )


def _other_warnings(facts: Facts) -> list[Part]:
    """Starts that are overdue, and what is not in the statistics, where there are any."""
    words = {
        "start": _("%(count)s starts overdue"),
        "statistics": _("%(count)s not in the statistics"),
    }
    lights = [light.value for light in WARNINGS]
    return [
        Part(
            words[name] % {"count": count},
            list_address("projects", month=facts.month, **{name: lights}),
        )
        for name, count in facts.other_warnings.items()
        if count
    ]


def arrived(facts: Facts) -> Tile:
    """Figure 4: money arrived of what is planned, paid of what arrived."""
    chain = facts.funds
    parts = [Part(_("No fund line yet: import the ledger of funds."))]
    if chain.count:
        paid = format_share(chain.paid_share, facts.programme.decimals)
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
        _percent(chain.arrived_share, facts),
        "%",
        list_address("fund_lines", assistance="yes"),
        parts,
        _notes(facts, lacking(_("%(count)s lines without a plan"), chain.unplanned), "lines"),
    )


def tasks_done(facts: Facts) -> Tile:
    """Figure 5: tasks done; those due, and of these the undone."""
    tasks = facts.tasks
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
        _notes(facts, lacking(_("%(count)s without a deadline"), tasks.undated), "tasks"),
    )


def needs_stated(facts: Facts) -> Tile:
    """Figure 6: needs, the urgent ones, and those that something answers."""
    counts = facts.needs.counts
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
        _notes(facts, lacking(_("%(count)s without an amount"), counts.unstated), "needs"),
    )
