"""Words that the figures and charts of the dashboard share."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core.money import format_amount, format_points, format_share

PROJECTS = pgettext_lazy("unit", "projects")
TASKS = pgettext_lazy("unit", "tasks")
NEEDS = pgettext_lazy("unit", "needs")


def yi(yuan) -> str:
    return format_amount(yuan, "亿元")


def wan(yuan) -> str:
    return format_amount(yuan, "万元")


def against_schedule(difference, places: int) -> str:
    """低于序时进度8.36个百分点; the difference is an unrounded share."""
    points = format_points(abs(difference), places).lstrip("+")
    if difference < 0:
        return _("%(points)s points below the time schedule") % {"points": points}
    if difference > 0:
        return _("%(points)s points above the time schedule") % {"points": points}
    return _("exactly on the time schedule")


def months_to(month) -> str:
    """1—6月, and 1月 for the first."""
    if month.last_month == 1:
        return _("January")
    return _("January to month %(month)s") % {"month": month.last_month}


def schedule_line(month, places: int) -> str:
    return _("time schedule %(share)s") % {"share": format_share(month.time_share, places)}


def not_reported(investment) -> str:
    """How many of those that are due have not reported the month."""
    if not investment.due:
        return ""
    return lacking(_("%(count)s not reported"), investment.not_reported)


def lacking(words: str, count: int) -> str:
    """What is missing, in ``words`` that take the count; or that nothing is."""
    return words % {"count": count} if count else _("nothing missing")


def joined(names, alike: str = "", at_most: int = 3) -> str:
    """甲、乙; past ``at_most`` only how many they are, in the words of ``alike``."""
    if len(names) > at_most:
        return (alike or _("%(count)s alike")) % {"count": len(names)}
    return _(", ").join(str(name) for name in names)
