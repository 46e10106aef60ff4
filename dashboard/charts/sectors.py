from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import UNITS, format_share, round_half_up, share_of
from core.web.charts import PERCENT, Line
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import PROJECTS, joined, schedule_line, wan, yi


class SectorsBehind(DashboardChart):
    """Each sector's share of its year's plan against 序时进度; furthest behind first."""

    name = "sectors"
    subject = gettext_lazy("Share of the year's plan by sector")
    empty = gettext_lazy("No plan of this year yet: import the projects.")
    rows_of = ("projects", "entries")
    remark = gettext_lazy("beside the bars: due by the time schedule − done, 亿元")
    horizontal = True

    def get_rows(self):
        planned = [row for row in self.figures.sectors if row.investment.share is not None]
        return sorted(planned, key=lambda row: row.investment.difference)

    @property
    def is_empty(self):
        return not self.get_rows()

    def get_finding(self):
        behind = [row for row in self.get_rows() if row.investment.difference < 0]
        if not behind:
            return _("No sector is below the time schedule")
        largest = max(behind, key=lambda row: row.investment.gap)
        return _("%(n)s sectors below the time schedule, largest gap %(sector)s (%(gap)s 亿元)") % {
            "n": len(behind),
            "sector": largest.name,
            "gap": yi(largest.investment.gap),
        }

    def get_line(self):
        due = self.figures.investment.due_share
        return Line(float(due * 100), schedule_line(due, self.places))

    def get_series(self):
        filters = {"month": self.figures.month, "planned": "yes"}

        def projects(row):
            return list_address("projects", **filters, sector=row.size.key)

        captions = [gap_words(row.investment.gap) for row in self.get_rows()]
        name = _("share of plan")
        return [self.series_of(name, "investment.share", PERCENT, projects, captions=captions)]


def gap_words(gap) -> str:
    """差0.36; 超0.12 above the time schedule; what is none in 亿元 is shown in 万元: 超38.00万元;
    持平 where nothing of it is shown."""
    in_yi, in_wan = (round_half_up(abs(gap).scaleb(-UNITS[one]), 2) for one in ("亿元", "万元"))
    if not in_wan:
        return _("even")
    words = _("short %(gap)s") if gap > 0 else _("over %(gap)s")
    return words % {"gap": yi(abs(gap)) if in_yi else f"{wan(abs(gap))}万元"}


class SectorTotals(DashboardChart):
    """Total investment by sector, largest first."""

    name = "sector-totals"
    subject = gettext_lazy("Total investment by sector")
    empty = gettext_lazy("No project yet: import the project ledger.")
    rows_of = ("projects",)
    figure = "sector_sizes"
    remark = gettext_lazy("beside the bars: number of projects")
    horizontal = True

    def get_finding(self):
        top = self.get_rows()[:3]
        share = share_of(sum(row.size.total for row in top), self.figures.pipeline.total)
        return _("%(sectors)s hold %(share)s of the total investment") % {
            "sectors": joined([row.name for row in top]),
            "share": format_share(share, self.places),
        }

    def get_series(self):
        def projects(row):
            return list_address("projects", sector=row.size.key)

        captions = [f"{row.size.count}{PROJECTS}" for row in self.get_rows()]
        name = _("total investment")
        return [self.series_of(name, "size.total", "亿元", projects, captions=captions)]
