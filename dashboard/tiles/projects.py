"""The tiles of projects: investment, those begun, the lights of those in construction."""

from dataclasses import replace

from django.utils.translation import gettext as _

from core.choices import Light
from core.money import DASH
from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.tiles.base import LightCount, Part, Tile, notes_of, percent
from dashboard.words import PROJECTS, against_schedule, missing_text, month_name, not_reported, yi
from projects.choices import BEGUN, LightKind, Stage
from projects.figures.lights import warned
from projects.lights import SELDOM, WARNINGS


def invested(figures: DashboardFigures) -> Tile:
    """Figure 1: the year's investment against its plan and 序时进度."""
    investment, month = figures.investment, figures.month
    link = list_address("projects", month=month, planned="yes")
    parts = [Part(_("No plan of this year yet: import the projects."))]
    if investment.planned and not investment.is_begun:
        parts = [
            Part(_("Nothing reported yet")),
            Part(_("plan %(plan)s 亿元") % {"plan": yi(investment.plan)}),
        ]
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
        percent(investment.share, figures),
        "%",
        link,
        parts,
        notes_of(figures, not_reported(investment), "projects", "entries"),
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
            *_untotalled(figures.pipeline),
            *([Part(_("all projects registered to date"))] if figures.is_of_the_past else []),
        ]
        if figures.pipeline.count
        else [Part(_("No project yet: import the project ledger."))],
        notes_of(figures, missing_text(_("%(count)s without a stage"), missing), "projects"),
    )


def _untotalled(pipeline) -> list[Part]:
    if not pipeline.untotalled:
        return []
    words = _("%(count)s without a total investment, not in the sum")
    return [Part(words % {"count": pipeline.untotalled}, list_address("projects", total="no"))]


def building(figures: DashboardFigures) -> Tile:
    """Figure 3: the projects in construction on the day, and the lights of their progress in the
    month."""
    lights = [
        LightCount(light, count, list_address("projects", month=figures.month, light=light.value))
        for light, count in figures.lights.items()
        if count or light not in SELDOM
    ]
    count = figures.in_construction.count
    unreported = figures.lights[Light.UNREPORTED]
    return Tile(
        "building",
        _("In construction"),
        count,
        str(count) if figures.pipeline.count else DASH,
        str(PROJECTS),
        list_address("projects", stage=Stage.BUILDING.value),
        [
            *([] if count else [Part(_("No project in construction: nothing to warn of."))]),
            *_other_warnings(figures),
        ],
        replace(
            notes_of(figures, _unreported(unreported, figures.month), "projects", "entries"),
            as_of=figures.day,
        ),
        lights if any(figures.lights.values()) else (),
        _("%(month)s: %(light)s")
        % {"month": month_name(figures.month), "light": LightKind.PROGRESS.label},
    )


def _unreported(count: int, month) -> str:
    words = _("%(month)s: %(count)s not reported")
    return missing_text(words, count, month=month_name(month))


def _other_warnings(figures: DashboardFigures) -> list[Part]:
    """The numbers of overdue starts and of projects missing in the statistics, if not zero."""
    words = {
        LightKind.START: _("%(month)s start light: %(count)s starts overdue"),
        LightKind.STATISTICS: _("%(month)s statistics light: %(count)s not in the statistics"),
    }
    lights = [light.value for light in WARNINGS]
    counts = {kind: warned(figures.counts_of_lights, kind) for kind in words}
    return [
        Part(
            words[kind] % {"month": month_name(figures.month), "count": count},
            list_address("projects", month=figures.month, **{kind.value: lights}),
        )
        for kind, count in counts.items()
        if count
    ]
