"""The charts of the dashboard, in the order of the page. A new chart is one class in this package
and one name in its section."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboard.charts.base import DashboardChart
from dashboard.charts.contributions import HelpInCounts, HelpInMoney
from dashboard.charts.course import Course
from dashboard.charts.findings import ClosingDays, OpenFindings
from dashboard.charts.funds import IdleMoney, Sources
from dashboard.charts.lights import Gaps, Lights
from dashboard.charts.needs import NeedGrid
from dashboard.charts.sectors import SectorsBehind, SectorTotals
from dashboard.charts.stages import Deals, Stages
from dashboard.charts.tasks import HelperTasks, TaskLists


@dataclass(frozen=True)
class Section:
    heading: str | Promise
    charts: tuple[type[DashboardChart], ...]


SECTIONS = (
    Section(_("Projects"), (Course, SectorsBehind, Lights, Gaps, Stages, SectorTotals, Deals)),
    Section(_("Funds"), (Sources, IdleMoney)),
    Section(_("Tasks and needs"), (TaskLists, HelperTasks, NeedGrid)),
    Section(_("Help given"), (HelpInMoney, HelpInCounts)),
    Section(_("Findings of supervision"), (OpenFindings, ClosingDays)),
)
CHARTS = {chart.name: chart for section in SECTIONS for chart in section.charts}
