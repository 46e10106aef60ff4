"""Phrases shared by the tiles and charts of the dashboard."""

from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.money import format_amount, format_share, round_points

PROJECTS = pgettext_lazy("unit", "projects")
TASKS = pgettext_lazy("unit", "tasks")
NEEDS = pgettext_lazy("unit", "needs")
FINDINGS = pgettext_lazy("unit", "findings")

UNRECORDED = gettext_lazy("not recorded for this day")


def yi(yuan) -> str:
    return format_amount(yuan, "亿元")


def wan(yuan) -> str:
    return format_amount(yuan, "万元")


def against_schedule(difference, places: int) -> str:
    """低于序时进度8.36个百分点; the difference is an unrounded share."""
    points = round_points(difference, places)
    if points < 0:
        return _("%(points)s points below the time schedule") % {"points": abs(points)}
    if points > 0:
        return _("%(points)s points above the time schedule") % {"points": points}
    return _("exactly on the time schedule")


def months_to(month) -> str:
    """1—6月, and 1月 for the first."""
    last = month_name(month)
    return _("January to %(month)s") % {"month": last} if month.last_month > 1 else last


def month_name(month) -> str:
    """6月, June."""
    return date_format(month.last_day, pgettext("date format", "F"))


def schedule_line(share, places: int) -> str:
    return _("time schedule %(share)s") % {"share": format_share(share, places)}


def not_reported(investment) -> str:
    """The number of due projects that have not reported the month, in words."""
    if not investment.due:
        return ""
    return missing_text(_("%(count)s not reported"), investment.not_reported)


def missing_text(words: str, count: int, **more: str) -> str:
    """The number of missing rows in ``words``, or that nothing is missing."""
    return words % {"count": count, **more} if count else _("nothing missing")


def days_text(days: Fraction) -> str:
    """A median of whole days: ``32`` or ``32.5``."""
    return f"{float(days):g}"


def joined(names, alike: str = "", at_most: int = 3) -> str:
    """甲、乙; beyond ``at_most`` names only their number, in the words of ``alike``."""
    if len(names) > at_most:
        return (alike or _("%(count)s alike")) % {"count": len(names)}
    return _(", ").join(str(name) for name in names)
