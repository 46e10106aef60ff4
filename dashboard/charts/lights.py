from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.choices import Light
from core.money import format_share, share_of
from core.web.charts import Series
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import PROJECTS, joined, yi
from projects.choices import LightKind
from projects.figures.lights import troubled
from projects.lights import ORDER, SELDOM

TONES = dict.fromkeys(SELDOM, "grey")


class Lights(DashboardChart):
    """Progress lights of the projects in construction by responsible unit, most troubled first."""

    name = "lights"
    subject = gettext_lazy("Progress light of the projects in construction, by responsible unit")
    empty = gettext_lazy("No project in construction: nothing to warn of.")
    rows_of = ("projects", "entries")
    figure = "lights_by_unit"
    horizontal = stacked = True

    def get_finding(self):
        lights, rows = self.figures.lights, self.figures.lights_by_unit
        most = troubled(rows[0])
        if lights[Light.UNPLANNED] == sum(lights.values()):
            return _("No project in construction has a plan of the year: no progress light")
        if not most:
            return _("Progress light: none red, none yellow, none unreported in construction")
        units = [unit_name(row) for row in rows if troubled(row) == most]
        words = _(
            "Progress light in construction: %(r)s red, %(y)s yellow, %(u)s unreported, "
            "most: %(units)s"
        )
        return words % {
            "r": lights[Light.RED],
            "y": lights[Light.YELLOW],
            "u": lights[Light.UNREPORTED],
            "units": joined(units, _("%(count)s units alike")),
        }

    def get_labels(self):
        return [unit_name(row) for row in self.get_rows()]

    def get_series(self):
        counts = self.figures.lights
        return [self._series(light) for light in ORDER if light not in SELDOM or counts[light]]

    def _series(self, light):
        rows, month = self.get_rows(), self.figures.month
        units = [row["owner_unit"] or "none" for row in rows]
        return Series(
            light.label,
            [row["counts"][LightKind.PROGRESS][light] for row in rows],
            str(PROJECTS),
            links=[
                list_address("projects", month=month, owner=unit, light=light.value)
                for unit in units
            ],
            tone=TONES.get(light, light.value),
        )


def unit_name(row) -> str:
    return row["owner_unit__name"] or _("no responsible unit")


class Gaps(DashboardChart):
    """The projects furthest behind the time schedule."""

    name = "gaps"
    subject = gettext_lazy("Largest gaps against the time schedule")
    empty = gettext_lazy("No project in construction has reported and is below the time schedule.")
    rows_of = ("projects", "entries")
    figure = "gaps"
    horizontal = True

    def get_finding(self):
        gaps = self.figures.gaps
        total = sum(project.progress.gap for project in gaps)
        return _("The %(n)s largest gaps add up to %(total)s 亿元; %(first)s alone is %(q)s") % {
            "n": len(gaps),
            "total": yi(total),
            "first": gaps[0].name,
            "q": format_share(share_of(gaps[0].progress.gap, total), self.places),
        }

    def get_series(self):
        def page(project):
            return reverse("project", args=[project.pk])

        name = _("due by the time schedule − done")
        return [self.series_of(name, "progress.gap", "万元", page)]
