from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_share, share_of
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import PROJECTS, missing_text, yi
from projects.choices import BEGUN, Stage
from projects.figures.totals import all_of


class ByStage(DashboardChart):
    """Groups by stage in pairs of columns: how many, and their total investment."""

    rows_of = ("projects",)
    filters: dict[str, str] = {}

    def get_labels(self):
        return [Stage(group.key).label for group in self.get_rows()]

    def get_series(self):
        def projects(group):
            return list_address("projects", **self.filters, stage=group.key)

        pale = {"tone": "pale", "second_axis": True}
        return [
            self.series_of(_("number of projects"), "count", str(PROJECTS), projects),
            self.series_of(_("total investment"), "total", "亿元", projects, **pale),
        ]


class Stages(ByStage):
    name = "stages"
    subject = gettext_lazy("Projects by stage")
    figure = "stages"

    @property
    def empty(self):
        if not self.figures.pipeline.count:
            return _("No project yet: import the project ledger.")
        return _("No project has a stage recorded up to this day.")

    def get_finding(self):
        """The share begun of the projects with a known stage, and the number of the others."""
        staged, begun, unknown = self.figures.staged, self.figures.begun, self.count_unknown()
        words = _("Of %(all)s projects %(a)s begun, %(b)s not begun, %(share)s of the total")
        if unknown:
            words = _(
                "Of %(all)s projects with a known stage %(a)s begun, %(b)s not begun, %(share)s of "
                "their total; %(unknown)s without a stage"
            )
        return words % {
            "all": staged.count,
            "a": begun.count,
            "b": staged.count - begun.count,
            "share": format_share(share_of(staged.total - begun.total, staged.total), self.places),
            "unknown": unknown,
        }

    def count_unknown(self):
        return self.figures.pipeline.count - self.figures.staged.count

    def get_missing(self):
        return missing_text(_("%(count)s without a stage"), self.count_unknown())


class Deals(ByStage):
    """Signed deals by stage."""

    name = "deals"
    subject = gettext_lazy("Signed deals by stage")
    empty = gettext_lazy("No signed deal yet: mark them in the project ledger.")
    filters = {"signed": "yes"}
    figure = "deals"

    def get_finding(self):
        deals = all_of(self.get_rows())
        begun = all_of([group for group in self.get_rows() if group.key in BEGUN])
        unknown = self.figures.deals_unrecorded
        words = _("Of %(n)s signed deals (%(t)s 亿元) %(k)s begun, %(v)s 亿元")
        if unknown:
            words = _(
                "Of %(n)s signed deals with a known stage (%(t)s 亿元) %(k)s begun, %(v)s 亿元; "
                "%(unknown)s not recorded for this day"
            )
        return words % {
            "unknown": unknown,
            "n": deals.count,
            "t": yi(deals.total),
            "k": begun.count,
            "v": yi(begun.total),
        }
