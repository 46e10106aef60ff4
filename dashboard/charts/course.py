from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_share
from core.web.charts import Series
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import against_schedule, month_name, months_to, not_reported, yi


class Course(DashboardChart):
    """Investment month by month, its sum, and what the time schedule expects."""

    name = "course"
    subject = gettext_lazy("Investment of the year by month")
    empty = gettext_lazy("No plan or entry of this year yet: import the projects and their months.")
    rows_of = ("projects", "entries")

    def get_finding(self):
        investment = self.figures.investment
        words = {"months": months_to(investment.month), "amount": yi(investment.done)}
        if investment.share is None:
            return _("%(months)s: %(amount)s 亿元 invested; no plan of the year yet") % words
        return _("%(months)s: %(amount)s 亿元 invested, %(share)s of the year's plan, %(d)s") % {
            **words,
            "share": format_share(investment.share, self.places),
            "d": against_schedule(investment.difference, self.places),
        }

    def get_missing(self):
        return not_reported(self.figures.investment)

    def get_labels(self):
        return [month_name(point.month) for point in self.figures.course]

    def get_series(self):
        points = self.figures.course
        months = [str(point.month) for point in points]
        projects = [list_address("projects", month=month, planned="yes") for month in months]
        return [
            Series(
                _("investment of the month"),
                [point.amount for point in points],
                "亿元",
                links=[list_address("month_entries", month=month) for month in months],
                tone="blue",
            ),
            Series(
                _("sum since January"),
                [point.done for point in points],
                "亿元",
                links=projects,
                captions=last_only([yi(point.done) for point in points]),
                kind="line",
            ),
            Series(
                _("due by the time schedule"),
                [point.expected for point in points],
                "亿元",
                links=projects,
                captions=last_only([yi(point.expected) for point in points]),
                kind="line",
                tone="slate",
            ),
        ]


def last_only(texts: list[str]) -> list[str]:
    """Captions for a line: only its last point has one."""
    return [""] * (len(texts) - 1) + texts[-1:]
