"""The rows and figures of a report for a programme, period and day, each read once."""

from datetime import date
from functools import cached_property
from typing import Any

from core.periods import Period
from funds import figures as fund_figures
from funds.models import FundLine
from programmes.figures import tasks as task_figures
from programmes.models import Need, Programme, ReportingPeriod, Task
from projects.figures import lights as light_figures
from projects.figures import totals as project_figures
from projects.figures.works import with_problem
from projects.models import MonthEntry, Project
from supervision.figures import finding_counts
from supervision.models import Finding


class Scope:
    """``month`` is the period's last month that ended before the day ``seen_on``, and ``on`` its
    last day: the day of all facts in the report (docs/rules.md#as-of-day)."""

    def __init__(self, programme: Programme, period: Period, seen_on: date):
        self.programme, self.period = programme, period
        self.places = programme.decimals
        self.month = project_figures.last_month_of(period, seen_on)
        self.on = self.month.as_of(seen_on)

    def rows(self, model) -> Any:
        """All rows of the programme: readers of reports may see all of them."""
        return model.objects.of(self.programme)

    @property
    def is_incomplete(self) -> bool:
        return self.month.start != self.period.months()[-1].start

    @cached_property
    def closed_months(self) -> set[date]:
        states = self.rows(ReportingPeriod).closed()
        return set(states.values_list("month", flat=True))

    @property
    def months(self) -> list[Period]:
        """The ended months of the period."""
        return [each for each in self.period.months() if each.start <= self.month.start]

    @property
    def open_months(self) -> list[Period]:
        return [each for each in self.months if each.start not in self.closed_months]

    @property
    def is_closed(self) -> bool:
        return not self.is_incomplete and not self.open_months

    # Projects

    @property
    def projects(self):
        """As they are known of the month."""
        return self.rows(Project).known_in(self.month)

    @cached_property
    def investment(self):
        return project_figures.investment(self.projects, self.period, self.month)

    @cached_property
    def in_construction(self):
        """The investment of projects in construction with a year's plan."""
        building = self.projects.in_construction(on=self.on)
        return project_figures.investment(building, self.period, self.month)

    @cached_property
    def light_counts(self):
        return light_figures.counts(self.projects, self.month)

    @property
    def lights(self):
        """The projects in construction by the light of their progress."""
        return light_figures.in_construction(self.light_counts)

    @cached_property
    def project_rows(self) -> list[Project]:
        """All projects with stage, investment and light of the month, by code."""
        rows = self.projects.with_lights(self.month).with_stage(on=self.on)
        return list(rows.select_related("sector", "owner_unit", "township").order_by("code"))

    @cached_property
    def entries(self) -> list[MonthEntry]:
        """The month's entries by project code."""
        rows = with_problem(self.rows(MonthEntry)).filter(month=self.month.start)
        return list(rows.select_related("project__owner_unit").order_by("project__code"))

    @cached_property
    def entry_of(self) -> dict[int, MonthEntry]:
        """The month's entries by project id."""
        return {entry.project_id: entry for entry in self.entries}

    # Funds

    @property
    def lines(self):
        return self.rows(FundLine)

    @cached_property
    def sources(self):
        return fund_figures.by_source(self.lines, self.on)

    @cached_property
    def all_lines(self) -> list[FundLine]:
        """The lines without the working fund."""
        return list(self.lines.assistance().select_related("source"))

    @cached_property
    def idle(self):
        return fund_figures.idle(self.lines, self.on)

    @cached_property
    def old_lines(self) -> list[FundLine]:
        """The lines with money that arrived over 90 days ago and was not transferred (``idle``)."""
        lines = self.lines.assistance().idle(on=self.on, low=fund_figures.OLD_FROM)
        return list(lines.select_related("project", "source").order_by("-idle", "number"))

    # Tasks and needs

    @property
    def tasks(self):
        """Those known on the day, with their state on it."""
        return self.rows(Task).as_of(self.on)

    @cached_property
    def task_counts(self):
        return task_figures.task_counts(self.tasks, self.on)

    @cached_property
    def helpers_due(self) -> int:
        """The number of due and undone tasks led by helpers; never named."""
        theirs = self.tasks.led_by_helpers(self.programme)
        return task_figures.task_counts(theirs, self.on).due_not_done

    @cached_property
    def county_tasks(self):
        """The tasks led by the county's own units."""
        theirs = self.tasks.led_by_helpers(self.programme)
        return self.tasks.exclude(pk__in=theirs.values("pk"))

    @cached_property
    def county_counts(self):
        return task_figures.task_counts(self.county_tasks, self.on)

    @property
    def needs(self):
        return self.rows(Need).known(on=self.on)

    # Findings

    @cached_property
    def finding_groups(self):
        return finding_counts.finding_groups(self.rows(Finding), self.on)

    @property
    def finding_counts(self):
        return finding_counts.finding_counts(self.finding_groups)

    @property
    def known_findings(self):
        return self.rows(Finding).counted().known(on=self.on)

    @cached_property
    def finding_rows(self) -> list[Finding]:
        return list(self.known_findings)
