"""The tiles of tasks and needs."""

from typing import Any

from django.utils.translation import gettext as _

from core.web.links import list_address
from dashboard.figures import DashboardFigures
from dashboard.tiles.base import Part, Tile, first_step, notes_of, without_rows
from dashboard.words import NEEDS, TASKS, missing_text
from programmes.choices import UNSIGNED, NeedState, TaskAttention, TaskOutcome
from programmes.figures.tasks import TaskCounts

SHOWN_STATES = (NeedState.TO_TRIAGE, NeedState.PARTLY_MET, NeedState.MET)


def tasks_done(figures: DashboardFigures) -> Tile:
    """Figure 5: tasks done; all of them by state; those due, and of these the undone."""
    tasks = figures.tasks
    return Tile(
        "tasks",
        _("Tasks done"),
        tasks.done,
        str(tasks.done) if tasks.total else without_rows(figures, "tasks"),
        str(TASKS),
        list_address("tasks", phase="done"),
        _parts_of_tasks(tasks)
        if tasks.total
        else first_step(figures, "tasks", _("No task yet: import the task lists.")),
        notes_of(figures, missing_text(_("%(count)s without a deadline"), tasks.undated), "tasks"),
    )


def _parts_of_tasks(tasks: TaskCounts) -> list[Part]:
    """The counts with their lists; what does not occur is left out, but for those always read."""
    always = [
        Part(_("of %(total)s tasks") % {"total": tasks.total}, list_address("tasks")),
        Part(_("%(due)s due") % {"due": tasks.due}, list_address("tasks", due="yes")),
        Part(
            _("of these %(count)s not done") % {"count": tasks.due_not_done},
            list_address("tasks", due="yes", done="no"),
        ),
    ]
    others: list[tuple[str, int, dict[str, Any]]] = [
        (_("%(count)s not signed for"), tasks.unsigned, {"state": UNSIGNED}),
        (_("%(count)s closed late"), tasks.late, {"outcome": TaskOutcome.LATE}),
        (_("%(count)s sent back"), tasks.returned, {"attention": TaskAttention.SENT_BACK}),
        (_("%(count)s extended"), tasks.extended, {"extended": "yes"}),
        (_("%(count)s reopened"), tasks.reopened, {"reopened": "yes"}),
    ]
    return always + [
        Part(words % {"count": count}, list_address("tasks", **query))
        for words, count, query in others
        if count
    ]


def needs_stated(figures: DashboardFigures) -> Tile:
    """Figure 6: needs, the urgent ones, those that something answers; of the states those that
    wait for the task force and those that are met, where there are any."""
    counts = figures.needs.counts
    return Tile(
        "needs",
        _("Needs of the townships"),
        counts.total,
        str(counts.total) if counts.total else without_rows(figures, "needs"),
        str(NEEDS),
        list_address("needs"),
        [
            Part(
                _("%(count)s urgent") % {"count": counts.urgent}, list_address("needs", urgency=1)
            ),
            Part(
                _("%(count)s answered") % {"count": counts.answered},
                list_address("needs", answered="yes"),
            ),
            *_parts_of_states(figures),
        ]
        if counts.total
        else first_step(figures, "needs", _("No need yet: import the needs of the townships.")),
        notes_of(figures, missing_text(_("%(count)s without an amount"), counts.unstated), "needs"),
    )


def _parts_of_states(figures: DashboardFigures) -> list[Part]:
    """The counts with their lists, of what occurs."""
    counts = [(state, figures.need_states[state]) for state in SHOWN_STATES]
    words = _("%(count)s %(state)s")
    return [
        Part(words % {"count": n, "state": state.label}, list_address("needs", state=state))
        for state, n in counts
        if n
    ]
