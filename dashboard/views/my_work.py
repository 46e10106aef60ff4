"""“My work”: the first page after signing in of everybody but the leadership, who read here what
became of their instructions. It shows what is to be done now, whatever the as-of day."""

from django.db.models import F
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.periods import Period
from core.web.pages import Page
from dashboard.digest import digest_of, next_line
from dashboard.first_steps import FirstStep, first_steps
from dashboard.my_findings import findings_in_hand
from dashboard.my_rankings import rankings_in_hand
from dashboard.my_reports import keys_to_report, month_to_report
from dashboard.my_score import score_in_hand
from dashboard.my_sheets import SheetItem, sheets_in_hand
from dashboard.my_work import Item, my_tasks
from dashboard.my_year import year_in_hand
from funds.models import FundLine
from notifications.models import Notice
from programmes.choices import InstructionOutcome, TaskState, list_words
from programmes.figures.digests import other_waiting
from programmes.figures.feedback import feedback_by_unit
from programmes.figures.task_lights import light_day
from programmes.figures.tasks import tasks_by_list
from programmes.models import Contribution, LightDay, Need, Task, TaskList, TaskRemark, TaskRequest
from programmes.panels import work_sections
from programmes.services.months import closed_reason, month_to_enter
from projects.models import MonthSheet, Project

WAITING_LINES = 10
LATEST_HELP = 5
# What of the page waits for the person: without any of it, it says that nothing does.
WAITING = (
    "unsigned", "to_report", "items", "missing", "sheets", "sections", "awaited", "waiting_lines",
    "waiting_requests", "draft_tasks", "finding_requests", "own_findings", "orders_to_receive",
    "orders_in_hand", "orders_to_sign", "own_drafts", "to_verify", "looks_due", "digest",
    "digest_notes", "unanswered", "first_steps", "open_rankings", "objections_to_answer",
    "score_decisions", "items_to_state", "needs_to_triage",
)  # fmt: skip


