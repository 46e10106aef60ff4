from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.charts import Series
from core.links import list_address
from core.money import format_share, share_of
from dashboard.charts.base import DashboardChart
from dashboard.words import PROJECTS, lacking, yi
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
    empty = gettext_lazy("No project yet: import the project ledger.")

    def get_groups(self):
        return self.facts.stages

    def get_finding(self):
        facts = self.facts
        waiting = facts.staged.total - facts.begun.total
        return _("Of %(all)s projects %(a)s begun, %(b)s not begun, %(share)s of the total") % {
            "all": facts.pipeline.count,
            "a": facts.begun.count,
            "b": facts.staged.count - facts.begun.count,
            "share": format_share(share_of(waiting, facts.pipeline.total), self.places),
        }

    def get_missing(self):
        missing = self.facts.pipeline.count - self.facts.staged.count
        return lacking(_("%(count)s without a stage"), missing)


class Deals(ByStage):
    """Signed deals by stage."""

    name = "deals"
    subject = gettext_lazy("Signed deals by stage")
    empty = gettext_lazy("No signed deal yet: mark them in the project ledger.")
    filters = {"signed": "yes"}

    def get_groups(self):
        return self.facts.deals

    def get_finding(self):
        groups = self.get_groups()
        begun = [group for group in groups if group.key in BEGUN]
        return _("Of %(n)s signed deals (%(t)s 亿元) %(k)s begun, %(v)s 亿元") % {
            "n": sum(group.count for group in groups),
            "t": yi(sum(group.total for group in groups)),
            "k": sum(group.count for group in begun),
            "v": yi(sum(group.total for group in begun)),
        }
