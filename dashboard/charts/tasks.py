from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.web.links import list_address
from dashboard.charts.base import DashboardChart
from dashboard.words import TASKS, missing_text
from programmes.choices import TaskState
from programmes.figures.tasks import sum_counts

STATES = ((TaskState.CLOSED, "navy"), (TaskState.IN_PROGRESS, "blue"), (TaskState.ASSIGNED, "grey"))


class ByState(DashboardChart):
    """Rows of tasks in stacked bars of their states, in neutral colours."""

    rows_of = ("tasks",)
    horizontal = stacked = True

    def get_filters(self, row):
        """The filters, besides the state, of the list that a row's bar links to."""
        raise NotImplementedError

    def get_series(self):
        return [self._series(*pair) for pair in STATES]

    def _series(self, state, tone):
        def tasks(row):
            return list_address("tasks", **self.get_filters(row), state=state.value)

        return self.series_of(state.label, f"counts.{state.value}", str(TASKS), tasks, tone=tone)


class TaskLists(ByState):
    name = "task-lists"
    subject = gettext_lazy("Tasks by list")
    empty = gettext_lazy("No task yet: import the task lists.")
    figure, label = "task_lists", "list.name"

    def get_filters(self, row):
        return {"list": row.list.pk}

    def get_finding(self):
        tasks = self.figures.tasks
        words = {"n": tasks.total, "done": tasks.closed, "due": tasks.due}
        if not tasks.due:
            return _("%(done)s of %(n)s tasks done; none is due yet") % words
        if not tasks.due_not_done:
            return _("%(done)s of %(n)s tasks done; all %(due)s that are due are done") % words
        return _("%(done)s of %(n)s tasks done; of %(due)s due %(open)s are not done") % {
            **words,
            "open": tasks.due_not_done,
        }

    def get_missing(self):
        return missing_text(_("%(count)s without a deadline"), self.figures.tasks.undated)


class HelperTasks(ByState):
    """The helpers' tasks, in the order of the network: helpers are never ranked."""

    name = "helpers"
    subject = gettext_lazy("Tasks led by helpers")
    empty = gettext_lazy("No helper leads a task yet.")
    label = "membership.unit.name"
    part = "dashboard/helper_tasks.html"

    def get_rows(self):
        return [row for row in self.figures.helpers if row.counts.total]

    def get_filters(self, row):
        return {"helper": "yes", "lead": row.membership.unit_id}

    def get_finding(self):
        tasks = sum_counts(self.get_rows())
        return _("%(h)s helpers lead %(n)s tasks: %(d)s done, %(p)s going on, %(s)s not begun") % {
            "h": len(self.get_rows()),
            "n": tasks.total,
            "d": tasks.closed,
            "p": tasks.in_progress,
            "s": tasks.assigned,
        }

    def without_tasks(self):
        return [row.membership for row in self.figures.helpers if not row.counts.total]
