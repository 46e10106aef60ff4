from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_share, share_of
from core.web.charts import Series
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import PROJECTS, missing_text, yi
from projects.choices import BEGUN, Stage


class ByStage(DashboardChart):
    """Groups by stage in pairs of columns: how many, and their total investment."""

    rows_of = ("projects",)
    filters: dict[str, str] = {}

    def get_groups(self):
        raise NotImplementedError

    def get_labels(self):
        return [Stage(group.key).label for group in self.get_groups()]

    def get_series(self):
        groups = self.get_groups()
        links = [list_address("projects", **self.filters, stage=group.key) for group in groups]
        return [
            Series(
                _("number of projects"),
                [group.count for group in groups],
                str(PROJECTS),
                links=links,
            ),
            Series(
                _("total investment"),
                [group.total for group in groups],
                "亿元",
                links=links,
                tone="pale",
                second_axis=True,
            ),
        ]


class Stages(ByStage):
    name = "stages"
    subject = gettext_lazy("Projects by stage")

    @property
    def empty(self):
        if not self.figures.pipeline.count:
            return _("No project yet: import the project ledger.")
        return _("No project has a stage recorded up to this day.")

    def get_groups(self):
        return self.figures.stages

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

    def get_groups(self):
        return self.figures.deals

    def get_finding(self):
        groups = self.get_groups()
        begun = [group for group in groups if group.key in BEGUN]
        return _("Of %(n)s signed deals (%(t)s 亿元) %(k)s begun, %(v)s 亿元") % {
            "n": sum(group.count for group in groups),
            "t": yi(sum(group.total for group in groups)),
            "k": sum(group.count for group in begun),
            "v": yi(sum(group.total for group in begun)),
        }
