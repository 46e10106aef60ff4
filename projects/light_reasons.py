"""Why a project of ``with_lights`` shows its lights, in sentences."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.choices import Light
from core.money import format_share, round_points
from core.periods import Period
from projects.choices import LightKind
from projects.lights import FIELDS, WARNINGS, months_of_era


def progress_reason(project, month: Period, places: int = 2) -> str:
    """Why the project shows the light of its progress; empty where none applies to its stage."""
    light = project.light
    if light == Light.UNPLANNED:
        text = _("No plan of this year by the end of %(month)s.")
        return text % {"month": month.label()}
    if light == Light.NOT_DUE:
        planned = Period(project.rated_planned_start)
        text = _("Planned to start in %(month)s: nothing is due of the year's plan yet.")
        return text % {"month": planned.label()}
    if light == Light.UNREPORTED:
        return _("%(month)s is not reported.") % {"month": month.label()}
    if not light:
        return ""
    progress = project.progress
    difference = progress.difference or Fraction(0)
    points = round_points(difference, places)
    if not points:
        text = _("%(share)s of the year's plan, exactly on the time schedule.")
    elif points > 0:
        text = _("%(share)s of the year's plan, %(points)s points above the time schedule.")
    else:
        text = _("%(share)s of the year's plan, %(points)s points below the time schedule.")
    values = {"share": format_share(progress.share, places), "points": abs(points)}
    return text % values + _repeated_reason(project, difference)


def _repeated_reason(project, difference: Fraction) -> str:
    points = Fraction(project.red_points) / 100
    if project.light == Light.RED and difference >= -points:
        return _("Yellow in the month before, too.")
    return ""


def reasons(project, month: Period, places: int = 2) -> list[str]:
    """Why a project of ``with_lights`` shows each of its lights."""
    found = [reason(project, month, places) for reason in REASONS.values()]
    return [one for one in (*found, _exemption_reason(project)) if one]


def reason_of(project, kind: LightKind, month: Period, places: int = 2) -> str:
    """Why the project shows the light: of the overall warning, the sentences of the lights that
    have its colour. Empty where nothing is rated."""
    shown = getattr(project, FIELDS[kind])
    if not shown:
        return ""
    kinds = [one for one in REASONS if getattr(project, FIELDS[one]) == shown]
    kinds = kinds if kind == LightKind.OVERALL else [kind]
    sentences = [REASONS[one](project, month, places) for one in kinds]
    exemption = _exemption_reason(project) if shown == Light.EXEMPT else ""
    return " ".join(filter(None, [*sentences, exemption]))


def missing_field(project, kind: LightKind) -> str:
    """The field without which the light is not rated; empty where none is missing."""
    if getattr(project, FIELDS[kind]) != Light.MISSING:
        return ""
    if kind == LightKind.OVERALL:
        return missing_field(project, LightKind.START) or missing_field(
            project, LightKind.STATISTICS
        )
    if kind == LightKind.START:
        return "planned_start"
    return "in_statistics" if project.rated_actual_start else "actual_start"


def _start_reason(project, month: Period, places: int) -> str:
    light = project.start_light
    if light == Light.MISSING:
        return _("The planned start is missing: the start is not rated.")
    if light in (*WARNINGS, Light.EXEMPT):
        planned = Period(project.rated_planned_start)
        return _("Planned to start in %(month)s, not begun.") % {"month": planned.label()}
    if light == Light.GREEN:
        planned = Period(project.rated_planned_start)
        return _("Planned to start in %(month)s, not due yet.") % {"month": planned.label()}
    return ""


def _statistics_reason(project, month: Period, places: int) -> str:
    light = project.statistics_light
    if light == Light.MISSING and project.rated_actual_start is None:
        return _("The actual start is missing: the statistics are not rated.")
    if light == Light.MISSING:
        return _("It is not said whether it is in the statistics: not rated.")
    if light in (*WARNINGS, Light.EXEMPT):
        begun = Period(project.rated_actual_start)
        count = months_of_era(month) - months_of_era(begun)
        words = ngettext(
            "Begun in %(month)s, %(count)s month later not in the statistics.",
            "Begun in %(month)s, %(count)s months later not in the statistics.",
            count,
        )
        return words % {"month": begun.label(), "count": count}
    if light == Light.GREEN and project.in_statistics:
        return _("In the statistics.")
    if light == Light.GREEN:
        begun = Period(project.rated_actual_start)
        return _("Begun in %(month)s, not due in the statistics yet.") % {"month": begun.label()}
    return ""


def _exemption_reason(project) -> str:
    shown = (project.light, project.start_light, project.statistics_light)
    if Light.EXEMPT not in shown or not project.exemption:
        return ""
    return _("Exempt: %(reason)s (approved by %(approver)s, until %(until)s).") % project.exemption


REASONS = {
    LightKind.PROGRESS: progress_reason,
    LightKind.START: _start_reason,
    LightKind.STATISTICS: _statistics_reason,
}
