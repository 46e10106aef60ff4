"""The charts of findings: the open ones by unit, and how long the closed ones took."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.charts import Series
from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import FINDINGS, UNRECORDED, days_text, joined, missing_text
from supervision.choices import NOT_CLOSED, Colour

# A reminder is no warning: docs/decisions.md#colours-of-supervision-are-words.
TONES = (
    (Colour.RED, gettext_lazy("supervision in red"), "red"),
    (Colour.YELLOW, gettext_lazy("supervision in yellow"), "yellow"),
    (Colour.REMINDER, gettext_lazy("supervision as a reminder"), "pale"),
)


class FindingChart(DashboardChart):
    rows_of = ("findings",)

    @property
    def empty(self):
        if self.figures.findings.total:
            return self.none
        if self.figures.has_rows["findings"]:
            return UNRECORDED
        return _("No finding yet: import the ledger of findings.")


class OpenFindings(FindingChart):
    """Open findings by responsible unit and colour, most of them first."""

    name = "open-findings"
    subject = gettext_lazy("Open findings by responsible unit and colour of supervision")
    none = gettext_lazy("No finding is open: all are verified and closed.")
    figure = "open_findings"
    horizontal = stacked = True

    def get_finding(self):
        counts, rows = self.figures.findings, self.get_rows()
        most = rows[0].counts.open
        units = [row.name for row in rows if row.counts.open == most]
        return _("%(n)s findings open, most of them: %(units)s; %(overdue)s are overdue") % {
            "n": counts.open,
            "overdue": counts.overdue,
            "units": joined(units, _("%(count)s units alike")),
        }

    def get_series(self):
        return [self._series(*each) for each in TONES]

    def _series(self, colour, label, tone):
        rows, open_ones = self.get_rows(), [state.value for state in NOT_CLOSED]
        links = [
            list_address("findings", unit=row.unit, colour=colour.value, state=open_ones)
            for row in rows
        ]
        values = [row.open_by_colour[colour] for row in rows]
        return Series(label, values, str(FINDINGS), links=links, tone=tone)


class ClosingDays(FindingChart):
    """The closed findings by the number of days from the day they were found."""

    name = "closing-days"
    subject = gettext_lazy("Days from the day a finding was found to its closing")
    none = gettext_lazy("No finding is closed yet: the task force verifies what is rectified.")
    label = "label"

    def get_finding(self):
        days = self.figures.closing_days
        words = {"n": days.count, "days": days_text(days.median)}
        return _("%(n)s findings closed, in %(days)s days at the median") % words

    def get_rows(self):
        return self.figures.closing_days.bands

    def get_series(self):
        def closed(band):
            return list_address("findings", days=band.key)

        return [self.series_of(_("findings closed"), "count", str(FINDINGS), closed)]

    def get_missing(self):
        undated = self.figures.closing_days.undated
        return missing_text(_("%(count)s closed on an unknown day"), undated)
