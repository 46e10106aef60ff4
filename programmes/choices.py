from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    CLERK = "clerk", _("task-force clerk")
    APPROVER = "approver", _("task-force approver")
    FINANCE = "finance", _("finance")
    UNIT_REPORTER = "unit_reporter", _("unit reporter")
    UNIT_REVIEWER = "unit_reviewer", _("unit reviewer")
    TOWNSHIP_REPORTER = "township_reporter", _("township reporter")
    HELPER_REPORTER = "helper_reporter", _("helper reporter")
    HELPER_VIEWER = "helper_viewer", _("helper viewer")
    LEADERSHIP = "leadership", _("leadership")
    AUDITOR = "auditor", _("auditor")
    SYSTEM_ADMIN = "system_admin", _("system administrator")
    SECURITY_ADMIN = "security_admin", _("security administrator")


class Tier(TextChoices):
    ONE = "1", _("tier 1")
    FIVE = "5", _("tier 5")
    N = "N", _("tier N")
    MEMBER = "member", _("member unit")
    TOWNSHIP = "township", _("township")


HELPER_TIERS = (Tier.ONE, Tier.FIVE, Tier.N)


class PeriodState(TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("reopened")


class TaskState(TextChoices):
    """How far a task is (办理状态); whether a month is reported is another fact (反馈情况)."""

    DRAFT = "draft", _("drafted")
    ASSIGNED = "assigned", _("not signed for")
    DISPUTED = "disputed", _("disputed")
    SIGNED = "signed", _("signed for")
    IN_PROGRESS = "in_progress", _("in progress")
    CLOSING = "closing", _("closing requested")
    CLOSED = "closed", _("closed task")
    SUSPENDED = "suspended", _("suspended task")
    CANCELLED = "cancelled", _("cancelled task")


class TaskPhase(TextChoices):
    """The states as the county's workbooks, the reports and the helpers' pages have them."""

    PLANNED = "planned", _("planned")
    GOING = "going", _("in progress")
    DONE = "done", _("done")


STATES_OF_PHASE = {
    TaskPhase.PLANNED: (TaskState.ASSIGNED, TaskState.DISPUTED, TaskState.SIGNED),
    TaskPhase.GOING: (TaskState.IN_PROGRESS, TaskState.CLOSING, TaskState.SUSPENDED),
    TaskPhase.DONE: (TaskState.CLOSED,),
}
PHASE_OF_STATE = {state: phase for phase, states in STATES_OF_PHASE.items() for state in states}
# Tasks that count: without drafts and what was cancelled.
LISTED = tuple(PHASE_OF_STATE)
# Neither done nor set aside.
NOT_DONE = (
    TaskState.ASSIGNED,
    TaskState.DISPUTED,
    TaskState.SIGNED,
    TaskState.IN_PROGRESS,
    TaskState.CLOSING,
)
# What the county counts of those that are not closed: 待签收 and 推进中.
UNSIGNED = (TaskState.ASSIGNED, TaskState.DISPUTED)
UNDER_WAY = (TaskState.SIGNED, TaskState.IN_PROGRESS, TaskState.CLOSING, TaskState.SUSPENDED)
# A task in these is worked on: it is reported, its closing or another date may be requested.
WORKED_ON = (TaskState.ASSIGNED, TaskState.SIGNED, TaskState.IN_PROGRESS)


class VisitKind(TextChoices):
    """The four kinds of visits (四个走)."""

    UP = "up", _("going up")
    OUT = "out", _("going out")
    DOWN = "down", _("going down")
    IN = "in", _("going in")


IN_NO_LIST = _("in no list")


class TaskAttention(TextChoices):
    """Why a task needs attention: the columns of the board of tasks."""

    DUE = "due", _("due soon")
    OVERDUE = "overdue", _("task overdue")
    SENT_BACK = "sent_back", _("sent back to the unit")
    TO_VERIFY = "to_verify", _("to verify")


class RecurrenceKind(TextChoices):
    MONTHLY = "monthly", _("each month")
    QUARTERLY = "quarterly", _("each quarter")
    TIMES = "times", _("some times a year")


class TaskEventKind(TextChoices):
    ASSIGNED = "assigned", _("assigned")
    SIGNED = "signed", _("signed for")
    BEGUN = "begun", _("first report")
    DISPUTED = "disputed", _("disputed")
    WITHDRAWN = "withdrawn", _("request withdrawn")
    DISPUTE_UPHELD = "upheld", _("dispute accepted")
    DISPUTE_REFUSED = "not_upheld", _("dispute refused")
    CLOSING_REQUESTED = "closing_requested", _("closing requested")
    CLOSED = "closed", _("verified and closed")
    SENT_BACK = "sent_back", _("sent back")
    REOPENED = "reopened", _("task reopened")
    SUSPENDED = "suspended", _("suspended task")
    RESUMED = "resumed", _("resumed")
    CANCELLED = "cancelled", _("cancelled task")
    DATE_MOVED = "date_moved", _("another deadline approved")
    DATE_SET = "date_set", _("deadline set by the task force")


# What a helper reads instead (docs/rules.md#helpers-are-partners).
HELPER_EVENTS = {
    TaskEventKind.ASSIGNED: _("kindly asked for"),
    TaskEventKind.SIGNED: _("receipt confirmed"),
    TaskEventKind.BEGUN: _("first feedback"),
    TaskEventKind.DISPUTED: _("another view of the task"),
    TaskEventKind.DISPUTE_UPHELD: _("agreed to"),
    TaskEventKind.DISPUTE_REFUSED: _("kindly asked to add to it"),
    TaskEventKind.SENT_BACK: _("kindly asked to add to it"),
    TaskEventKind.CLOSING_REQUESTED: _("feedback that it is done"),
    TaskEventKind.CLOSED: _("done"),
    TaskEventKind.REOPENED: _("goes on"),
    TaskEventKind.DATE_SET: _("another day agreed"),
    TaskEventKind.DATE_MOVED: _("another day agreed"),
}


def event_words(kind: str, *, as_helper: bool) -> str:
    """An event of a task in words."""
    of_helper = HELPER_EVENTS.get(TaskEventKind(kind)) if as_helper else None
    return str(of_helper or TaskEventKind(kind).label)


# Words of the names of lists for which helpers read PARTNER_WORD.
COUNTY_WORDS, PARTNER_WORD = ("交办", "督办", "催办"), "商请"


def list_words(name: str, *, as_helper: bool) -> str:
    """The name of a list; as a helper reads it, in the words toward partners
    (docs/rules.md#helpers-are-partners)."""
    for word in COUNTY_WORDS if as_helper else ():
        name = name.replace(word, PARTNER_WORD)
    return name


class TaskRequestKind(TextChoices):
    """What a unit requests of the task force."""

    CLOSING = "closing", _("closing")
    DEADLINE = "deadline", _("another deadline")
    DISPUTE = "dispute", _("dispute")
    SUSPENSION = "suspension", _("suspension")
    CANCELLATION = "cancellation", _("cancellation")


# What a helper reads instead.
HELPER_REQUESTS = {
    TaskRequestKind.CLOSING: _("feedback that it is done"),
    TaskRequestKind.DEADLINE: pgettext_lazy("helper", "another day"),
    TaskRequestKind.DISPUTE: _("another view of the task"),
}


def request_words(kind: str, *, as_helper: bool) -> str:
    """The kind of a request about a task in words."""
    of_helper = HELPER_REQUESTS.get(TaskRequestKind(kind)) if as_helper else None
    return str(of_helper or TaskRequestKind(kind).label)


class RequestState(TextChoices):
    PENDING = "pending", _("waiting for a decision")
    ACCEPTED = "accepted", _("request accepted")
    REFUSED = "refused", _("request refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


# What a helper reads instead (docs/rules.md#helpers-are-partners).
HELPER_REQUEST_STATES = {
    RequestState.PENDING: _("awaiting an answer"),
    RequestState.ACCEPTED: _("agreed to"),
    RequestState.REFUSED: _("kindly asked to add to it"),
}


def request_state_words(state: str, *, as_helper: bool) -> str:
    """The state of a request about a task in words."""
    of_helper = HELPER_REQUEST_STATES.get(RequestState(state)) if as_helper else None
    return str(of_helper or RequestState(state).label)


class TaskOutcome(TextChoices):
    """Of closed tasks (docs/rules.md#outcome-of-a-task)."""

    IN_TIME = "in_time", _("closed in time")
    LATE = "late", _("closed late")
    UNKNOWN = "unknown", _("closed, unknown whether in time")


class RemarkKind(TextChoices):
    INSTRUCTION = "instruction", _("instruction")
    COMMENT = "comment", _("comment")


class InstructionOutcome(TextChoices):
    """What became of an instruction."""

    OPEN = "open", _("nothing follows yet")
    TASK = "task", _("became a task")
    DEADLINE = "deadline", _("new deadline set")
    DONE = "done", _("instruction done")


def report_label(*, is_reported: bool, is_due: bool, of_helper: bool) -> str:
    """Whether a month is reported (反馈情况), a fact beside the task's state: 已报 or 未报, of a
    helper 已反馈 or 待反馈 (docs/rules.md#helpers-are-partners); of a month not due nothing, of
    a helper 暂无反馈."""
    if of_helper:
        missing = gettext("feedback awaited") if is_due else gettext("no feedback")
        return gettext("feedback given") if is_reported else missing
    missing = gettext("not reported") if is_due else ""
    return gettext("reported") if is_reported else missing


class Urgency(IntegerChoices):
    HIGH = 1, _("high")
    MEDIUM = 2, _("medium")
    LOW = 3, _("low")


class NeedDecision(TextChoices):
    """What the task force decided of a need; that it is met, also its township."""

    TO_TRIAGE = "to_triage", _("need to triage")
    ACCEPTED = "accepted", _("need accepted")
    DEFERRED = "deferred", _("need deferred")
    DECLINED = "declined", _("need not adopted")
    MET = "met", _("need met")


class NeedState(TextChoices):
    """The state of a need; that of an accepted one follows from its answers."""

    TO_TRIAGE = "to_triage", _("need to triage")
    OPEN = "open", _("need open")
    UNDER_WAY = "under_way", _("need being answered")
    PARTLY_MET = "partly_met", _("need partly met")
    MET = "met", _("need met")
    DEFERRED = "deferred", _("need deferred")
    DECLINED = "declined", _("need not adopted")


class NeedEventKind(TextChoices):
    ACCEPTED = "accepted", _("need accepted")
    DEFERRED = "deferred", _("need deferred")
    DECLINED = "declined", _("need not adopted")
    CONFIRMED = "confirmed", _("need confirmed as met")
    REOPENED = "reopened", _("need reopened")


class ImportChoiceKind(TextChoices):
    """The kind of thing that words of a workbook stand for."""

    UNIT = "unit", _("unit")
    TOWNSHIP = "township", _("township")
    COLUMN = "column", _("column")
    VALUE = "value", _("words of a cell")
