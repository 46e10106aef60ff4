"""The figures of one request of the dashboard: each is read once, when a part first uses it."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from django.db.models import Exists, Model

from core.models import HAS_ILLUSTRATIVE
from core.periods import Period
from funds import figures as fund_figures
from funds.choices import Family
from funds.models import FundLine
from programmes.figures import contributions as contribution_figures
from programmes.figures import needs as need_figures
from programmes.figures import tasks as task_figures
from programmes.models import Contribution, Need, Programme, ReportedFact, Task
from projects.choices import BEGUN, Stage
from projects.figures import course as figures_course
from projects.figures import lights as light_figures
from projects.figures import totals as project_figures
from projects.models import MonthEntry, Project
from supervision.figures import closing_days, finding_counts
from supervision.models import Finding

# The kinds of rows that tiles and charts read.
KINDS: dict[str, type[Model]] = {
    "projects": Project,
    "entries": MonthEntry,
    "lines": FundLine,
    "tasks": Task,
    "needs": Need,
    "contributions": Contribution,
    "findings": Finding,
}


class DashboardFigures:
    """Figures over the rows of the programme that the user may see, as of the day. ``month`` is
    the last ended month."""

    def __init__(self, user, programme, day):
        self.user, self.programme, self.day = user, programme, day
        self.month = Period.last_ended(day)

    @classmethod
    def of(cls, request) -> "DashboardFigures":
        return cls(request.user, request.programme, request.day)

    def day_of(self, rows_of) -> date:
        """The day of figures of these kinds of rows: of the month's entries its last one."""
        return self.month.last_day if "entries" in rows_of else self.day

    def visible(self, model):
        return model.objects.visible_to(self.user).of(self.programme)

    @property
    def is_of_the_past(self) -> bool:
        return self.day < self.programme.today()

    @cached_property
    def projects(self):
        return self.visible(Project)

    @cached_property
    def sectors(self):
        """The sectors with the investment of the month."""
        return project_figures.by_sector(self.projects, self.month, self.month)

    @cached_property
    def investment(self):
        return project_figures.together(self.sectors, self.month)

    @cached_property
    def sector_sizes(self):
        """The sectors with number and total investment of their projects on the day."""
        return project_figures.sizes_by_sector(self.projects)

    @cached_property
    def pipeline(self):
        """Number and total investment of all projects on the day."""
        return project_figures.all_of([row.size for row in self.sector_sizes])

    @cached_property
    def course(self):
        plans = {self.programme.pk: self.investment.plan}
        return figures_course.course(self.projects, self.month, plans)

    @cached_property
    def stages(self):
        return project_figures.by_stage(self.projects, on=self.day)

    @cached_property
    def begun(self):
        return project_figures.all_of([each for each in self.stages if each.key in BEGUN])

    @property
    def in_construction(self):
        return next(each for each in self.stages if each.key == Stage.BUILDING)

    @cached_property
    def staged(self):
        """The projects that have a recorded stage."""
        return project_figures.all_of(self.stages)

    @cached_property
    def _signed_sizes(self):
        deals = self.projects.filter(signed=True)
        return project_figures.sizes_by_stage(deals, on=self.day)

    @property
    def deals(self):
        return project_figures.in_stages(self._signed_sizes)

    @property
    def deals_unrecorded(self) -> int:
        """The number of signed deals of which no stage is recorded by an earlier day."""
        if not self.is_of_the_past:
            return 0
        return self.signed.count - project_figures.all_of(self.deals).count

    @property
    def signed(self):
        """Number and total investment of the signed deals, whatever their stage."""
        return project_figures.all_of(list(self._signed_sizes.values()))

    @cached_property
    def counts_by_unit(self):
        return light_figures.counts_by_unit(self.projects, self.month)

    @cached_property
    def lights_by_unit(self):
        return light_figures.units_in_construction(self.counts_by_unit)

    @cached_property
    def counts_of_lights(self):
        return light_figures.counts_together(row["counts"] for row in self.counts_by_unit)

    @property
    def lights(self):
        """The projects in construction by the light of their progress."""
        return light_figures.in_construction(self.counts_of_lights)

    @cached_property
    def gaps(self):
        return list(light_figures.largest_gaps(self.projects, self.month))

    @cached_property
    def sources(self):
        return fund_figures.by_source(self.visible(FundLine), self.day)

    @cached_property
    def families(self):
        return fund_figures.by_family(self.sources)

    @cached_property
    def helpers_money(self):
        """The sources and the chain of the money of helpers; None where there is none."""
        return next((row for row in self.families if row.family == Family.HELPERS), None)

    @cached_property
    def most_unpaid(self):
        """The helpers' source with most money arrived and not paid."""
        rows = self.helpers_money.sources if self.helpers_money else []
        return fund_figures.most_unpaid(rows, self.visible(FundLine), self.day)

    @cached_property
    def idle(self):
        return fund_figures.idle(self.visible(FundLine), self.day)

    @cached_property
    def task_lists(self):
        return task_figures.counts_by_list(self.visible(Task), self.day)

    @cached_property
    def tasks(self):
        return task_figures.task_counts(self.visible(Task), self.day)

    @cached_property
    def helpers(self):
        return task_figures.counts_by_helper(self.visible(Task), self.programme, self.day)

    @cached_property
    def needs(self):
        return need_figures.need_grid(self.visible(Need).known(on=self.day), self.programme)

    @cached_property
    def need_states(self):
        return need_figures.need_states(self.visible(Need), self.day)

    @cached_property
    def contributions(self):
        """What the helpers give in the year of the day, by kind."""
        rows = self.visible(Contribution).filter(year=self.day.year)
        return contribution_figures.by_kind(rows.as_of(self.day))

    @cached_property
    def finding_groups(self):
        """The findings by unit, colour and state: read once for the tile and for the chart."""
        return finding_counts.finding_groups(self.visible(Finding), self.day)

    @property
    def findings(self):
        return finding_counts.finding_counts(self.finding_groups)

    @cached_property
    def open_findings(self):
        """The units with open findings, those with most of them first."""
        rows = finding_counts.findings_by_unit(self.finding_groups)
        return sorted((row for row in rows if row.counts.open), key=lambda row: -row.counts.open)

    @cached_property
    def closing_days(self):
        return closing_days.closing_days(self.visible(Finding), self.day)

    @cached_property
    def reported(self):
        """The published facts by key."""
        return {fact.key: fact for fact in self.visible(ReportedFact)}

    @property
    def has_rows(self) -> Mapping[str, bool]:
        """For each kind of rows, whether any are held, of whatever day."""
        return {name: self._kinds[f"{name}_held"] for name in KINDS}

    @property
    def marks(self) -> Mapping[str, bool]:
        """For each kind of rows, whether some are illustrative."""
        return {name: self._kinds[f"{name}_marked"] for name in KINDS}

    @cached_property
    def _kinds(self) -> Mapping[str, bool]:
        """``has_rows`` and ``marks`` in one statement."""
        rows = {name: self.visible(model) for name, model in KINDS.items()}
        held = {f"{name}_held": Exists(found) for name, found in rows.items()}
        marked = {
            f"{name}_marked": Exists(found.filter(HAS_ILLUSTRATIVE)) for name, found in rows.items()
        }
        programmes = Programme.objects.visible_to(self.user).filter(pk=self.programme.pk)
        return programmes.values(**held, **marked).get()