class MyWork(Page):
    template_name = "dashboard/my_work.html"
    shows_present = True

    def get_title(self):
        return _("My tasks") if self.may("programmes.use_helper_wording") else _("My work")

    def get_context_data(self, **kwargs):
        as_helper = self.may("programmes.use_helper_wording")
        context = super().get_context_data(
            sees_business=self.may("programmes.view"),
            uses_helper_wording=as_helper,
            **self._tasks(),
            **self._digest(),
            **self._notices(),
            **self._month(),
            sheets=self._sheets(),
            sections=[one for one in (make(self) for make in work_sections) if one.rows],
            **self._requests(),
            **findings_in_hand(self),
            **score_in_hand(self),
            **rankings_in_hand(self),
            **year_in_hand(self),
            **self._feedback(),
            **self._money(),
            first_steps=self._first_steps(),
            **self._needs(as_helper),
            **self._help(as_helper),
            **self._instructions(),
            **kwargs,
        )
        return {**context, "is_idle": not any(context.get(name) for name in WAITING)}

    @cached_property
    def light_day(self) -> LightDay:
        return light_day(self.request.programme, self.request.programme.today())

    @cached_property
    def open_month(self) -> Period | None:
        return month_to_enter(self.request.programme)

    @cached_property
    def waiting_requests(self) -> list[TaskRequest]:
        waiting = self.visible(TaskRequest).pending().decided_by(self.request.user)
        return list(waiting.select_related("task", "unit", "created_by"))

    def _digest(self) -> dict:
        """For whoever has work of their own."""
        if not self.may("programmes.work"):
            return {}
        user, programme = self.request.user, self.request.programme
        waiting = len(self.waiting_requests) + other_waiting(user, programme)
        found = digest_of(user, programme, self.light_day, waiting)
        return {**found, "may_set_digest": self.may("programmes.manage")}

    def _notices(self) -> dict:
        notices = self.visible(Notice).unread()
        return {"notices": notices, "newest_notice": max((n.pk for n in notices), default=None)}

    def _items(self) -> list[Item]:
        """The tasks that the user's unit leads or supports, also for users who see all."""
        user, as_helper = self.request.user, self.may("programmes.use_helper_wording")
        own = self.visible(Task).of_own_unit(user)
        return my_tasks(own, day=self.light_day, user=user, as_helper=as_helper)

    def _month(self) -> dict:
        """The last ended month's projects to report, for users with the right to report."""
        if not self.may("projects.report"):
            return {}
        month = Period.last_ended(self.request.programme.today())
        due = self.visible(Project).due_to_report(month)
        if not self.may("programmes.manage"):
            due = due.filter(owner_unit=self.request.user.unit_id)
        missing = due.not_reported(month).select_related("owner_unit")
        is_open = self.open_month == month
        closed = "" if is_open else closed_reason(self.request.programme, month)
        return {"month": month, "due": due.count, "missing": missing, "closed_message": closed}

    def _sheets(self) -> list[SheetItem]:
        """The sheets of open months that wait for the user."""
        rows = self.visible(MonthSheet).in_open_months().select_related("unit", "programme")
        return sheets_in_hand(rows.order_by("month", "unit__name"), self.request.user)

    def _tasks(self) -> dict:
        """In order of urgency: those to sign for, by list; those to report for the month, as in its
        table; the others."""
        items, month = self._items(), month_to_report(self)
        signs = self.may("programmes.report_tasks") and not self.may("programmes.manage")
        unit = self.request.user.unit_id if signs else None
        unsigned = [item for item in items if item.waits_for(unit)]
        keys = keys_to_report(self, month)
        return {
            "report_month": month,
            "unsigned": self._by_list(unsigned),
            "to_report": [item for item in items if item.task.pk in keys],
            "items": [item for item in items if item.task.pk not in keys and item not in unsigned],
        }

    def _by_list(self, items: list[Item]) -> list[tuple[TaskList | None, list[Item]]]:
        """The items of each list, with its ``shown_name``, and last those in none."""
        own = {item.task: item for item in items}
        found = tasks_by_list(own, self.request.programme.today())
        as_helper = self.may("programmes.use_helper_wording")
        for entry in found:
            entry.shown_name = list_words(entry.name, as_helper=as_helper)
        groups = [(entry, [own[task] for task in tasks]) for entry, tasks in found.items()]
        listed = {task for tasks in found.values() for task in tasks}
        others = [item for item in items if item.task not in listed]
        return [*groups, (None, others)] if others else [*groups]

    def _requests(self) -> dict:
        """The requests that the user decides, and the drafts that the task force assigns."""
        drafts = self.visible(Task).filter(state=TaskState.DRAFT).select_related("lead_unit")
        return {
            "waiting_requests": self.waiting_requests,
            "draft_tasks": drafts if self.may("programmes.manage") else [],
        }

    def _feedback(self) -> dict:
        """For the task force: the units that have not reported all their tasks of the month."""
        programme = self.request.programme
        month = self.open_month if self.may("programmes.manage") else None
        if month is None:
            return {}
        units = feedback_by_unit(programme, month, programme.today())
        waiting = [one for one in units if not one.is_done]
        return {"feedback_month": month, "awaited": waiting}

    def _money(self) -> dict:
        """For the finance staff: the largest amounts that arrived and were not transferred."""
        if not self.may("funds.manage") or self.may("programmes.manage"):
            return {}
        lines = self.visible(FundLine).assistance().idle(on=self.request.programme.today())
        rows = lines.select_related("payer_unit", "project").order_by("-idle", "number")
        return {"keeps_funds": True, "waiting_lines": rows[:WAITING_LINES]}

    def _first_steps(self) -> list[FirstStep]:
        """For whoever imports some of them."""
        if not self.may("programmes.see_imports"):
            return []
        return first_steps(self.request.user, self.request.programme)

    def _needs(self, as_helper: bool) -> dict:
        needs = self.visible(Need).select_related("township", "category")
        if as_helper:
            by_urgency = F("urgency").asc(nulls_last=True)
            return {"unanswered": needs.waiting().order_by(by_urgency, "number")}
        if self.may("programmes.manage"):
            return {"needs_to_triage": needs.to_triage()}
        own = needs.filter(township=self.request.user.unit_id).with_state(self.request.day)
        return {"own_needs": own, "states_needs": self.may("programmes.state_needs")}

    def _help(self, as_helper: bool) -> dict:
        """For a helper: what it entered or corrected last."""
        if not as_helper:
            return {}
        rows = self.visible(Contribution).select_related("helper", "kind").order_by("-updated_at")
        enters = self.may("programmes.enter_contributions")
        return {"own_help": list(rows[:LATEST_HELP]), "enters_help": enters}

    def _instructions(self) -> dict:
        """For the leadership: their instructions whose tasks are not done, the oldest first."""
        if not self.may("programmes.lead") or self.may("programmes.manage"):
            return {}
        user, programme = self.request.user, self.request.programme
        own = self.visible(TaskRemark).instructions_of(user).with_outcome()
        rows = own.exclude(outcome=InstructionOutcome.DONE).order_by("on", "pk")
        waiting = list(rows.select_related("task__lead_unit", "led_to_task", "led_to_event"))
        due = {} if waiting else {"next_due": next_line(user, programme, self.light_day)}
        return {"leads": True, "open_instructions": waiting, **due}
