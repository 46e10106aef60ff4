from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import TASKS, UNRECORDED, missing_text
from programmes.choices import UNDER_WAY, UNSIGNED, TaskOutcome, TaskPhase
from programmes.figures.tasks import sum_counts

# The bars of a chart: the field of the counts, its words, the colour, and the filters of its list.
STATES = (
    ("in_time", TaskOutcome.IN_TIME.label, "navy", {"outcome": TaskOutcome.IN_TIME}),
    ("late", TaskOutcome.LATE.label, "purple", {"outcome": TaskOutcome.LATE}),
    ("unknown", TaskOutcome.UNKNOWN.label, "pale", {"outcome": TaskOutcome.UNKNOWN}),
    ("under_way", gettext_lazy("under way"), "blue", {"state": UNDER_WAY}),
    ("unsigned", gettext_lazy("not signed for"), "grey", {"state": UNSIGNED}),
)
PHASES = (
    ("done", TaskPhase.DONE.label, "navy", {"phase": TaskPhase.DONE}),
    ("going", TaskPhase.GOING.label, "blue", {"phase": TaskPhase.GOING}),
    ("planned", TaskPhase.PLANNED.label, "grey", {"phase": TaskPhase.PLANNED}),
)


class TaskChart(DashboardChart):
    """Rows of tasks in stacked bars, in neutral colours."""

    rows_of = ("tasks",)
    horizontal = stacked = True
    bars: tuple[tuple[str, Any, str, dict[str, Any]], ...] = ()

    def get_filters(self, row):
        """The filters, besides those of the bar, of the list that a row's bar links to."""
        raise NotImplementedError

    def get_series(self):
        return [self._series(*bar) for bar in self.bars]

    def _series(self, name, label, tone, filters):
        def tasks(row):
            return list_address("tasks", **self.get_filters(row), **filters)

        return self.series_of(label, f"counts.{name}", str(TASKS), tasks, tone=tone)


class TaskLists(TaskChart):
    """The lists by how far their tasks are."""

    name = "task-lists"
    bars = STATES
    subject = gettext_lazy("Tasks by list")
    figure, label = "task_lists", "name"

    @property
    def empty(self):
        if self.figures.has_rows["tasks"]:
            return UNRECORDED
        return _("No task yet: import the task lists.")

    def get_filters(self, row):
        return {"list": row.list.pk}

    def get_finding(self):
        tasks = self.figures.tasks
        words = {"n": tasks.total, "done": tasks.done, "due": tasks.due}
        if not tasks.due:
            return _("%(done)s of %(n)s tasks done; none is due yet") % words
        if not tasks.due_not_done:
            return _("%(done)s of %(n)s tasks done; all %(due)s that are due are done") % words
        return _("%(done)s of %(n)s tasks done; of %(due)s due %(open)s are not done") % {
            **words,
            "open": tasks.due_not_done,
        }

    def get_missing(self):
        words = missing_text(_("%(count)s without a deadline"), self.figures.tasks.undated)
        if sum(row.counts.total for row in self.get_rows()) == self.figures.tasks.total:
            return words
        shared = _("%(words)s; a task in several lists counts in each of them, in the total once")
        return shared % {"words": words}


class HelperTasks(TaskChart):
    """The helpers' tasks by phase, in the order of the network: helpers are never ranked."""

    name = "helpers"
    bars = PHASES
    subject = gettext_lazy("Tasks led by helpers")
    label = "membership.unit.name"
    part = "dashboard/helper_tasks.html"

    @property
    def empty(self):
        if self.figures.has_rows["tasks"] and not self.figures.tasks.total:
            return UNRECORDED
        return _("No helper leads a task yet.")

    def get_rows(self):
        return [row for row in self.figures.helpers if row.counts.total]

    def get_filters(self, row):
        return {"helper": "yes", "lead": row.membership.unit_id}

    def get_finding(self):
        tasks = sum_counts(self.get_rows())
        return _("%(h)s helpers lead %(n)s tasks: %(d)s done, %(p)s going on, %(s)s not begun") % {
            "h": len(self.get_rows()),
            "n": tasks.total,
            "d": tasks.done,
            "p": tasks.going,
            "s": tasks.planned,
        }

    def without_tasks(self):
        return [row.membership for row in self.figures.helpers if not row.counts.total]
