from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_share
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import missing_text, wan, yi

STEPS = (
    ("planned", gettext_lazy("planned"), "grey"),
    ("arrived", gettext_lazy("arrived"), "blue"),
    ("transferred", gettext_lazy("transferred"), "purple"),
    ("paid", gettext_lazy("paid"), "navy"),
)
NO_LINES = gettext_lazy("No fund line yet: import the ledger of funds.")
WITHOUT_WORKING_FUND = gettext_lazy("without the task force's working fund")


class Sources(DashboardChart):
    """The steps of the money of each source, without the working fund."""

    name = "sources"
    subject = gettext_lazy("Money by source, the helpers' first")
    empty = NO_LINES
    rows_of = ("lines",)
    figure, label = "sources", "source.name"
    remark = WITHOUT_WORKING_FUND
    horizontal = True
    bars_per_label = len(STEPS)

    def get_finding(self):
        """Of the helpers' money, whose payment is the county's work; else of the first family."""
        if not any(row.chain.arrived for row in self.figures.families):
            return _("No money has arrived yet")
        row = self.figures.families[0]
        finding = _("%(family)s: %(a)s arrived, %(b)s of that paid") % {
            "family": row.family.label,
            "a": format_share(row.chain.arrived_share, self.places),
            "b": format_share(row.chain.paid_share, self.places),
        }
        return f"{finding}{self.whose_turn()}"

    def whose_turn(self) -> str:
        """The source with most money to pay, and the county's unit that has to move it."""
        unpaid = self.figures.most_unpaid
        if unpaid is None:
            return ""
        words = {
            "source": unpaid.source.name,
            "amount": wan(unpaid.amount),
            "unit": unpaid.owner or _("the county's finance bureau"),
        }
        if unpaid.owner is None:
            return _("; %(source)s: %(amount)s 万元 not paid, %(unit)s transfers next") % words
        return _("; %(source)s: %(amount)s 万元 not paid, %(unit)s pays next") % words

    def get_missing(self):
        return missing_text(
            _("%(count)s lines without a plan"),
            sum(row.chain.unplanned for row in self.figures.families),
        )

    def get_series(self):
        def lines(row):
            return list_address("funds", assistance="yes", source=row.source.pk)

        return [
            self.series_of(name, f"chain.{step}", "万元", lines, tone=tone)
            for step, name, tone in STEPS
        ]


class IdleMoney(DashboardChart):
    """Money that arrived and was not transferred, by days since arrival."""

    name = "idle"
    subject = gettext_lazy("Arrived and not transferred, by days since arrival")
    rows_of = ("lines",)
    label = "label"
    remark = WITHOUT_WORKING_FUND

    @property
    def empty(self):
        if not self.figures.families:
            return NO_LINES
        return _("No money waits: all that arrived has been transferred.")

    def get_finding(self):
        idle = self.figures.idle
        words = {"amount": yi(idle.amount), "n": idle.old_count, "old": wan(idle.old_amount)}
        if not idle.old_count:
            return _("%(amount)s 亿元 not transferred, none of it older than 90 days") % words
        return (
            _("%(amount)s 亿元 not transferred; older than 90 days: %(n)s lines, %(old)s 万元")
            % words
        )

    def get_rows(self):
        return self.figures.idle.bands

    def get_series(self):
        def lines(band):
            return list_address("funds", idle=band.key)

        return [self.series_of(_("not transferred"), "amount", "万元", lines)]
