from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_share
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import against_schedule, month_name, months_to, yi


class Course(DashboardChart):
    """Investment month by month, its sum, and what the time schedule expects."""

    name = "course"
    subject = gettext_lazy("Investment of the year by month")
    empty = gettext_lazy("No plan or entry of this year yet: import the projects and their months.")
    rows_of = ("projects", "entries")
    figure = "course"

    def get_finding(self):
        investment = self.figures.investment
        words = {"months": months_to(investment.month), "amount": yi(investment.done)}
        if investment.planned and not investment.is_begun:
            return _("%(months)s: nothing reported yet, plan of the year %(plan)s 亿元") % {
                **words,
                "plan": yi(investment.plan),
            }
        if investment.share is None:
            return _("%(months)s: %(amount)s 亿元 invested; no plan of the year yet") % words
        return _("%(months)s: %(amount)s 亿元 invested, %(share)s of the year's plan, %(d)s") % {
            **words,
            "share": format_share(investment.share, self.places),
            "d": against_schedule(investment.difference, self.places),
        }

    def get_labels(self):
        return [month_name(point.month) for point in self.get_rows()]

    def get_series(self):
        def entries(point):
            return list_address("month_entries", month=point.month)

        return [
            self.series_of(_("investment of the month"), "amount", "亿元", entries, tone="blue"),
            self._line(_("sum since January"), "done", "navy"),
            self._line(_("due by the time schedule"), "expected", "slate"),
        ]

    def _line(self, name, value, tone):
        """A line with a caption at its last point."""

        def projects(point):
            return list_address("projects", month=point.month, planned="yes")

        texts = [yi(getattr(point, value)) for point in self.get_rows()]
        captions = [""] * (len(texts) - 1) + texts[-1:]
        style = {"captions": captions, "kind": "line", "tone": tone}
        return self.series_of(name, value, "亿元", projects, **style)
